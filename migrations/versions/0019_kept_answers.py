"""Every answer of a zone is kept, with since when it stood: what a desk saw can be asked later.

The present answer and those of earlier versions become the first rows. When an earlier program
timed an answer again, it wrote over the one before: of that nothing is left to move, so an answer
stands here from its version's moment on.
"""

from migrations.row_security import ROLES, let_write, protect
from migrations.sql import run

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    run(f"""
-- At a moment of the world's clock the one recorded last stands of those valid by then. A clock
-- that is set back so takes back what was valid after, without a row that is changed.
CREATE TABLE evacuation_zone_answer (
    answer_id    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    zone_id      uuid NOT NULL REFERENCES evacuation_zone ON DELETE CASCADE,
    zone_version integer NOT NULL,
    answer       jsonb,                 -- NULL: the zone was deleted, or nothing was worked out
    form         integer GENERATED ALWAYS AS ((answer->>'version')::integer) STORED,
    inputs_hash  text GENERATED ALWAYS AS (answer->'basis'->>'inputs_hash') STORED,
    valid_at     timestamptz NOT NULL,  -- of the world's clock: it stands from then on
    recorded_at  timestamptz NOT NULL DEFAULT clock_timestamp()
);
INSERT INTO evacuation_zone_answer (zone_id, zone_version, answer, valid_at, recorded_at)
SELECT zone_id, version, answer, valid_at, recorded_at FROM (
    SELECT zone_id, version, nullif(snapshot->'answer', 'null') AS answer,
           (snapshot->>'valid_at')::timestamptz AS valid_at,
           (snapshot->>'recorded_at')::timestamptz AS recorded_at
    FROM evacuation_zone_version
    UNION ALL
    SELECT zone_id, version, answer, valid_at, recorded_at FROM evacuation_zone
) AS earlier ORDER BY zone_id, version;
CREATE INDEX evacuation_zone_answer_zone ON evacuation_zone_answer (zone_id, answer_id);
UPDATE evacuation_zone_version SET snapshot = snapshot - 'answer';
ALTER TABLE evacuation_zone DROP answer;
GRANT SELECT ON evacuation_zone_answer TO {ROLES};
-- Nor may the system itself write over one.
REVOKE UPDATE, TRUNCATE ON evacuation_zone_answer FROM CURRENT_USER;
CREATE POLICY evacuation_zone_answer_by_label ON evacuation_zone_answer AS RESTRICTIVE
    TO city_app USING (zone_id IN (SELECT zone_id FROM evacuation_zone));
""")
    protect("evacuation_zone_answer", through=("zone_id", "evacuation_zone"))
    let_write("INSERT", "evacuation_zone_answer")
    _zones_at()


def _zones_at() -> None:
    """As whoever asks, so that policies hold in it; one SELECT, so that the planner opens it."""
    run("""
CREATE FUNCTION evacuation_zones_at(of_incident integer, moment timestamptz)
RETURNS TABLE (
    zone_id uuid, incident_id integer, number integer, name text, state text,
    mobilisation_min double precision, notification_min double precision,
    buffer_min double precision, version integer, origin_version integer, geom geometry,
    hazard text, due_groups text[], answer jsonb, valid_at timestamptz, recorded_at timestamptz,
    changed_by text, county_code text, township_code text,
    stood_from timestamptz, stood_until timestamptz, kept_at timestamptz)
LANGUAGE sql STABLE AS $$
    SELECT z.zone_id, z.incident_id, z.number, coalesce(v.snapshot->>'name', z.name),
           coalesce(v.snapshot->>'state', z.state),
           coalesce((v.snapshot->>'mobilisation_min')::float8, z.mobilisation_min),
           coalesce((v.snapshot->>'notification_min')::float8, z.notification_min),
           coalesce((v.snapshot->>'buffer_min')::float8, z.buffer_min),
           coalesce(v.version, z.version),
           coalesce((v.snapshot->>'origin_version')::integer, z.origin_version),
           CASE WHEN v.version IS NULL THEN z.geom
                ELSE ST_SetSRID(ST_GeomFromGeoJSON(v.snapshot->>'polygon'), 4326) END,
           CASE WHEN v.version IS NULL THEN z.hazard
                ELSE coalesce(v.snapshot->>'hazard', 'other') END,
           CASE WHEN v.version IS NULL THEN z.due_groups
                WHEN v.snapshot ? 'due_groups'
                THEN ARRAY(SELECT jsonb_array_elements_text(v.snapshot->'due_groups'))
                ELSE ARRAY['aquaculture', 'outside_dyke', 'geohazard', 'dangerous_house',
                           'site_hut', 'low_lying', 'other', 'visitor', 'resident'] END,
           a.answer, coalesce((v.snapshot->>'valid_at')::timestamptz, z.valid_at),
           coalesce((v.snapshot->>'recorded_at')::timestamptz, z.recorded_at),
           coalesce(v.snapshot->>'changed_by', z.changed_by), z.county_code, z.township_code,
           a.valid_at,
           (SELECT min(later.valid_at) FROM evacuation_zone_answer later
            WHERE later.zone_id = z.zone_id AND later.answer_id > a.answer_id),
           a.recorded_at
    FROM evacuation_zone z
    LEFT JOIN LATERAL (
        SELECT k.* FROM evacuation_zone_answer k
        WHERE k.zone_id = z.zone_id AND (moment IS NULL OR k.valid_at <= moment)
        ORDER BY k.answer_id DESC LIMIT 1
    ) a ON true
    LEFT JOIN evacuation_zone_version v
           ON v.zone_id = z.zone_id AND v.version = a.zone_version AND v.version <> z.version
    WHERE z.incident_id = of_incident AND (moment IS NULL OR a.answer_id IS NOT NULL)
$$;
COMMENT ON FUNCTION evacuation_zones_at IS
    'Zones as they stood at a moment of the world''s clock, deleted ones too; NULL: as they are.';
""")


def downgrade() -> None:
    """The newest answers are the zones' own again; the others go."""
    run("""
DROP FUNCTION evacuation_zones_at;
ALTER TABLE evacuation_zone ADD answer jsonb;
UPDATE evacuation_zone z SET answer = (
    SELECT a.answer FROM evacuation_zone_answer a
    WHERE a.zone_id = z.zone_id ORDER BY a.answer_id DESC LIMIT 1);
DROP TABLE evacuation_zone_answer;
""")
