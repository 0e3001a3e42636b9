"""What somebody must do: addressed to a post of the chain, answered by name, taken up if it is not.

A step is added and never changed; a task's state follows the table of `app/tasks/ladder.py`, which
the trigger holds whoever writes SQL to, the owner too.
"""

from migrations.row_security import ROLES, by_incident, let_write, protect
from migrations.sql import run

revision = "0027"
down_revision = "0026"

ZONE = "nullif(current_setting('haitang.zone', true), '')"  # a functional zone's own posts


def upgrade() -> None:
    _make_tasks()
    _make_steps()
    _guard_changes()
    _guard_beginnings_and_steps()
    _give_rights()


def _make_tasks() -> None:
    run("""
CREATE TABLE task (
    task_id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    incident_id    integer NOT NULL REFERENCES incident,
    source         text NOT NULL CHECK (source ~ '^[a-z_]{1,40}$'),
    reference      text NOT NULL CHECK (length(reference) BETWEEN 1 AND 100),
    number         text NOT NULL DEFAULT '',     -- as people name the source
    content        jsonb NOT NULL,               -- figures of what is to be done
    unit_code      text NOT NULL REFERENCES admin_unit,
    post_code      text REFERENCES post,         -- NULL: the register has no post there
    level          text NOT NULL CHECK (level IN
                   ('city', 'functional_zone', 'county', 'township', 'village', 'grid')),
    people         integer CHECK (people >= 0),  -- NULL: not counted at this level
    state          text NOT NULL DEFAULT 'open' CHECK (state IN
                   ('open', 'acknowledged', 'done', 'cannot', 'closed')),
    version        integer NOT NULL DEFAULT 1,
    addressed_at   timestamptz NOT NULL,         -- since when the post has it, of the world's clock
    due_at         timestamptz,
    anchor         text CHECK (anchor IN ('t7', 't10', 'landfall')),
    offset_min     integer NOT NULL DEFAULT 0,   -- after the anchor; before it below zero
    escalation     smallint NOT NULL DEFAULT 0 CHECK (escalation >= 0),
    escalated_unit text REFERENCES admin_unit,
    county_code    text GENERATED ALWAYS AS (left(unit_code, 6)) STORED,
    township_code  text GENERATED ALWAYS AS (left(unit_code, 9)) STORED
);
CREATE INDEX task_source ON task (incident_id, source, reference);
CREATE INDEX task_open ON task (incident_id, addressed_at) WHERE state = 'open';
CREATE INDEX task_unit ON task (unit_code);
CREATE UNIQUE INDEX task_once_a_post
    ON task (incident_id, source, reference, unit_code, level, coalesce(post_code, ''))
    WHERE state <> 'closed';
""")


def _make_steps() -> None:
    run("""
CREATE TABLE task_step (
    step_id     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    task_id     bigint NOT NULL REFERENCES task,
    step        text NOT NULL CHECK (step ~ '^[a-z_]{1,20}$'),
    state       text NOT NULL,                   -- the one that it led to
    made_by     text NOT NULL,
    name        text NOT NULL,
    unit_name   text NOT NULL,
    at          timestamptz NOT NULL,            -- of the world's clock
    recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    cause       text CHECK (cause ~ '^[a-z_]{1,40}$'),
    note        text NOT NULL DEFAULT '' CHECK (length(note) <= 500),
    spoken_with text CHECK (length(spoken_with) BETWEEN 1 AND 80),
    call_result text CHECK (call_result IN ('answered', 'no_answer', 'busy', 'coming')),
    to_unit     text REFERENCES admin_unit,      -- to whom it went: escalated, or given to another
    due_at      timestamptz                      -- when it is due from then on
);
CREATE INDEX task_step_task ON task_step (task_id, step_id);
""")


def _guard_changes() -> None:
    """What a task asks for stays, and its states follow the ladder."""
    run("""
CREATE FUNCTION task_keeps() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP IN ('DELETE', 'TRUNCATE') THEN
        RAISE EXCEPTION 'a task is never deleted' USING ERRCODE = 'restrict_violation';
    END IF;
    IF (NEW.task_id, NEW.incident_id, NEW.source, NEW.reference, NEW.number, NEW.content,
        NEW.people, NEW.anchor, NEW.offset_min)
       IS DISTINCT FROM
       (OLD.task_id, OLD.incident_id, OLD.source, OLD.reference, OLD.number, OLD.content,
        OLD.people, OLD.anchor, OLD.offset_min) THEN
        RAISE EXCEPTION 'what a task asks for does not change'
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.due_at IS DISTINCT FROM OLD.due_at AND OLD.anchor IS NULL THEN
        RAISE EXCEPTION 'a fixed deadline does not move' USING ERRCODE = 'restrict_violation';
    END IF;
    IF OLD.state IN ('done', 'closed') AND NEW.state = OLD.state THEN
        RAISE EXCEPTION 'what is done or closed does not change'
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.state <> OLD.state AND (OLD.state || '>' || NEW.state) NOT IN (
        'open>acknowledged', 'acknowledged>done', 'acknowledged>cannot',
        'acknowledged>open', 'cannot>open',
        'open>closed', 'acknowledged>closed', 'done>closed', 'cannot>closed') THEN
        RAISE EXCEPTION 'no task goes from % to %', OLD.state, NEW.state
            USING ERRCODE = 'restrict_violation';
    END IF;
    -- Only to another post does it go back to the beginning.
    IF NEW.state = 'open' AND OLD.state <> 'open'
       AND (NEW.unit_code, NEW.post_code) IS NOT DISTINCT FROM (OLD.unit_code, OLD.post_code) THEN
        RAISE EXCEPTION 'an answer is not taken back' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER task_keeps BEFORE UPDATE OR DELETE ON task
    FOR EACH ROW EXECUTE FUNCTION task_keeps();
CREATE TRIGGER task_stays BEFORE TRUNCATE ON task EXECUTE FUNCTION task_keeps();
""")


def _guard_beginnings_and_steps() -> None:
    """A task begins open; a step is written once."""
    run("""
CREATE FUNCTION task_starts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.state <> 'open' OR NEW.escalation <> 0 THEN
        RAISE EXCEPTION 'a task begins open' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER task_starts BEFORE INSERT ON task
    FOR EACH ROW EXECUTE FUNCTION task_starts();

CREATE FUNCTION task_step_written_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what was done with a task stays as it was written'
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER task_step_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON task_step
    EXECUTE FUNCTION task_step_written_once();
""")


def _give_rights() -> None:
    """A unit sees the tasks of its own posts and of those below, and writes no others."""
    protect("task", also=f"unit_code = {ZONE}")
    by_incident("task")
    protect("task_step", through=("task_id", "task"))
    run(f"""
CREATE POLICY task_step_by_label ON task_step AS RESTRICTIVE
    TO city_app USING (task_id IN (SELECT task_id FROM task));
GRANT SELECT ON task, task_step TO {ROLES};
GRANT UPDATE (unit_code, post_code, level, state, version, addressed_at, due_at, escalation,
              escalated_unit) ON task TO {ROLES};
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {ROLES};
-- UPDATE stays the owner's, whom the trigger stops: a unit that goes locks the rows that name it.
REVOKE DELETE, TRUNCATE ON task_step FROM CURRENT_USER;
""")
    let_write("INSERT", "task", "task_step")


def downgrade() -> None:
    run("""
DROP TABLE task_step, task;
DROP FUNCTION task_keeps, task_starts, task_step_written_once;
""")
