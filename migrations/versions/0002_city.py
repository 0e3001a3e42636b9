"""The city: land, units, people, roads, ferries, harbours, hazards, shelters."""

from migrations.sql import run

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    run("""
CREATE TABLE land_area (
    land_id     integer PRIMARY KEY,
    name        text,
    pinyin      text,
    initials    text,
    mainland    boolean NOT NULL,
    county_code text,                     -- NULL outside Zhoushan
    area_km2    double precision NOT NULL,
    geom        geometry(Polygon, 4326) NOT NULL
);
CREATE INDEX ON land_area USING gist (geom);

CREATE TABLE admin_unit (
    code        text PRIMARY KEY,
    parent_code text REFERENCES admin_unit,
    kind        text NOT NULL
                CHECK (kind IN ('city', 'county', 'functional_zone', 'township', 'village', 'grid')),
    name        text NOT NULL,
    pinyin      text NOT NULL,
    initials    text NOT NULL,
    population  integer,
    households  integer,
    approximate boolean NOT NULL,         -- outline derived from seats, not surveyed
    seat        geometry(Point, 4326),
    geom        geometry(MultiPolygon, 4326)
);
CREATE INDEX ON admin_unit USING gist (geom);
CREATE INDEX ON admin_unit (parent_code);

-- Where people are: the grain of the exposure count.
CREATE TABLE population_site (
    site_id          integer PRIMARY KEY,
    village_code     text NOT NULL REFERENCES admin_unit,
    residents        integer NOT NULL CHECK (residents >= 0),
    households       integer NOT NULL CHECK (households >= 0),
    visitors         integer NOT NULL CHECK (visitors >= 0),
    mobility_limited integer NOT NULL CHECK (mobility_limited >= 0),
    geom             geometry(Point, 4326) NOT NULL
);
CREATE INDEX ON population_site USING gist (geom);

-- Gradient groups 梯度转移 among a site's residents (sources#priority-groups); one person is in one group at most.
CREATE TABLE population_group (
    site_id    integer NOT NULL REFERENCES population_site ON DELETE CASCADE,
    group_code text NOT NULL CHECK (group_code IN ('aquaculture', 'outside_dyke', 'geohazard',
               'dangerous_house', 'site_hut', 'low_lying', 'other')),
    people     integer NOT NULL CHECK (people > 0),
    PRIMARY KEY (site_id, group_code)
);

CREATE TABLE road_node (
    node_id integer PRIMARY KEY,
    geom    geometry(Point, 4326) NOT NULL
);
CREATE INDEX ON road_node USING gist (geom);

CREATE TABLE road_edge (
    edge_id      integer PRIMARY KEY,
    from_node    integer NOT NULL REFERENCES road_node,
    to_node      integer NOT NULL REFERENCES road_node,
    road_class   text NOT NULL CHECK (road_class IN
                 ('expressway', 'primary', 'secondary', 'tertiary', 'village', 'bridge', 'tunnel')),
    name         text,
    bridge       text,                    -- name of the cross-sea bridge this edge is part of
    length_m     double precision NOT NULL CHECK (length_m > 0),
    speed_kmh    double precision NOT NULL CHECK (speed_kmh > 0),
    capacity_vph double precision NOT NULL CHECK (capacity_vph > 0),  -- per direction
    limit_force  smallint,                -- closed at this force; NULL: no limit of its own
    geom         geometry(LineString, 4326) NOT NULL
);
CREATE INDEX ON road_edge USING gist (geom);

CREATE TABLE harbour (
    harbour_id     integer PRIMARY KEY,
    name           text NOT NULL,
    pinyin         text NOT NULL,
    initials       text NOT NULL,
    level          text NOT NULL CHECK (level IN
                   ('central', 'first', 'second', 'third', 'anchorage', 'ferry')),
    is_refuge      boolean NOT NULL,
    wind_rating    smallint,
    berth_capacity integer,
    township_code  text REFERENCES admin_unit,
    county_code    text REFERENCES admin_unit,
    radius_m       double precision NOT NULL,   -- a vessel nearer than this counts as in port
    geom           geometry(Point, 4326) NOT NULL
);

CREATE TABLE ferry_line (
    line_id         integer PRIMARY KEY,
    name            text NOT NULL,
    pinyin          text NOT NULL,
    initials        text NOT NULL,
    craft           text NOT NULL CHECK (craft IN ('high_speed', 'conventional', 'ro_ro')),
    from_harbour_id integer NOT NULL REFERENCES harbour,
    to_harbour_id   integer NOT NULL REFERENCES harbour,
    boats           integer NOT NULL CHECK (boats > 0),
    seats           integer NOT NULL CHECK (seats > 0),   -- a trip
    trip_min        double precision NOT NULL CHECK (trip_min > 0),  -- one way with turn-round
    limit_force     smallint NOT NULL,
    geom            geometry(LineString, 4326) NOT NULL
);

CREATE TABLE hazard_point (
    code                   text PRIMARY KEY,
    name                   text NOT NULL,
    pinyin                 text NOT NULL,
    initials               text NOT NULL,
    hazard_type            text NOT NULL CHECK (hazard_type IN ('landslide', 'collapse', 'debris_flow',
                           'ground_collapse', 'unstable_slope')),
    threat_grade           text NOT NULL CHECK (threat_grade IN ('small', 'medium', 'large', 'extra_large')),
    stability              text NOT NULL CHECK (stability IN ('stable', 'basically_stable', 'unstable')),
    status                 text NOT NULL CHECK (status IN ('registered', 'monitored', 'supervised', 'treating')),
    threatened_households  integer NOT NULL,
    threatened_people      integer NOT NULL,
    threatened_property_wan integer NOT NULL,
    location               text NOT NULL,
    monitor                text,
    monitor_phone          text,
    village_code           text NOT NULL REFERENCES admin_unit,
    geom                   geometry(Point, 4326) NOT NULL
);
CREATE INDEX ON hazard_point USING gist (geom);

CREATE TABLE risk_area (
    code                  text PRIMARY KEY,
    name                  text NOT NULL,
    pinyin                text NOT NULL,
    initials              text NOT NULL,
    risk_grade            text NOT NULL CHECK (risk_grade IN ('low', 'medium', 'high', 'very_high')),
    hazard_type           text NOT NULL,
    threatened_households integer NOT NULL,
    threatened_people     integer NOT NULL,
    village_code          text NOT NULL REFERENCES admin_unit,
    geom                  geometry(Polygon, 4326) NOT NULL
);
CREATE INDEX ON risk_area USING gist (geom);

CREATE TABLE shelter (
    code           text PRIMARY KEY,
    name           text NOT NULL,
    pinyin         text NOT NULL,
    initials       text NOT NULL,
    tier           text NOT NULL CHECK (tier IN ('county', 'township', 'village')),
    kind           text NOT NULL CHECK (kind IN ('school', 'culture_hall', 'village_office',
                   'gymnasium', 'hotel', 'civil_defence', 'care_home')),
    address        text NOT NULL,
    floor_area_m2  integer NOT NULL,
    rated_capacity integer NOT NULL CHECK (rated_capacity > 0),
    occupied       integer NOT NULL DEFAULT 0 CHECK (occupied >= 0),
    status         text NOT NULL CHECK (status IN
                   ('standby', 'preparing', 'open', 'full', 'closing', 'closed', 'unavailable')),
    status_reason  text CHECK (status <> 'unavailable' OR status_reason IS NOT NULL),
    accessible     boolean NOT NULL,
    generator      boolean NOT NULL,
    keeper         text,
    keeper_phone   text,
    village_code   text NOT NULL REFERENCES admin_unit,
    geom           geometry(Point, 4326) NOT NULL
);
CREATE INDEX ON shelter USING gist (geom);

CREATE TABLE scenic_area (
    scenic_id     integer PRIMARY KEY,
    name          text NOT NULL,
    pinyin        text NOT NULL,
    initials      text NOT NULL,
    grade         text,
    daily_limit   integer NOT NULL,
    status        text NOT NULL CHECK (status IN ('open', 'closed')),
    township_code text REFERENCES admin_unit,
    geom          geometry(Polygon, 4326) NOT NULL
);

CREATE TABLE sea_dyke (
    dyke_id     integer PRIMARY KEY,
    name        text NOT NULL,
    return_years integer NOT NULL,         -- design standard, 1 in n years
    length_m    double precision NOT NULL,
    crest_m     double precision NOT NULL, -- 1985 datum
    geom        geometry(LineString, 4326) NOT NULL
);

CREATE TABLE aquaculture_area (
    aquaculture_id integer PRIMARY KEY,
    name           text NOT NULL,
    kind           text NOT NULL CHECK (kind IN ('raft', 'cage', 'pond', 'mudflat')),
    people         integer NOT NULL,
    township_code  text REFERENCES admin_unit,
    geom           geometry(Polygon, 4326) NOT NULL
);
""")


def downgrade() -> None:
    run("""
DROP TABLE aquaculture_area, sea_dyke, scenic_area, shelter, risk_area, hazard_point, ferry_line,
           harbour, road_edge, road_node, population_group, population_site, admin_unit, land_area;
""")
