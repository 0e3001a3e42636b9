"""Typhoons: fixes and forecasts by agency, wind radii as the source gives them."""

from migrations.sql import run

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    run("""
CREATE TABLE typhoon (
    storm_id text PRIMARY KEY,             -- YYYYNN as the Zhejiang feed writes it, e.g. 201509
    name_zh  text NOT NULL,
    name_en  text NOT NULL,
    season   integer NOT NULL
);
ALTER TABLE incident ADD FOREIGN KEY (storm_id) REFERENCES typhoon;

CREATE TABLE track_fix (
    fix_id        integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    storm_id      text NOT NULL REFERENCES typhoon ON DELETE CASCADE,
    agency        text NOT NULL,           -- JMA, CMA, IBTrACS …
    kind          text NOT NULL CHECK (kind IN ('operational', 'besttrack')),
    fix_at        timestamptz NOT NULL,
    lon           double precision NOT NULL CHECK (lon BETWEEN -180 AND 180),
    lat           double precision NOT NULL CHECK (lat BETWEEN -90 AND 90),
    pressure_hpa  double precision,
    wind_ms       double precision,
    averaging_min smallint,
    class         text CHECK (class IN ('TD', 'TS', 'STS', 'TY', 'STY', 'SuperTY', 'EX', 'LOW')),
    source        text NOT NULL,
    recorded_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
    UNIQUE (storm_id, agency, kind, fix_at)
);

-- One row a threshold. No row means the source gives no circle; a circle of zero is never stored.
CREATE TABLE wind_radius (
    fix_id       integer NOT NULL REFERENCES track_fix ON DELETE CASCADE,
    threshold_ms double precision NOT NULL,
    force        smallint NOT NULL,        -- nearest force, for the label only
    ne_km        double precision NOT NULL,
    se_km        double precision NOT NULL,
    sw_km        double precision NOT NULL,
    nw_km        double precision NOT NULL,
    rule         text NOT NULL,            -- how the quadrants came from the source's figures
    source_text  text NOT NULL,            -- the source's own figures
    PRIMARY KEY (fix_id, threshold_ms)
);

CREATE TABLE forecast_track (
    forecast_id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    storm_id    text NOT NULL REFERENCES typhoon ON DELETE CASCADE,
    agency      text NOT NULL,
    issued_at   timestamptz NOT NULL,
    synthetic   boolean NOT NULL,
    method      text NOT NULL,
    recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    UNIQUE (storm_id, agency, issued_at)
);

CREATE TABLE forecast_point (
    forecast_id  integer NOT NULL REFERENCES forecast_track ON DELETE CASCADE,
    valid_at     timestamptz NOT NULL,
    lon          double precision NOT NULL,
    lat          double precision NOT NULL,
    pressure_hpa double precision,
    wind_ms      double precision,
    class        text,
    PRIMARY KEY (forecast_id, valid_at)
);

CREATE TABLE forecast_radius (
    forecast_id  integer NOT NULL,
    valid_at     timestamptz NOT NULL,
    threshold_ms double precision NOT NULL,
    force        smallint NOT NULL,
    ne_km        double precision NOT NULL,
    se_km        double precision NOT NULL,
    sw_km        double precision NOT NULL,
    nw_km        double precision NOT NULL,
    rule         text NOT NULL,
    PRIMARY KEY (forecast_id, valid_at, threshold_ms),
    FOREIGN KEY (forecast_id, valid_at) REFERENCES forecast_point ON DELETE CASCADE
);
""")


def downgrade() -> None:
    run("""
ALTER TABLE incident DROP CONSTRAINT incident_storm_id_fkey;
DROP TABLE forecast_radius, forecast_point, forecast_track, wind_radius, track_fix, typhoon;
""")
