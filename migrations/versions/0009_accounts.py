"""Accounts: people, devices, sessions; who may see which rows; audit that shows tampering."""

from migrations.audit_tables import add_audit, add_response_drafts, drop_audit
from migrations.row_security import grant_tables, protect, revoke_partitions
from migrations.sql import run

revision = "0009"
down_revision = "0008"

# Tables that no application role reads: sign-in and audit work as the owner.
OWNERS_OWN = (
    "account", "account_password", "passkey", "session", "one_time_link", "sign_in_attempt",
    "device", "audit_seal", "alembic_version",
)  # fmt: skip


def upgrade() -> None:
    _zones()
    _accounts()
    _credentials()
    _devices()
    _sessions()
    _links()
    _throttle()
    _responsibility()
    _units_on_rows()
    add_audit()
    add_response_drafts()
    grant_tables(OWNERS_OWN)
    run("REVOKE SELECT, UPDATE, DELETE ON audit_entry FROM city_app, county_app, township_app;")
    revoke_partitions()
    for table in ("hazard_point", "risk_area", "shelter", "population_site", "aquaculture_area",
                  "evacuation_zone", "field_report", "responsibility", "response_draft"):  # fmt: skip
        protect(table)
    protect("vessel", also="county_code IS NULL")
    protect("event", also="everyone")
    protect("position_latest", number=True, also="county_code = 0", at_sea=True)
    protect("position_history", number=True, also="county_code = 0")
    protect("evacuation_zone_version", through=("zone_id", "evacuation_zone"))
    protect("population_group", through=("site_id", "population_site"))
    protect("position_rejection", city_only=True)
    _labels()
    _live()


def _zones() -> None:
    """Which townships a functional zone is made of."""
    run("""
CREATE TABLE functional_zone_member (
    zone_code     text NOT NULL REFERENCES admin_unit,
    township_code text NOT NULL REFERENCES admin_unit,
    PRIMARY KEY (zone_code, township_code)
);
""")


def _accounts() -> None:
    """One account, one role: nobody holds two of the three officers' roles."""
    run("""
CREATE TABLE account (
    account_id      integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    login           text NOT NULL UNIQUE CHECK (login ~ '^[a-z0-9][a-z0-9._-]{1,63}$'),
    display_name    text NOT NULL CHECK (length(display_name) BETWEEN 1 AND 64),
    unit_code       text NOT NULL,
    role            text NOT NULL CHECK (role IN ('viewer', 'planner', 'commander', 'field',
                    'administrator', 'security_administrator', 'auditor')),
    email           text UNIQUE,
    oidc_subject    text UNIQUE,
    password_hash   text,
    password_set_at timestamptz,
    totp_secret     bytea,              -- encrypted with a key that is not in the database
    totp_last_step  bigint,
    break_glass     boolean NOT NULL DEFAULT false,
    created_by      text NOT NULL,
    created_at      timestamptz NOT NULL DEFAULT clock_timestamp(),
    disabled_at     timestamptz
);
""")


def _credentials() -> None:
    """What an account proves itself with, and earlier passwords, so that a policy can refuse them."""
    run("""
-- Earlier passwords, so that a policy can refuse them.
CREATE TABLE account_password (
    account_id    integer NOT NULL REFERENCES account ON DELETE CASCADE,
    password_hash text NOT NULL,
    set_at        timestamptz NOT NULL
);

CREATE TABLE passkey (
    credential_id bytea PRIMARY KEY,
    passkey_id    integer GENERATED ALWAYS AS IDENTITY UNIQUE,
    account_id    integer NOT NULL REFERENCES account ON DELETE CASCADE,
    public_key    bytea NOT NULL,
    sign_count    bigint NOT NULL,
    label         text NOT NULL CHECK (length(label) BETWEEN 1 AND 64),
    created_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
    last_used_at  timestamptz
);
""")


def _devices() -> None:
    """A BeiDou gateway, a tablet or a wall link: bound to a unit and a purpose, revocable."""
    run("""
CREATE TABLE device (
    device_id    integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    label        text NOT NULL CHECK (length(label) BETWEEN 1 AND 64),
    purpose      text NOT NULL CHECK (purpose IN ('beidou', 'tablet', 'wall')),
    unit_code    text NOT NULL,
    view         jsonb,                 -- a wall link's one view
    token_sha256 bytea UNIQUE,          -- of a gateway or a wall link; a tablet enrols by a link
    created_by   text NOT NULL,
    created_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
    last_seen_at timestamptz,
    revoked_at   timestamptz
);
INSERT INTO device (label, purpose, unit_code, token_sha256, created_by, revoked_at)
SELECT device, purpose, unit_code, token_sha256, 'migration', revoked_at FROM device_token;
DROP TABLE device_token;
""")


def _sessions() -> None:
    """Who is signed in, as an account or as a device."""
    run("""
CREATE TABLE session (
    session_id       uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    token_sha256     bytea NOT NULL UNIQUE,
    account_id       integer REFERENCES account ON DELETE CASCADE,
    device_id        integer REFERENCES device ON DELETE CASCADE,
    created_at       timestamptz NOT NULL,
    active_at        timestamptz NOT NULL,   -- when its person last did something: the idle limit
    expires_at       timestamptz NOT NULL,   -- the absolute limit
    second_factor_at timestamptz,
    locked_at        timestamptz,
    ended_at         timestamptz,
    end_reason       text CHECK (end_reason IN
                     ('signed_out', 'revoked', 'replaced', 'expired', 'disabled')),
    address          text NOT NULL,
    agent            text NOT NULL,
    CHECK (num_nonnulls(account_id, device_id) = 1),
    CHECK ((ended_at IS NULL) = (end_reason IS NULL))
);
CREATE INDEX session_account ON session (account_id) WHERE ended_at IS NULL;
""")


def _links() -> None:
    """A way in that works once."""
    run("""
CREATE TABLE one_time_link (
    token_sha256 bytea PRIMARY KEY,
    purpose      text NOT NULL CHECK (purpose IN ('sign_in', 'set_up', 'enrol')),
    account_id   integer REFERENCES account ON DELETE CASCADE,
    device_id    integer REFERENCES device ON DELETE CASCADE,
    opens        text NOT NULL,
    created_by   text NOT NULL,
    created_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
    expires_at   timestamptz NOT NULL,
    used_at      timestamptz,
    CHECK (num_nonnulls(account_id, device_id) = 1)
);
""")


def _throttle() -> None:
    """What throttling counts; addresses and logins as they were tried."""
    run("""
CREATE TABLE sign_in_attempt (
    attempt_id   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    attempted_at timestamptz NOT NULL,
    login        text NOT NULL,
    address      text NOT NULL,
    result       text NOT NULL CHECK (result IN ('passed', 'failed', 'throttled'))
);
CREATE INDEX ON sign_in_attempt (attempted_at);
CREATE INDEX ON sign_in_attempt (login, attempted_at);
""")


def _responsibility() -> None:
    """Who answers for a unit, and who in their place."""
    run("""
CREATE TABLE responsibility (
    unit_code     text NOT NULL REFERENCES admin_unit,
    position      text NOT NULL CHECK (position IN ('responsible', 'deputy', 'duty')),
    name          text NOT NULL,
    phone         text NOT NULL,
    county_code   text GENERATED ALWAYS AS (left(unit_code, 6)) STORED,
    township_code text GENERATED ALWAYS AS (left(unit_code, 9)) STORED,
    changed_by    text NOT NULL,
    changed_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (unit_code, position)
);
""")


def _units_on_rows() -> None:
    """The county and township of every row that somebody may not see."""
    for table in ("hazard_point", "risk_area", "shelter", "population_site"):
        run(f"""
ALTER TABLE {table}
    ADD county_code   text GENERATED ALWAYS AS (left(village_code, 6)) STORED,
    ADD township_code text GENERATED ALWAYS AS (left(village_code, 9)) STORED;
""")
    run("""
ALTER TABLE aquaculture_area
    ADD county_code text GENERATED ALWAYS AS (left(township_code, 6)) STORED;
-- Where a zone lies; NULL when it spans several, and then only the city sees it.
ALTER TABLE evacuation_zone ADD county_code text, ADD township_code text;
ALTER TABLE field_report ADD county_code text, ADD township_code text;

ALTER TABLE event ADD everyone boolean NOT NULL DEFAULT false,
                  ADD county_code text, ADD township_code text;
UPDATE event SET everyone = kind NOT IN
    ('zone_changed', 'zone_deleted', 'zone_answered', 'field_report_received');

-- As numbers: four bytes a position. 0: not in the register, shown to every signed-in user.
ALTER TABLE position_latest ADD county_code integer NOT NULL DEFAULT 0,
                            ADD township_code integer NOT NULL DEFAULT 0,
                            ADD sea_county_code integer NOT NULL DEFAULT 0;
ALTER TABLE position_history ADD county_code integer NOT NULL DEFAULT 0,
                             ADD township_code integer NOT NULL DEFAULT 0;
UPDATE position_latest p
   SET county_code = coalesce(v.county_code, '0')::int,
       township_code = coalesce(v.township_code, '0')::int
  FROM vessel v WHERE v.vessel_id = p.vessel_id AND v.registered;
UPDATE position_history p
   SET county_code = coalesce(v.county_code, '0')::int,
       township_code = coalesce(v.township_code, '0')::int
  FROM vessel v WHERE v.vessel_id = p.vessel_id AND v.registered;

-- Waters in which a county sees the vessels of others, by position, name and type only.
CREATE TABLE sea_area (
    county_code integer PRIMARY KEY,
    name        text NOT NULL,
    geom        geometry(MultiPolygon, 4326) NOT NULL CHECK (ST_IsValid(geom))
);
""")


def _labels() -> None:
    """An incident's label; `label_rank` is what a clearance is compared with."""
    run("""
ALTER TABLE incident
    ADD label text NOT NULL DEFAULT 'internal' CHECK (label IN ('public', 'internal', 'sensitive')),
    ADD label_rank integer GENERATED ALWAYS AS (
        CASE label WHEN 'public' THEN 0 WHEN 'internal' THEN 1 ELSE 2 END) STORED;
ALTER TABLE incident ENABLE ROW LEVEL SECURITY;
CREATE POLICY incident_by_label ON incident TO city_app, county_app, township_app
    USING (label_rank <= current_setting('haitang.clearance', true)::integer);
""")


def _live() -> None:
    """What the push side needs: visiting vessels by name and type, and word of changes."""
    run("""
-- As the owner: the register's row itself stays hidden from the county they visit.
CREATE FUNCTION visiting_vessels(incident integer)
RETURNS TABLE (vessel_id integer, name text, kind text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT v.vessel_id, v.name, v.kind
    FROM position_latest l JOIN vessel v ON v.vessel_id = l.vessel_id
    WHERE current_setting('role') = 'county_app' AND l.incident_id = incident
      AND l.sea_county_code = nullif(current_setting('haitang.county', true), '')::integer
      AND l.county_code <> 0 AND l.county_code <> l.sea_county_code
$$;
REVOKE ALL ON FUNCTION visiting_vessels FROM public;
GRANT EXECUTE ON FUNCTION visiting_vessels TO city_app, county_app, township_app;

-- In the register but of no county or township: -1, which no county's or township's policy matches.
UPDATE position_latest p
   SET county_code = coalesce(v.county_code, '-1')::int,
       township_code = coalesce(v.township_code, '-1')::int
  FROM vessel v
 WHERE v.vessel_id = p.vessel_id AND v.registered
   AND (v.county_code IS NULL OR v.township_code IS NULL);
UPDATE position_history p
   SET county_code = coalesce(v.county_code, '-1')::int,
       township_code = coalesce(v.township_code, '-1')::int
  FROM vessel v
 WHERE v.vessel_id = p.vessel_id AND v.registered
   AND (v.county_code IS NULL OR v.township_code IS NULL);

-- `live` follows the register and the sea areas, whoever writes them.
CREATE FUNCTION tell_live_of_register() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('haitang_register', '');
    RETURN NULL;
END $$;
CREATE TRIGGER vessel_entered AFTER INSERT ON vessel
    FOR EACH ROW WHEN (NEW.registered) EXECUTE FUNCTION tell_live_of_register();
CREATE TRIGGER vessel_changed AFTER UPDATE OF registered, mmsi, beidou_id, county_code, township_code
    ON vessel FOR EACH STATEMENT EXECUTE FUNCTION tell_live_of_register();
CREATE TRIGGER sea_area_changed AFTER INSERT OR UPDATE OR DELETE ON sea_area
    FOR EACH STATEMENT EXECUTE FUNCTION tell_live_of_register();
""")


def downgrade() -> None:
    _drop_live()
    _drop_labels()
    _drop_row_security()
    _drop_tables()
    drop_audit()
    _drop_units_on_rows()
    _device_tokens_again()


def _drop_live() -> None:
    run("""
DROP TRIGGER vessel_entered ON vessel;
DROP TRIGGER vessel_changed ON vessel;
DROP TRIGGER sea_area_changed ON sea_area;
DROP FUNCTION tell_live_of_register;
DROP FUNCTION visiting_vessels;
""")


def _drop_labels() -> None:
    run("""
DROP POLICY incident_by_label ON incident;
ALTER TABLE incident DISABLE ROW LEVEL SECURITY, DROP label_rank, DROP label;
""")


def _drop_row_security() -> None:
    run("""
DO $$ DECLARE p record; BEGIN
    FOR p IN SELECT schemaname, tablename, policyname FROM pg_policies WHERE schemaname = 'public'
    LOOP
        EXECUTE format('DROP POLICY %I ON %I', p.policyname, p.tablename);
        EXECUTE format('ALTER TABLE %I DISABLE ROW LEVEL SECURITY', p.tablename);
    END LOOP;
END $$;
REVOKE ALL ON ALL TABLES IN SCHEMA public FROM city_app, county_app, township_app;
REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM city_app, county_app, township_app;
""")


def _drop_tables() -> None:
    run("""
DROP TABLE response_draft, audit_seal, responsibility, sign_in_attempt, one_time_link, session, passkey,
           account_password, account, functional_zone_member, sea_area;
""")


def _drop_units_on_rows() -> None:
    run("""
ALTER TABLE event DROP everyone, DROP county_code, DROP township_code;
ALTER TABLE position_latest DROP county_code, DROP township_code, DROP sea_county_code;
ALTER TABLE position_history DROP county_code, DROP township_code;
ALTER TABLE evacuation_zone DROP county_code, DROP township_code;
ALTER TABLE field_report DROP county_code, DROP township_code;
ALTER TABLE aquaculture_area DROP county_code;
ALTER TABLE population_site DROP county_code, DROP township_code;
ALTER TABLE shelter DROP county_code, DROP township_code;
ALTER TABLE risk_area DROP county_code, DROP township_code;
ALTER TABLE hazard_point DROP county_code, DROP township_code;
""")


def _device_tokens_again() -> None:
    run("""
CREATE TABLE device_token (
    token_sha256 bytea PRIMARY KEY,
    device       text NOT NULL,
    purpose      text NOT NULL CHECK (purpose IN ('beidou', 'tablet')),
    unit_code    text NOT NULL,
    revoked_at   timestamptz
);
INSERT INTO device_token (token_sha256, device, purpose, unit_code, revoked_at)
SELECT token_sha256, label, purpose, unit_code, revoked_at FROM device
WHERE purpose <> 'wall' AND token_sha256 IS NOT NULL;
DROP TABLE device;
""")
