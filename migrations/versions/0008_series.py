"""Series: tide, surge and station observations, and the feeds that bring them."""

from migrations.sql import run

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    _stations()
    _series()
    _observations()
    _feeds()


def _stations() -> None:
    """Where something is measured."""
    run("""
CREATE TABLE station (
    code            text PRIMARY KEY CHECK (code ~ '^[A-Za-z0-9_-]{1,20}$'),
    name            text NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
    pinyin          text NOT NULL,
    initials        text NOT NULL,
    county_code     text REFERENCES admin_unit (code),
    warning_level_m double precision,       -- 警戒潮位, above the datum of its tide series
    illustrative    boolean NOT NULL DEFAULT false,
    source          text NOT NULL,
    geom            geometry(Point, 4326) NOT NULL
);
CREATE INDEX ON station USING gist (geom);
""")


def _series() -> None:
    """What is measured there, in which unit."""
    run("""
CREATE TABLE series (
    series_id    integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    station_code text NOT NULL REFERENCES station,
    kind         text NOT NULL CHECK (kind IN ('tide', 'surge', 'rain', 'wind', 'gust')),
    nature       text NOT NULL CHECK (nature IN ('observed', 'predicted')),
    unit         text NOT NULL,
    datum        text CHECK ((kind = 'tide') = (datum IS NOT NULL)),
    span_min     double precision CHECK (span_min > 0),  -- rain fell, wind was averaged, over this
    source       text NOT NULL,
    illustrative boolean NOT NULL DEFAULT false,
    UNIQUE (station_code, kind, nature),
    CHECK ((kind IN ('rain', 'wind')) = (span_min IS NOT NULL))
);
""")


def _observations() -> None:
    """The values; a correction is another row."""
    run("""
-- at: the moment the value is of. known_at: since when it could be known (an observation its own
-- moment, a prediction its issue), so that an exercise shows what was known. recorded_at: real.
-- A correction is another row; the newest known, then the newest recorded counts.
CREATE TABLE observation (
    series_id   integer NOT NULL REFERENCES series ON DELETE CASCADE,
    at          timestamptz NOT NULL,
    known_at    timestamptz NOT NULL,
    value       double precision NOT NULL CHECK (value > '-Infinity' AND value < 'Infinity'),
    recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (series_id, at, known_at, recorded_at)
);
""")


def _feeds() -> None:
    """Where they come from, and how each has fared."""
    run("""
CREATE TABLE feed (
    feed_id      text PRIMARY KEY CHECK (feed_id ~ '^[a-z0-9_-]{1,40}$'),
    title        text NOT NULL CHECK (length(title) BETWEEN 1 AND 60),
    title_en     text NOT NULL CHECK (length(title_en) BETWEEN 1 AND 60),
    kind         text NOT NULL CHECK (kind IN ('url', 'folder')),
    brings       text NOT NULL CHECK (brings IN ('typhoon', 'series')),
    address      text NOT NULL,             -- URL, or the name of a folder below the watched one
    format       text,                      -- of a track file; NULL: found out
    expected_s   double precision NOT NULL CHECK (expected_s BETWEEN 5 AND 86400),
    enabled      boolean NOT NULL DEFAULT true,
    opened_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
    asked_at     timestamptz,
    succeeded_at timestamptz,               -- last answered well, new or not
    changed_at   timestamptz,               -- last brought something new
    taken        bigint NOT NULL DEFAULT 0, -- files or answers taken in
    repeated     bigint NOT NULL DEFAULT 0, -- answers that were the last one again
    bad_rows     bigint NOT NULL DEFAULT 0,
    failed       bigint NOT NULL DEFAULT 0,
    fault_code   text,
    fault        text,
    fault_at     timestamptz,
    silent       boolean NOT NULL DEFAULT false,
    digest       bytea                      -- SHA-256 of the last answer
);
INSERT INTO feed (feed_id, title, title_en, kind, brings, address, expected_s) VALUES
    ('folder_typhoon', '台风文件夹', 'Typhoon folder', 'folder', 'typhoon', 'typhoon', 30),
    ('folder_series', '潮位雨量文件夹', 'Series folder', 'folder', 'series', 'series', 30);
""")


def downgrade() -> None:
    run("DROP TABLE feed, observation, series, station;")
