"""The typhoon in depth: every format's figures, imports with their bad rows, what came earlier."""

from migrations.sql import run

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    _storms()
    _imports()
    _published()
    _past()
    _ensemble()


def _storms() -> None:
    """What a storm is known by and what is said of its life."""
    run("""
-- A sub-centre is a storm of its own under its parent: its fixes never mix with the main centre's.
ALTER TABLE typhoon
    ADD parent_id text REFERENCES typhoon ON UPDATE CASCADE ON DELETE CASCADE,
    ADD centre    smallint NOT NULL DEFAULT 0;
CREATE INDEX typhoon_season ON typhoon (season);

-- Every other id a storm is known by: IBTrACS SID, ATCF id, an id it had before it was renumbered.
CREATE TABLE typhoon_alias (
    alias    text PRIMARY KEY,
    storm_id text NOT NULL REFERENCES typhoon ON DELETE CASCADE
);
CREATE INDEX typhoon_alias_storm ON typhoon_alias (storm_id);

-- What a source says of a storm's life: landfalls, how it ended, what it merged with.
CREATE TABLE typhoon_note (
    storm_id  text NOT NULL REFERENCES typhoon ON DELETE CASCADE,
    agency    text NOT NULL,
    kind      text NOT NULL,
    at        timestamptz,
    lon       double precision,
    lat       double precision,
    other_id  text REFERENCES typhoon ON DELETE CASCADE,
    published json NOT NULL DEFAULT '{}',
    source    text NOT NULL,
    UNIQUE NULLS NOT DISTINCT (storm_id, agency, kind, at, other_id)
);
""")


def _imports() -> None:
    """Each file taken in, with the rows that could not be."""
    run("""
CREATE TABLE track_import (
    import_id   integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    file_name   text NOT NULL,
    format      text NOT NULL,
    sha256      text NOT NULL,
    bytes       bigint NOT NULL,
    imported_by text NOT NULL,
    imported_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    storms      text[] NOT NULL,
    fixes       integer NOT NULL,
    forecasts   integer NOT NULL,
    changed     boolean NOT NULL
);
CREATE INDEX track_import_storms ON track_import USING gin (storms);
CREATE TABLE track_import_row (
    import_id integer NOT NULL REFERENCES track_import ON DELETE CASCADE,
    line      integer NOT NULL,
    value     text NOT NULL,
    reason    text NOT NULL
);
CREATE INDEX track_import_row_import ON track_import_row (import_id);
""")


def _published() -> None:
    """The figures of every format beside our own."""
    run("""
-- `published`: the source's own figures as text, by the source's own field names.
ALTER TABLE track_fix
    ADD published json NOT NULL DEFAULT '{}',
    ADD line      integer,
    ADD import_id integer REFERENCES track_import ON DELETE SET NULL;
ALTER TABLE forecast_track
    ADD averaging_min smallint,
    ADD source        text NOT NULL DEFAULT '',
    ADD import_id     integer REFERENCES track_import ON DELETE SET NULL;
ALTER TABLE forecast_point
    ADD published json NOT NULL DEFAULT '{}';
ALTER TABLE forecast_radius
    ADD source_text text NOT NULL DEFAULT '';
""")


def _past() -> None:
    """Earlier fixes and bulletins, as they stood before a newer import."""
    run("""
-- What a newer import took the place of, whole and as JSON, so that what was known then can be
-- answered and no reader of the current tables meets an old row.
CREATE TABLE track_fix_past (
    storm_id      text NOT NULL REFERENCES typhoon ON UPDATE CASCADE ON DELETE CASCADE,
    agency        text NOT NULL,
    kind          text NOT NULL,
    averaging_min smallint,
    source        text NOT NULL,
    fix_at        timestamptz NOT NULL,
    recorded_at   timestamptz NOT NULL,
    superseded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    fix           json NOT NULL
);
CREATE INDEX track_fix_past_storm ON track_fix_past (storm_id, fix_at);
CREATE TABLE forecast_past (
    storm_id      text NOT NULL REFERENCES typhoon ON UPDATE CASCADE ON DELETE CASCADE,
    agency        text NOT NULL,
    issued_at     timestamptz NOT NULL,
    recorded_at   timestamptz NOT NULL,
    superseded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    forecast      json NOT NULL
);
CREATE INDEX forecast_past_storm ON forecast_past (storm_id, issued_at);
""")


def _ensemble() -> None:
    """Results of the ensemble (app/wind/ensemble)."""
    run("""
-- One row a basis: everything the answer rests on, as a hash. `result` is NULL until it is done.
CREATE TABLE wind_ensemble (
    storm_id     text NOT NULL REFERENCES typhoon ON UPDATE CASCADE ON DELETE CASCADE,
    basis_key    text NOT NULL,
    known_at     timestamptz NOT NULL,     -- the newest bulletin or fix it rests on
    progress_pct smallint NOT NULL DEFAULT 0 CHECK (progress_pct BETWEEN 0 AND 100),
    asked_at     timestamptz NOT NULL DEFAULT clock_timestamp(),
    done_at      timestamptz,
    took_ms      integer,
    result       json,
    PRIMARY KEY (storm_id, basis_key)
);
""")


def downgrade() -> None:
    run("DROP TABLE wind_ensemble;")
    run("""
DROP TABLE forecast_past, track_fix_past;
ALTER TABLE forecast_radius DROP source_text;
ALTER TABLE forecast_point DROP published;
ALTER TABLE forecast_track DROP averaging_min, DROP source, DROP import_id;
ALTER TABLE track_fix DROP published, DROP line, DROP import_id;
DROP TABLE track_import_row, track_import, typhoon_note, typhoon_alias;
ALTER TABLE typhoon DROP parent_id, DROP centre;
DROP INDEX IF EXISTS typhoon_season;
""")
