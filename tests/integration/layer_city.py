"""A few rows of every layer's table: the least that makes each layer draw something."""

from datetime import UTC, datetime

from app.clock import IncidentClock, real_now
from app.database import Connection, connect
from app.incidents.queries import insert_exercise

AT = datetime(2015, 7, 10, 7, 20, tzinfo=UTC)
OUTLINE = "122.2 29.9, 122.4 29.9, 122.4 30.0, 122.2 30.0, 122.2 29.9"
SHELTER = """
INSERT INTO shelter VALUES ('S1', '沈家门小学避灾点', 'shenjiamenxiaoxue', 'sjmxx', 'township',
  'school', '滨港路 1 号', 2000, 700, 20, 'open', NULL, true, true, '李管', '13800000002',
  '330903001001', 'SRID=4326;POINT(122.305 29.952)');
"""
CITY = f"""
INSERT INTO admin_unit (code, parent_code, kind, name, pinyin, initials, population, households,
                        approximate, seat, geom) VALUES
 ('330900', NULL, 'city', '舟山市', 'zhoushanshi', 'zss', 1170000, 400000, true, NULL, NULL),
 ('330903', '330900', 'county', '普陀区', 'putuoqu', 'ptq', 380000, 150000, true,
  'SRID=4326;POINT(122.30 29.95)', 'SRID=4326;MULTIPOLYGON((({OUTLINE})))'),
 ('330903001', '330903', 'township', '沈家门街道', 'shenjiamenjiedao', 'sjmjd', 90000, 36000, true,
  'SRID=4326;POINT(122.30 29.95)', 'SRID=4326;MULTIPOLYGON((({OUTLINE})))'),
 ('330903001001', '330903001', 'village', '滨港社区', 'bingangshequ', 'bgsq', 3000, 1200, true,
  'SRID=4326;POINT(122.30 29.95)', NULL);
INSERT INTO land_area VALUES (1, '舟山岛', 'zhoushandao', 'zsd', false, '330903', 476.2,
  'SRID=4326;POLYGON(({OUTLINE}))');
INSERT INTO road_node VALUES (1, 'SRID=4326;POINT(122.3 29.95)'),
  (2, 'SRID=4326;POINT(122.31 29.96)');
INSERT INTO road_edge VALUES (1, 1, 2, 'bridge', NULL, '朱家尖大桥', 2900, 60, 1400, 10,
  'SRID=4326;LINESTRING(122.3 29.95, 122.31 29.96)');
INSERT INTO harbour VALUES (1, '沈家门中心渔港', 'shenjiamenzhongxinyugang', 'sjmzxyg', 'central',
  true, 12, 1300, '330903001', '330903', 2200, 'SRID=4326;POINT(122.296 29.9435)');
INSERT INTO ferry_line VALUES (1, '沈家门—普陀山', 'shenjiamenputuoshan', 'sjmpts', 'high_speed',
  1, 1, 10, 200, 25, 7, 'SRID=4326;LINESTRING(122.3 29.94, 122.38 29.98)');
INSERT INTO hazard_point VALUES ('330903010001', '东河路后山滑坡', 'donghelu', 'dhl', 'landslide',
  'small', 'unstable', 'monitored', 12, 37, 300, '东河路 8 号后山', '王测', '13800000001',
  '330903001001', 'SRID=4326;POINT(122.301 29.951)');
INSERT INTO risk_area VALUES ('R1', '东河路风险区', 'donghelu', 'dhl', 'high', 'landslide', 12, 37,
  '330903001001', 'SRID=4326;POLYGON((122.3 29.95, 122.302 29.95, 122.302 29.952, 122.3 29.95))');
{SHELTER}
INSERT INTO scenic_area VALUES (1, '普陀山', 'putuoshan', 'pts', '5A', 35000, 'open', '330903001',
  'SRID=4326;POLYGON((122.37 29.97, 122.4 29.97, 122.4 30.0, 122.37 29.97))');
INSERT INTO sea_dyke VALUES (1, '半升洞海塘', 50, 1800, 5.8,
  'SRID=4326;LINESTRING(122.3 29.94, 122.31 29.94)');
INSERT INTO aquaculture_area VALUES (1, '枸杞北贻贝养殖区', 'raft', 360, '330903001',
  'SRID=4326;POLYGON((122.37 29.87, 122.4 29.87, 122.4 29.9, 122.37 29.87))');
INSERT INTO vessel (vessel_id, registered, name, pinyin, initials, mmsi, kind, gear, crew_aboard,
  home_harbour_id, county_code, township_code) VALUES
 (1, true, '浙普渔68888', 'zhepuyu68888', 'zpy68888', 412400001, 'fishing', 'trawl', 12, 1,
  '330903', '330903001');
"""


def fill(dsn: str) -> int:
    """One of everything, and an exercise whose clock stands at `AT`; gives the incident's id."""
    with connect(dsn) as conn:
        conn.execute(CITY)
        clock = IncidentClock(real_now(), AT, 0)
        incident_id = insert_exercise(conn, kind="typhoon", name="演练", storm_id=None, clock=clock)
        _fix(conn, incident_id, "2015-07-10T07:00:00Z", 122.5)
        conn.execute(
            """
            INSERT INTO position_latest
            SELECT world_id, vessel_id, fix_at, recorded_at, lon, lat, sog_kn, cog_deg,
                   heading_deg, nav_status, source FROM position_history
            """
        )
        _fix(conn, incident_id, "2015-07-10T06:00:00Z", 122.6)
        return incident_id


def _fix(conn: Connection, incident_id: int, fix_at: str, lon: float) -> None:
    conn.execute(
        "INSERT INTO position_history SELECT world_id, 1, %s, %s, %s, 29.9, 7.5, 270, NULL, 7, 1"
        " FROM incident WHERE incident_id = %s",
        (fix_at, real_now(), lon, incident_id),
    )
