"""Closures as somebody said them: what is closed or open, from when to when, by whose word.

Rows are only ever added. A lifted closure keeps its row, and so does what was said wrongly.
"""

from migrations.row_security import COUNTY, ROLES, SEEN_WORLDS
from migrations.sql import run

revision = "0022"
down_revision = "0020"


def upgrade() -> None:
    run(f"""
CREATE TABLE closure_entry (
    entry_id    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    world_id    integer NOT NULL REFERENCES world ON DELETE CASCADE,
    kind        text NOT NULL CHECK (kind IN
                ('bridge', 'road', 'ferry_line', 'scenic_area', 'works')),
    object      text NOT NULL,               -- the bridge's name, or the number of the row it closes
    name        text NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    edge_ids    integer[] NOT NULL DEFAULT '{{}}',  -- stretches of road that it closes
    state       text NOT NULL CHECK (state IN ('closed', 'open')),
    from_at     timestamptz NOT NULL,        -- of the world's clock, as until_at and said_at
    until_at    timestamptz CHECK (until_at > from_at),
    issuer      text NOT NULL CHECK (length(issuer) BETWEEN 1 AND 60),
    reason      text NOT NULL CHECK (length(reason) <= 200),
    limit_force smallint CHECK (limit_force BETWEEN 1 AND 17),
    origin      text NOT NULL CHECK (origin IN ('entered', 'imported')),
    lifts       bigint REFERENCES closure_entry CHECK (lifts IS NULL OR state = 'open'),
    said_at     timestamptz NOT NULL,
    recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    recorded_by text NOT NULL,
    county_code text REFERENCES admin_unit,  -- NULL: of several, or of none
    geom        geometry(Point, 4326) NOT NULL
);
CREATE INDEX ON closure_entry (world_id, kind, object);
CREATE INDEX ON closure_entry (lifts);

-- The counties on whose ground a thing lies: water is nobody's.
CREATE FUNCTION counties_touched(geometry) RETURNS text[] LANGUAGE sql STABLE AS $$
    SELECT ARRAY(SELECT DISTINCT parent_code FROM admin_unit
                 WHERE kind = 'township' AND parent_code IS NOT NULL
                   AND ST_Intersects(geom, $1) ORDER BY 1)
$$;

-- Everybody must know what is closed; below the city a county says so of what is its own.
ALTER TABLE closure_entry ENABLE ROW LEVEL SECURITY;
CREATE POLICY closure_entry_seen ON closure_entry FOR SELECT TO {ROLES}
    USING (world_id IN ({SEEN_WORLDS}));
CREATE POLICY closure_entry_city ON closure_entry FOR INSERT TO city_app
    WITH CHECK (world_id IN ({SEEN_WORLDS}));
CREATE POLICY closure_entry_county ON closure_entry FOR INSERT TO county_app
    WITH CHECK (county_code = {COUNTY} AND world_id IN ({SEEN_WORLDS}));
GRANT SELECT ON closure_entry TO {ROLES};
GRANT INSERT ON closure_entry TO city_app, county_app;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {ROLES};
""")


def downgrade() -> None:
    run("DROP TABLE closure_entry; DROP FUNCTION counties_touched;")
