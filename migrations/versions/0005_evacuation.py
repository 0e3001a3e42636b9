"""Evacuation zones with every version, their answers, and field reports."""

from migrations.sql import run

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    run("""
CREATE TABLE evacuation_zone (
    zone_id          uuid PRIMARY KEY,
    incident_id      integer NOT NULL REFERENCES incident ON DELETE CASCADE,
    number           integer NOT NULL,
    name             text NOT NULL,
    state            text NOT NULL CHECK (state IN ('draft', 'deleted')),
    mobilisation_min double precision NOT NULL CHECK (mobilisation_min >= 0),
    notification_min double precision NOT NULL CHECK (notification_min >= 0),
    buffer_min       double precision NOT NULL CHECK (buffer_min >= 0),
    version          integer NOT NULL,
    origin_version   integer NOT NULL,      -- the version whose content this one has (after an undo)
    geom             geometry(Polygon, 4326) NOT NULL
                     CHECK (ST_IsValid(geom) AND ST_NPoints(geom) <= 5000),
    answer           jsonb,                 -- of this version; NULL while it is being worked out
    valid_at         timestamptz NOT NULL,
    recorded_at      timestamptz NOT NULL DEFAULT clock_timestamp(),
    changed_by       text NOT NULL,
    UNIQUE (incident_id, number)
);
CREATE INDEX ON evacuation_zone USING gist (geom);

-- Every earlier version, so that an edit or a deletion can be undone and history answered.
CREATE TABLE evacuation_zone_version (
    zone_id     uuid NOT NULL REFERENCES evacuation_zone ON DELETE CASCADE,
    version     integer NOT NULL,
    snapshot    jsonb NOT NULL,
    recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (zone_id, version)
);

CREATE TABLE field_report (
    report_id   uuid PRIMARY KEY,           -- UUIDv7 made on the tablet: a resend is not a second report
    incident_id integer NOT NULL REFERENCES incident ON DELETE CASCADE,
    kind        text NOT NULL CHECK (kind IN ('danger', 'progress', 'shelter', 'other')),
    text        text NOT NULL CHECK (length(text) BETWEEN 1 AND 2000),
    people      integer CHECK (people >= 0),
    made_at     timestamptz NOT NULL,       -- the tablet's clock
    geom        geometry(Point, 4326),
    actor       text NOT NULL,
    recorded_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
""")


def downgrade() -> None:
    run("DROP TABLE field_report, evacuation_zone_version, evacuation_zone;")
