"""Registers: a post of the chain is a row that somebody holds; every change of a row is kept.

The chain was three positions of a unit. Orders and tasks will be addressed to a post, down to the
grid, with its deputy: the positions become posts, and the old table goes.
"""

from migrations.row_security import let_write, protect
from migrations.sql import run

revision = "0023"
down_revision = "0022"

ORIGIN = "text NOT NULL DEFAULT 'real' CHECK (origin IN ('real', 'illustrative', 'exercise'))"


def upgrade() -> None:
    _history()
    _shelters()
    _hazard_points()
    _posts()


def _history() -> None:
    """What every row of a register was, from when, as known since when, by whose hand."""
    run("""
CREATE TABLE register_entry (
    entry_id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    source        text NOT NULL,             -- the register's table
    key           text NOT NULL,
    change        text NOT NULL CHECK (change IN ('insert', 'update', 'delete')),
    content       jsonb NOT NULL,            -- the row without what belongs to the night
    valid_from    timestamptz NOT NULL,
    recorded_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
    recorded_by   text NOT NULL,
    county_code   text,
    township_code text
);
CREATE INDEX ON register_entry (source, key, entry_id DESC);

-- Arguments: the key's column, and the live columns, which the history leaves out. Whoever writes
-- the row, a form, an import or a console, leaves an entry.
CREATE FUNCTION keep_register_history() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    live text[] := TG_ARGV[1]::text[];
    content jsonb;
BEGIN
    IF TG_OP = 'DELETE' THEN
        content := to_jsonb(OLD) - live;
    ELSE
        content := to_jsonb(NEW) - live;
    END IF;
    IF TG_OP = 'UPDATE' AND content = to_jsonb(OLD) - live THEN
        RETURN NULL;
    END IF;
    INSERT INTO register_entry (source, key, change, content, valid_from, recorded_by,
                                county_code, township_code)
    VALUES (TG_TABLE_NAME, content ->> TG_ARGV[0], lower(TG_OP), content,
            coalesce(nullif(current_setting('haitang.valid_from', true), '')::timestamptz,
                     clock_timestamp()),
            coalesce(nullif(current_setting('haitang.actor', true), ''), 'system'),
            content ->> 'county_code', content ->> 'township_code');
    RETURN NULL;
END $$;
""")
    protect("register_entry")
    run("GRANT SELECT ON register_entry TO city_app, county_app, township_app;")
    let_write("INSERT", "register_entry")


def _keep_history(table: str, key: str, live: tuple[str, ...] = ()) -> None:
    run(f"""
CREATE TRIGGER {table}_history AFTER INSERT OR UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION keep_register_history('{key}', '{{{",".join(live)}}}');
INSERT INTO register_entry (source, key, change, content, valid_from, recorded_by, county_code,
                            township_code)
SELECT '{table}', {key}, 'insert', to_jsonb(t) - '{{{",".join(live)}}}'::text[], now(), 'system',
       county_code, township_code
FROM {table} t ORDER BY {key};
""")


def _shelters() -> None:
    """Who answers for it; what stands was told to be illustrative, what comes is the office's."""
    run(f"""
ALTER TABLE shelter
    ADD responsible_unit text, ADD responsible text, ADD responsible_phone text,
    ADD origin {ORIGIN};
UPDATE shelter SET origin = 'illustrative';
""")
    _keep_history("shelter", "code", ("occupied", "status", "status_reason"))


def _hazard_points() -> None:
    run(f"""
ALTER TABLE hazard_point ADD origin {ORIGIN};
UPDATE hazard_point SET origin = 'illustrative';
""")
    _keep_history("hazard_point", "code")


def _posts() -> None:
    run(f"""
CREATE TABLE post (
    code          text PRIMARY KEY,
    unit_code     text NOT NULL REFERENCES admin_unit,
    role          text NOT NULL CHECK (role IN ('responsible', 'duty', 'grid')),
    grid          text,                      -- natural village or enterprise, below the village
    name          text NOT NULL,
    pinyin        text NOT NULL,
    initials      text NOT NULL,
    holder        text,                      -- NULL: vacant
    phone         text,
    deputy        text,
    deputy_phone  text,
    origin        {ORIGIN},
    county_code   text GENERATED ALWAYS AS (left(unit_code, 6)) STORED,
    township_code text GENERATED ALWAYS AS (left(unit_code, 9)) STORED
);
CREATE UNIQUE INDEX post_once_a_unit ON post (unit_code, role) WHERE role <> 'grid';

INSERT INTO post (code, unit_code, role, name, pinyin, initials, holder, phone, deputy,
                  deputy_phone)
SELECT u.code || '-responsible', u.code, 'responsible', u.name || '责任人',
       u.pinyin || 'zerenren', u.initials || 'zrr', r.name, r.phone, d.name, d.phone
FROM admin_unit u
LEFT JOIN responsibility r ON r.unit_code = u.code AND r.position = 'responsible'
LEFT JOIN responsibility d ON d.unit_code = u.code AND d.position = 'deputy'
WHERE coalesce(r.unit_code, d.unit_code) IS NOT NULL;
INSERT INTO post (code, unit_code, role, name, pinyin, initials, holder, phone)
SELECT u.code || '-duty', u.code, 'duty', u.name || '值班', u.pinyin || 'zhiban',
       u.initials || 'zb', r.name, r.phone
FROM admin_unit u JOIN responsibility r ON r.unit_code = u.code AND r.position = 'duty';
DROP TABLE responsibility;
""")
    protect("post")
    run("GRANT SELECT ON post TO city_app, county_app, township_app;")
    let_write("INSERT, UPDATE", "post")
    _keep_history("post", "code")


def downgrade() -> None:
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
INSERT INTO responsibility (unit_code, position, name, phone, changed_by)
SELECT unit_code, role, holder, phone, 'system' FROM post
WHERE role <> 'grid' AND holder IS NOT NULL AND phone IS NOT NULL
UNION ALL
SELECT unit_code, 'deputy', deputy, deputy_phone, 'system' FROM post
WHERE role = 'responsible' AND deputy IS NOT NULL AND deputy_phone IS NOT NULL;
""")
    protect("responsibility")
    run("GRANT SELECT ON responsibility TO city_app, county_app, township_app;")
    let_write("INSERT, UPDATE", "responsibility")
    run("""
DROP TABLE post;
DROP TRIGGER shelter_history ON shelter;
DROP TRIGGER hazard_point_history ON hazard_point;
DROP TABLE register_entry;
DROP FUNCTION keep_register_history;
ALTER TABLE hazard_point DROP origin;
ALTER TABLE shelter DROP responsible_unit, DROP responsible, DROP responsible_phone, DROP origin;
""")
