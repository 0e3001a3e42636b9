"""The one list of who may ask what: every route, and the permission it needs.

A route that is not listed answers nobody, and `tests/integration/test_rights.py` fails. Which rows
come back is row-level security's to say; this says who may ask at all.
"""

from collections.abc import Mapping
from enum import Enum

from app.accounts.rights import Permission as P


class Rule(Enum):
    """What a route needs instead of a permission."""

    OPEN = "open"  # anybody: it carries no data of the city
    SIGNED_IN = "signed in"  # anybody with a session, locked or not: it concerns only themselves
    AT_WORK = "at work"  # anybody with a session that is open


OPEN, SIGNED_IN, AT_WORK = Rule.OPEN, Rule.SIGNED_IN, Rule.AT_WORK

RULES: Mapping[str, Rule | P] = {
    "health.healthz": OPEN,
    "health.readyz": OPEN,
    "health.version": OPEN,
    "health.processes": P.VIEW,
    "health.metrics": P.CONFIGURE,
    # The pages are empty shells; what fills them asks for itself.
    "pages.planner": OPEN,
    "pages.wall": OPEN,
    "pages.field": OPEN,
    "pages.signin": OPEN,
    "pages.enter": OPEN,
    "pages.account": OPEN,
    "pages.admin": OPEN,
    "pages.audit": OPEN,
    "pages.asset": OPEN,
    "pages.root_file": OPEN,
    "session.get_session": SIGNED_IN,
    "session.post_entry": OPEN,
    "session.post_activity": SIGNED_IN,
    "session.delete_session": SIGNED_IN,
    "signin.get_ways": OPEN,
    "signin.post_session": OPEN,
    "signin.post_totp": OPEN,
    "signin.post_passkey_options": OPEN,
    "signin.post_passkey": OPEN,
    "signin.post_lock": SIGNED_IN,
    "signin.post_unlock": SIGNED_IN,
    "signin.post_unlock_options": SIGNED_IN,
    "oidc.get_start": OPEN,
    "oidc.get_return": OPEN,
    "own_account.get_account": SIGNED_IN,
    "own_account.post_password": SIGNED_IN,
    "own_account.post_totp": SIGNED_IN,
    "own_account.put_totp": SIGNED_IN,
    "own_account.delete_totp": SIGNED_IN,
    "own_account.post_passkey_options": SIGNED_IN,
    "own_account.post_passkey": SIGNED_IN,
    "own_account.delete_passkey": SIGNED_IN,
    "own_account.delete_session": SIGNED_IN,
    "people.get_accounts": P.SEE_ACCOUNTS,
    "people.post_account": P.ADMINISTER_UNITS,
    "people.patch_account": P.SEE_ACCOUNTS,  # each field asks for its own right besides
    "people.post_link": P.SEE_ACCOUNTS,  # an officer's link and another's need different rights
    "people.delete_sessions": P.SEE_ACCOUNTS,
    "people.post_unlock": P.SEE_ACCOUNTS,
    "units.get_units": AT_WORK,
    "units.put_zone": P.ADMINISTER_UNITS,
    "units.get_responsibility": P.VIEW,
    "units.put_responsibility": P.ADMINISTER_UNITS,
    "units.post_reveal": P.REVEAL_PERSONAL,
    "devices.get_devices": P.ADMINISTER_UNITS,
    "devices.post_device": P.ADMINISTER_UNITS,
    "devices.post_link": P.ADMINISTER_UNITS,
    "devices.delete_device": P.ADMINISTER_UNITS,
    "roles.get_roles": P.SEE_ACCOUNTS,
    "policy.get_policy": P.SEE_ACCOUNTS,
    "policy.put_policy": P.ADMINISTER_RIGHTS,
    "audit.get_entries": P.READ_AUDIT,
    "audit.get_verification": P.READ_AUDIT,
    "apidoc.get_document": P.VIEW,
    "apidoc.get_page": P.VIEW,
    "apidoc.get_errors": OPEN,
    "apidoc.get_style": OPEN,
    "events.get_events": P.WATCH,
    "feeds.get_feeds": P.WATCH,
    "feeds.post_feed": P.CONFIGURE,
    "feeds.delete_feed": P.CONFIGURE,
    "configuration.get_configuration": P.WATCH,
    "incidents.get_incident": P.WATCH,
    "incidents.patch_clock": P.SET_CLOCK,
    "incidents.list_incidents": P.VIEW,
    "incidents.post_incident": P.OPEN_INCIDENT,
    "incidents.post_close": P.OPEN_INCIDENT,
    "incidents.put_label": P.OPEN_INCIDENT,
    "maplayers.get_basemap": P.WATCH,
    "maplayers.get_layers": P.WATCH,
    "maplayers.get_features": P.WATCH,
    "maplayers.get_feature": P.VIEW,
    "maplayers.get_search": P.VIEW,
    "maplayers.get_tile": P.WATCH,
    "layer_files.get_export": P.EXPORT,
    "layer_files.post_import": P.IMPORT_LAYERS,
    "changes.get_events": P.WATCH,
    "changes.get_changes": P.WATCH,
    "response.get_responses": P.WATCH,
    "response.get_recommendation": P.WATCH,
    "response.get_rules": P.VIEW,
    "response.put_rules": P.CONFIGURE,
    "response.post_response": P.SET_RESPONSE,
    "response.post_end": P.SET_RESPONSE,
    "response.sign_draft": P.SIGN,
    "response.delete_draft": P.SET_RESPONSE,
    "shelters.get_nearest": P.VIEW,
    "typhoon.list_typhoons": P.VIEW,
    "typhoon.get_typhoon": P.WATCH,
    "wind.get_arrival": P.VIEW,
    "wind.get_isochrones": P.WATCH,
    "wind.get_seats": P.WATCH,
    "typhoon.get_bulletins": P.WATCH,
    "wind.get_places": P.VIEW,
    "wind.get_strip": P.VIEW,
    "storm_events.get_similar": P.VIEW,
    "wind.post_voyages": P.VIEW,
    "wind.get_cone": P.WATCH,
    "wind.get_probability": P.WATCH,
    "wind.get_swath": P.WATCH,
    "typhoon_archive.get_seasons": P.VIEW,
    "typhoon_archive.get_formats": P.VIEW,
    "typhoon_archive.get_import": P.VIEW,
    "typhoon_archive.get_stored": P.VIEW,
    "typhoon_archive.get_export": P.EXPORT,
    "typhoon_archive.post_import": P.IMPORT_TYPHOONS,
    "typhoon_archive.post_fix": P.IMPORT_TYPHOONS,
    "warnings.get_suggestions": P.WATCH,
    "warnings.get_rules": P.WATCH,
    "warnings.put_rules": P.CONFIGURE,
    "series.list_all": P.WATCH,
    "series.get_one": P.WATCH,
    "series.post_import": P.IMPORT_TYPHOONS,
    "vessels.get_vessels": P.VIEW,
    "vessels.get_vessel": P.VIEW,
    "vessels.get_track": P.VIEW,
    "evacuation.get_summary": P.WATCH,
    "evacuation.get_zones": P.WATCH,
    "evacuation.get_zone": P.VIEW,
    "evacuation.post_zone": P.DRAW_ZONES,
    "evacuation.put_zone": P.DRAW_ZONES,
    "evacuation.delete_zone": P.DRAW_ZONES,
    "evacuation.undo_zone": P.DRAW_ZONES,
    "evacuation.post_answer": P.DRAW_ZONES,
    "evacuation.preview": P.DRAW_ZONES,
    "tasks.post_report": P.REPORT,
    "tasks.get_reports": P.VIEW,
    "briefing.get_page": P.EXPORT,
    "briefing.get_geopackage": P.EXPORT,
}

# These take files, up to the limit of the settings; every other body is JSON and small.
UPLOADS = frozenset(
    {"layer_files.post_import", "typhoon_archive.post_import", "series.post_import"}
)
