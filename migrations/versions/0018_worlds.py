"""A world has the clock and the positions; an incident is a matter in it.

An exercise of before keeps its number as its world's, so that its positions stay as they are. What
was heard in real incidents, and between them under number 0, is the real world's.
"""

from migrations.row_security import ROLES, by_incident_alone, by_world, drop_by_world, see_worlds
from migrations.sql import run

revision = "0018"
down_revision = "0017"

POSITIONS = ("position_latest", "position_history", "position_rejection")


def upgrade() -> None:
    _worlds()
    _incidents()
    _positions()
    _events()
    run("ALTER TABLE device ADD exercise boolean NOT NULL DEFAULT false;")
    _visitors("world")
    see_worlds()
    for table in (*POSITIONS, "event"):
        by_world(table)


def _worlds() -> None:
    """The real world, and one for each exercise there was."""
    run(f"""
-- World time = anchor_incident_at + (real − anchor_real_at) × rate. rate 0 holds the clock.
CREATE TABLE world (
    world_id           integer PRIMARY KEY,
    exercise           boolean NOT NULL CHECK (exercise = (world_id > 0)),
    name               text NOT NULL,
    opened_at          timestamptz NOT NULL,  -- of its own clock
    closed_at          timestamptz CHECK (exercise OR closed_at IS NULL),
    anchor_real_at     timestamptz NOT NULL,
    anchor_incident_at timestamptz NOT NULL,
    rate               double precision NOT NULL CHECK (rate BETWEEN 0 AND 600),
    recorded_at        timestamptz NOT NULL DEFAULT now(),
    CHECK (exercise OR (rate = 1 AND anchor_real_at = anchor_incident_at))
);
INSERT INTO world VALUES (0, false, '实战', 'epoch', NULL, 'epoch', 'epoch', 1);
INSERT INTO world
SELECT i.incident_id, true, i.name, i.opened_at, i.closed_at, c.anchor_real_at,
       c.anchor_incident_at, c.rate, i.recorded_at
FROM incident i JOIN incident_clock c USING (incident_id) WHERE i.exercise;

-- Past every number that positions may carry from before there were worlds.
CREATE SEQUENCE world_number OWNED BY world.world_id;
SELECT setval('world_number', last_value + is_called::int, false) FROM incident_incident_id_seq;
GRANT SELECT ON world TO {ROLES};
GRANT INSERT, UPDATE ON world TO city_app;
GRANT USAGE ON SEQUENCE world_number TO city_app;
""")


def _incidents() -> None:
    run("""
ALTER TABLE incident ADD world_id integer REFERENCES world;
UPDATE incident SET world_id = CASE WHEN exercise THEN incident_id ELSE 0 END;
ALTER TABLE incident ALTER world_id SET NOT NULL, DROP exercise;
CREATE INDEX incident_world ON incident (world_id);
DROP TABLE incident_clock;
""")


def _positions() -> None:
    """Of several places that real incidents knew of a vessel, the newest is the real world's."""
    for table in POSITIONS:
        run(f"ALTER TABLE {table} RENAME incident_id TO world_id;")
    run("""
DELETE FROM position_latest l
 USING position_latest newer
 WHERE (l.world_id = 0 OR l.world_id IN (SELECT incident_id FROM incident WHERE world_id = 0))
   AND (newer.world_id = 0
        OR newer.world_id IN (SELECT incident_id FROM incident WHERE world_id = 0))
   AND newer.vessel_id = l.vessel_id
   AND (newer.fix_at, newer.world_id) > (l.fix_at, l.world_id);
""")
    for table in POSITIONS:
        run(f"""
UPDATE {table} SET world_id = 0
WHERE world_id IN (SELECT incident_id FROM incident WHERE world_id = 0);
""")


def _events() -> None:
    """What happened in an incident happened in its world; some things happen in a world alone."""
    run("""
ALTER TABLE event ADD world_id integer REFERENCES world ON DELETE CASCADE;
UPDATE event e SET world_id = i.world_id FROM incident i WHERE i.incident_id = e.incident_id;
""")


def _visitors(argument: str) -> None:
    run(f"""
DROP FUNCTION visiting_vessels;
-- As the owner: the register's row itself stays hidden from the county they visit.
CREATE FUNCTION visiting_vessels({argument} integer)
RETURNS TABLE (vessel_id integer, name text, kind text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT v.vessel_id, v.name, v.kind
    FROM position_latest l JOIN vessel v ON v.vessel_id = l.vessel_id
    WHERE current_setting('role') = 'county_app' AND l.{argument}_id = {argument}
      AND l.sea_county_code = nullif(current_setting('haitang.county', true), '')::integer
      AND l.county_code <> 0 AND l.county_code <> l.sea_county_code
$$;
REVOKE ALL ON FUNCTION visiting_vessels FROM public;
GRANT EXECUTE ON FUNCTION visiting_vessels TO {ROLES};
""")


def downgrade() -> None:
    """Each incident has a clock again; the real world's positions are its newest incident's."""
    for table in (*POSITIONS, "event"):
        drop_by_world(table)
    run("""
DROP POLICY world_seen ON world;
ALTER TABLE device DROP exercise;
ALTER TABLE event DROP world_id;
CREATE TABLE incident_clock (
    incident_id        integer PRIMARY KEY REFERENCES incident ON DELETE CASCADE,
    anchor_real_at     timestamptz NOT NULL,
    anchor_incident_at timestamptz NOT NULL,
    rate               double precision NOT NULL CHECK (rate BETWEEN 0 AND 600)
);
INSERT INTO incident_clock
SELECT i.incident_id, w.anchor_real_at, w.anchor_incident_at, w.rate
FROM incident i JOIN world w USING (world_id);
ALTER TABLE incident ADD exercise boolean;
UPDATE incident SET exercise = world_id > 0;
""")
    by_incident_alone("incident_clock")
    run(f"GRANT SELECT, INSERT, UPDATE, DELETE ON incident_clock TO {ROLES};")
    for table in POSITIONS:
        run(f"""
UPDATE {table} p SET world_id = coalesce((
    SELECT max(i.incident_id) FROM incident i WHERE i.world_id = p.world_id), 0);
ALTER TABLE {table} RENAME world_id TO incident_id;
""")
    run("""
ALTER TABLE incident ALTER exercise SET NOT NULL, DROP world_id;
DROP TABLE world;
""")
    _visitors("incident")
