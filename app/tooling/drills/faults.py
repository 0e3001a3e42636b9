"""What was found by probing the product as an attacker, a failing disk and real archives."""

from app.tooling.drills.model import Drill

FAULTS = (
    Drill("nul", "A NUL in a TAG block cost every other report of its batch", (
        "drills/test_attacks.py::test_nul_in_a_tag_block",
        "integration/test_live_process.py::"
        "test_a_datagram_that_no_text_column_holds_costs_no_other_report",
    )),
    Drill("killed-worker", "A killed worker blocked a kind of job for the whole incident", (
        "drills/test_attacks.py::test_killed_worker",
        "integration/test_job_recovery.py::"
        "test_what_a_killed_worker_was_doing_is_done_by_the_next",
    )),
    Drill("foreign-writes", "County and township wrote what is the city's", (
        "integration/test_write_rights.py::test_nobody_writes_what_is_another_s",
        "integration/test_row_security.py::"
        "test_below_the_city_a_role_writes_its_own_work_and_nothing_else",
    )),
    Drill("audit-chain", "Entries and seals could be deleted unseen", (
        "integration/test_audit.py::test_tampering_is_found_and_named",
        "integration/test_audit.py::test_the_witness_leaves_the_machine",
        "unit/test_audit_chain.py::test_no_flipped_byte_of_an_archive_is_a_traceback",
    )),
    Drill("tampered-backup", "A tampered backup ran commands as superuser", (
        "integration/test_backup.py::"
        "test_a_backup_that_somebody_made_to_fit_is_refused_before_anything_runs",
        "integration/test_backup.py::test_what_a_dump_runs_it_runs_as_the_owner",
    )),
    Drill("confined", "All but the database ran as root and parsed storm files in the server", (
        "unit/test_confined.py::test_the_child_has_nothing_of_ours_and_reaches_nobody",
    )),
    Drill("spoofed-ais", "AIS trusted everybody: made-up vessels, floods, idle clients", (
        "drills/test_attacks.py::test_twenty_thousand_spoofed_vessels",
        "drills/test_attacks.py::test_flood_of_one_byte_datagrams",
        "drills/test_attacks.py::test_idle_tcp_clients_keep_no_receiver_out",
    )),
    Drill("hung-database", "A hung database froze every ship, and no screen named it", (
        "drills/test_attacks.py::test_hung_database",
        "integration/test_hung_database.py::test_a_page_is_told_instead_of_kept_waiting",
    )),
    Drill("held-doors", "Unfinished headers, sign-in starts and attachments stopped everyone", (
        "integration/test_nginx.py::"
        "test_thousands_of_headers_that_never_end_keep_nobody_else_out",
        "unit/test_oidc_metadata.py::test_while_one_waits_for_it_nobody_else_asks",
        "integration/test_live_sockets.py::"
        "test_an_event_that_announces_attachments_ends_its_connection",
    )),
    Drill("full-disk", "A full disk ended the supervisor, and service stayed ready", (
        "drills/test_attacks.py::test_full_disk",
        "integration/test_supervisor.py::"
        "test_the_reserve_is_given_up_when_the_disk_is_full_and_kept_again_when_there_is_room",
    )),
    Drill("second-factor", "Second factors could be probed, enrolled and lifted", (
        "integration/test_second_factor_demand.py::test_removing_a_factor_lifts_no_demand",
    )),
    Drill("senseless", "Resent, late and senseless requests: dropped, misfiled or 500", (
        "integration/test_field_reports.py::test_another_report_under_a_used_id_is_a_conflict",
        "integration/test_field_reports.py::test_a_limit_that_is_no_number_is_refused",
        "drills/test_fuzz.py::test_no_body_is_a_server_error",
    )),
    Drill("static-scan", "Parts list, dependency audit and static scan", (
        "unit/test_scan.py::test_a_finding_stands_only_with_a_mark_of_its_number_and_a_reason",
        "unit/test_sbom.py::"
        "test_all_that_is_shipped_is_pinned_by_hash_under_a_licence_we_may_ship",
    )),
    Drill("no-incident", "Without an incident a tablet's report was refused for good", (
        "integration/test_field_reports.py::"
        "test_a_report_is_taken_also_while_no_incident_is_open",
    )),
    Drill("live-columns", "Importing shelters again reset occupancy and state", (
        "integration/test_layer_registers.py::test_importing_again_touches_no_live_column",
    )),
    Drill("kept-answers", "What the desk saw earlier had no answer", (
        "integration/test_zone_history.py::"
        "test_the_answer_before_a_bulletin_is_told_with_until_when_it_stood",
        "integration/test_zone_history.py::test_a_zone_drawn_later_is_not_there_before",
    )),
    Drill("likelihood", "At ×60 no probability was ever seen", (
        "integration/test_typhoon_wind.py::"
        "test_a_newer_bulletin_takes_the_place_of_waiting_work_only",
    )),
    Drill("deleted-zone", "Del deleted a saved zone at once and for good", (
        "browser/test_keys.py::"
        "test_a_zone_from_search_to_deletion_and_back_by_keyboard_alone",
    )),
    Drill("first-start", "Commands on an empty data folder ended in a traceback", (
        "drills/test_fresh_start.py::test_first_start_installs_everything_and_serves_the_pages",
    )),
    Drill("storm-number", "A low of 2017 became part of a storm of 2000", (
        "unit/test_track_formats.py::test_a_number_of_another_year_is_none_in_any_format",
    )),
    Drill("missing-figure", "A figure for \"missing\" cost the whole row", (
        "unit/test_track_formats.py::test_a_figure_that_says_missing_costs_its_field_only",
    )),
    Drill("arrival-time", "Arrival printed Beijing time under UTC", (
        "integration/test_arrival_command.py::"
        "test_the_sentence_names_zone_and_year_and_both_conventions",
    )),
    Drill("office-files", "Second layers, KML, parts and multi-areas were dropped or refused", (
        "integration/test_layer_files.py::test_kml_is_not_asked_for_the_system_its_standard_names",
    )),
    Drill("receiver-dialects", "What receivers and loggers add made AIS unreadable", (
        "unit/test_ais_decoder.py::"
        "test_a_heading_that_no_compass_has_is_unknown_and_the_position_stands",
        "unit/test_ais_decoder.py::test_a_position_by_satellite_is_a_position",
    )),
)  # fmt: skip
