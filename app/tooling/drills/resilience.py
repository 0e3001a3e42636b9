"""The drills that a reliable installation passes, one after another."""

from app.tooling.drills.model import Drill

RESILIENCE = (
    Drill("kills", "kill -9 of each process under load", (
        "drills/test_kills.py::test_killed_process_is_back_and_takes_reports_again",
        "drills/test_kills.py::test_no_job_waits_for_a_worker_that_is_gone",
        "drills/test_kills.py::test_no_acknowledged_report_was_lost",
    )),
    Drill("restart", "Planned restarts of the database under load", (
        "drills/test_database_restart.py::test_planned_restarts_of_the_database",
    )),
    Drill("tablets", "Tablets behind a lossy, slow, cut link",
          open="a tablet's outbox is held in tests/browser; not behind a network of its own"),
    Drill("clocks", "Clocks of devices a day off; the exercise's clock set back", (
        "drills/test_faults.py::test_devices_whose_clock_is_a_day_off",
        "integration/test_live_process.py::test_a_clock_set_back_makes_the_picture_anew",
        "unit/test_accounts_password.py::test_a_clock_that_is_off_is_told_and_lets_nobody_in",
    )),
    Drill("slow-sockets", "Sockets that never read, beside one that does", (
        "drills/test_faults.py::test_sockets_that_never_read",
        "integration/test_live_slow_screens.py::"
        "test_a_screen_that_reads_nothing_is_closed_and_nobody_else_waits",
    )),
    Drill("slow-screen", "A wall without a graphics card, beside a busy loop on every core", (
        "drills/test_slow_screen.py::"
        "test_a_slow_wall_beside_busy_cores_is_kept_and_shows_every_alarm",
    )),
    Drill("zone-answers", "The zone's answer in the page while the demo runs at ×120", (
        "drills/test_zone_answers.py::test_nineteen_of_twenty_answers_stand_within_a_second",
    )),
    Drill("storm", "Ten times the usual positions, some malformed, some twice", (
        "drills/test_faults.py::test_ten_times_the_usual_positions",
    )),
    Drill("fuzz", "Generated input of every kind, through to the database", (
        "integration/test_ingest_fuzz.py::test_nothing_that_comes_in_costs_an_honest_report",
        "drills/test_fuzz.py::test_wounded_files_cost_nothing_that_was_there",
        "drills/test_fuzz.py::test_no_body_is_a_server_error",
    )),
    Drill("contract", "The documented API, asked senselessly", (
        "load/test_contract.py::test_nothing_documented_breaks",
    )),
    Drill("foreign-reads", "Every read and every asker", (
        "integration/test_rights.py::test_nobody_reads_a_row_of_anothers",
    )),
    Drill("hostile-text", "Hostile text in every field, on every screen and paper", (
        "browser/test_hostile_text.py::test_the_planner_takes_every_word_for_text",
        "browser/test_hostile_text.py::test_no_cell_of_a_table_is_a_formula",
    )),
    Drill("restore", "Backup, restore and its check", (
        "integration/test_backup.py::"
        "test_restore_brings_back_deleted_rows_and_keeps_the_database_it_replaces",
    )),
    Drill("migration", "Migrations up and down over data under load",
          open="the schema is held, up and down under load is not"),
    Drill("soak", "Hours of normal load", open="no accelerated form yet"),
    Drill("fault-loops", "The n-th statement fails, for every n",
          open="only imports are held to all or nothing"),
    Drill("wall-power", "A wall's power cut", open="no drill of its own yet"),
)  # fmt: skip
