"""Households at risk, and the roll-call of those whom an order says must leave.

Persons stand sealed in `household`, with a key that lies outside the database. A roll-call's list
is frozen when its order is issued; reports are added and never changed, and what they come to is
kept on the list's line in the same transaction.
"""

from migrations.row_security import ROLES, by_incident, let_write, protect
from migrations.sql import run

revision = "0028"
down_revision = "0027"

UNITS = """
    county_code   text GENERATED ALWAYS AS (left(village_code, 6)) STORED,
    township_code text GENERATED ALWAYS AS (left(village_code, 9)) STORED
"""
GROUPS = (
    "ARRAY['aquaculture', 'outside_dyke', 'geohazard', 'dangerous_house', 'site_hut', 'low_lying',"
    " 'other', 'resident']"
)
STATES = (
    "('listed', 'notified', 'moving', 'collective', 'dispersed', 'returned', 'refused',"
    " 'unreachable', 'not_present')"
)


def upgrade() -> None:
    _households()
    _lists()
    _reports()
    _guard_reports()
    _rights()


def _households() -> None:
    run(f"""
CREATE TABLE household (
    household_id     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    village_code     text NOT NULL REFERENCES admin_unit,
    grid             text NOT NULL DEFAULT '',
    house_number     text NOT NULL CHECK (length(house_number) BETWEEN 1 AND 40),
    address          text NOT NULL DEFAULT '',
    groups           text[] NOT NULL CHECK (groups <@ {GROUPS} AND cardinality(groups) > 0),
    hazard_code      text,                      -- the object that threatens it, where one does
    people           integer NOT NULL CHECK (people BETWEEN 1 AND 200),
    mobility_limited integer NOT NULL DEFAULT 0 CHECK (mobility_limited BETWEEN 0 AND people),
    vehicle          text,                      -- that takes it there
    shelter_code     text,                      -- where it goes
    persons_sealed   bytea,                     -- head, telephones, helper; NULL: none, or wiped
    site_id          integer REFERENCES population_site ON DELETE SET NULL,
    origin           text NOT NULL DEFAULT 'real'
                     CHECK (origin IN ('real', 'illustrative', 'exercise')),
    version          integer NOT NULL DEFAULT 1,
    struck_at        timestamptz,               -- it is no household at risk any more
    changed_by       text NOT NULL DEFAULT 'system',
    geom             geometry(Point, 4326) NOT NULL,
    {UNITS}
);
CREATE INDEX household_place ON household USING gist (geom);
CREATE INDEX household_site ON household (site_id);
CREATE INDEX household_village ON household (village_code, household_id);
CREATE TRIGGER household_history AFTER INSERT OR UPDATE OR DELETE ON household
    FOR EACH ROW EXECUTE FUNCTION keep_register_history('household_id', '{{persons_sealed}}');
""")


def _lists() -> None:
    run(f"""
CREATE TABLE roll_call (
    roll_call_id  bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    incident_id   integer NOT NULL REFERENCES incident,
    subject       text NOT NULL,                -- what was ordered to leave
    number        integer NOT NULL,             -- and its number and name among the zones
    name          text NOT NULL,
    document_id   bigint NOT NULL REFERENCES document,
    due_by        timestamptz,
    started_at    timestamptz NOT NULL,         -- of the world's clock
    recorded_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
    ended_at      timestamptz,                  -- of the world's clock, too
    end_recorded_at timestamptz,
    ended_why     text CHECK (ended_why IN ('lifted', 'withdrawn', 'closed')),
    ended_by      text,
    county_code   text,
    township_code text,
    UNIQUE (roll_call_id, incident_id)
);
CREATE UNIQUE INDEX roll_call_running ON roll_call (incident_id, subject) WHERE ended_at IS NULL;

-- A household, or the people of a village whom the order counts and no register names.
CREATE TABLE roll_call_line (
    line_id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    roll_call_id     bigint NOT NULL,
    incident_id      integer NOT NULL,
    household_id     bigint REFERENCES household,
    village_code     text NOT NULL REFERENCES admin_unit,
    grid             text NOT NULL DEFAULT '',
    people           integer NOT NULL CHECK (people >= 0),
    mobility_limited integer NOT NULL DEFAULT 0 CHECK (mobility_limited >= 0),
    state            text NOT NULL DEFAULT 'listed' CHECK (state IN {STATES}),
    counted          integer NOT NULL DEFAULT 0,
    placed           boolean NOT NULL DEFAULT false,
    contradicted     boolean NOT NULL DEFAULT false,
    reported_at      timestamptz,
    heads            uuid[] NOT NULL DEFAULT '{{}}',
    {UNITS},
    FOREIGN KEY (roll_call_id, incident_id) REFERENCES roll_call (roll_call_id, incident_id),
    UNIQUE (line_id, village_code, incident_id)
);
CREATE UNIQUE INDEX roll_call_line_household ON roll_call_line (roll_call_id, household_id);
CREATE UNIQUE INDEX roll_call_line_unlisted ON roll_call_line (roll_call_id, village_code)
    WHERE household_id IS NULL;
CREATE INDEX roll_call_line_village ON roll_call_line (township_code, roll_call_id);
""")


def _reports() -> None:
    run(f"""
CREATE TABLE roll_call_report (
    report_id     uuid PRIMARY KEY,             -- UUIDv7 made by whoever reports
    line_id       bigint NOT NULL,
    incident_id   integer NOT NULL,
    village_code  text NOT NULL,
    reporter      text NOT NULL,
    reporter_unit text NOT NULL,
    sequence      bigint NOT NULL CHECK (sequence > 0),  -- the reporter's own count
    channel       text NOT NULL CHECK (channel IN ('tablet', 'phone', 'shelter', 'settlement')),
    state         text NOT NULL CHECK (state IN {STATES}),
    people        integer NOT NULL CHECK (people BETWEEN 0 AND 100000),
    shelter_code  text,
    place         text NOT NULL DEFAULT '' CHECK (length(place) <= 100),
    note          text NOT NULL DEFAULT '' CHECK (length(note) <= 500),
    seen          uuid[] NOT NULL DEFAULT '{{}}', -- what it was based on
    made_at       timestamptz NOT NULL,
    recorded_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
    {UNITS},
    FOREIGN KEY (line_id, village_code, incident_id)
        REFERENCES roll_call_line (line_id, village_code, incident_id)
);
CREATE INDEX roll_call_report_line ON roll_call_report (line_id);
CREATE INDEX roll_call_report_reporter ON roll_call_report (reporter, sequence DESC);

-- When a township's change was last announced: three hundred reporters are one event a second.
CREATE TABLE roll_call_pulse (
    roll_call_id  bigint NOT NULL REFERENCES roll_call,
    incident_id   integer NOT NULL,
    county_code   text NOT NULL,
    township_code text NOT NULL,
    announced_at  timestamptz NOT NULL,
    PRIMARY KEY (roll_call_id, township_code)
);
""")


def _guard_reports() -> None:
    """Retention may empty the free words of a report; nothing else is ever changed in one."""
    run("""
CREATE FUNCTION roll_call_report_stays() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE made text[] := '{county_code,township_code}';
BEGIN
    IF TG_OP = 'UPDATE' THEN
        -- What is generated is made after this.
        IF to_jsonb(NEW) - made = (to_jsonb(OLD) || '{"place": "", "note": ""}') - made THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'a report stays as it was made' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER roll_call_report_stays BEFORE UPDATE OR DELETE ON roll_call_report
    FOR EACH ROW EXECUTE FUNCTION roll_call_report_stays();
CREATE TRIGGER roll_call_report_kept BEFORE TRUNCATE ON roll_call_report
    EXECUTE FUNCTION roll_call_report_stays();
""")


def _rights() -> None:
    """Freezing and ending a list is the order's doing, and written by no role."""
    protect("household")
    for table in ("roll_call_line", "roll_call_report", "roll_call_pulse"):
        protect(table)
        by_incident(table)
    # A list over several townships is told to each of them, as far as it has lines there.
    protect("roll_call", through=("roll_call_id", "roll_call_line"))
    by_incident("roll_call")
    run(f"""
GRANT SELECT ON household, roll_call, roll_call_line, roll_call_report, roll_call_pulse TO {ROLES};
GRANT UPDATE (state, counted, placed, contradicted, reported_at, heads) ON roll_call_line
    TO {ROLES};
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {ROLES};
""")
    let_write("INSERT, UPDATE", "household", "roll_call_pulse")
    let_write("INSERT", "roll_call_report")


def downgrade() -> None:
    run("""
DROP TABLE roll_call_pulse, roll_call_report, roll_call_line, roll_call, household;
DROP FUNCTION roll_call_report_stays;
DELETE FROM register_entry WHERE source = 'household';
""")
