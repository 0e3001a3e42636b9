"""Foundation: incidents and their clock, events, audit, configuration, devices."""

from migrations.sql import run

revision = "0001"
down_revision = None


def upgrade() -> None:
    run("""
CREATE EXTENSION IF NOT EXISTS postgis;
CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- What this database holds: `demo` refuses to fill one that is marked otherwise or holds data.
CREATE TABLE database_mark (
    only_row  boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    kind      text NOT NULL CHECK (kind IN ('demo', 'service')),
    source    text NOT NULL,
    marked_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE incident (
    incident_id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind        text NOT NULL CHECK (kind IN ('typhoon', 'other')),
    name        text NOT NULL,
    exercise    boolean NOT NULL,
    storm_id    text,
    opened_at   timestamptz NOT NULL,
    closed_at   timestamptz,
    recorded_at timestamptz NOT NULL DEFAULT now()
);

-- Incident time = anchor_incident_at + (real − anchor_real_at) × rate. rate 0 holds the clock.
CREATE TABLE incident_clock (
    incident_id        integer PRIMARY KEY REFERENCES incident ON DELETE CASCADE,
    anchor_real_at     timestamptz NOT NULL,
    anchor_incident_at timestamptz NOT NULL,
    rate               double precision NOT NULL CHECK (rate BETWEEN 0 AND 600)
);

-- Append-only. seq order is commit order: it is drawn under one advisory lock, last before commit.
CREATE TABLE event (
    seq         bigint PRIMARY KEY,
    incident_id integer REFERENCES incident ON DELETE CASCADE,
    kind        text NOT NULL,
    subject     text NOT NULL,
    payload     jsonb NOT NULL,
    actor       text NOT NULL,
    valid_at    timestamptz NOT NULL,
    recorded_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE SEQUENCE event_seq OWNED BY event.seq;
CREATE INDEX event_incident_seq ON event (incident_id, seq);

CREATE TABLE audit_entry (
    audit_id    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    actor       text NOT NULL,
    action      text NOT NULL,
    object      text NOT NULL,
    result      text NOT NULL CHECK (result IN ('done', 'refused', 'failed')),
    detail      jsonb NOT NULL,
    recorded_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- An office's own value for a key of app/configuration; absent means the shipped default.
CREATE TABLE configuration_value (
    key        text PRIMARY KEY,
    value      jsonb NOT NULL,
    source     text NOT NULL,
    adopted_by text NOT NULL,
    adopted_at timestamptz NOT NULL
);

CREATE TABLE device_token (
    token_sha256 bytea PRIMARY KEY,
    device       text NOT NULL,
    purpose      text NOT NULL CHECK (purpose IN ('beidou', 'tablet')),
    unit_code    text NOT NULL,
    revoked_at   timestamptz
);

CREATE TABLE response_activation (
    activation_id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    incident_id   integer NOT NULL REFERENCES incident ON DELETE CASCADE,
    issuer_unit   text NOT NULL,
    track         text NOT NULL,
    level         smallint CHECK (level BETWEEN 1 AND 4),
    started_at    timestamptz NOT NULL,
    ended_at      timestamptz,
    basis_text    text NOT NULL,
    recorded_at   timestamptz NOT NULL DEFAULT clock_timestamp()
);
""")


def downgrade() -> None:
    run("""
DROP TABLE response_activation, device_token, configuration_value, audit_entry, event,
           incident_clock, incident, database_mark;
""")
