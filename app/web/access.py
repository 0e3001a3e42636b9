"""The one list of who may ask what: every route, the permission it needs, whose it is to change.

A route that is not listed answers nobody, and `tests/integration/test_rights.py` fails. Which rows
come back is row-level security's to say; this says who may ask at all. A route that changes
something names the reaches that may: what the whole city lives by is not a county's to change.
"""

from collections.abc import Mapping, Set
from dataclasses import dataclass
from enum import Enum

from app.accounts.model import Actor, Reach
from app.accounts.rights import PERMISSIONS
from app.accounts.rights import Permission as P


class Rule(Enum):
    """What a route needs instead of a permission."""

    OPEN = "open"  # anybody: it carries no data of the city
    SIGNED_IN = "signed in"  # anybody with a session, locked or not: it concerns only themselves
    AT_WORK = "at work"  # anybody with a session that is open


@dataclass(frozen=True, slots=True)
class Right:
    """What a change needs: a permission, and one of these reaches."""

    permission: P
    reaches: Set[Reach]


OPEN, SIGNED_IN, AT_WORK = Rule.OPEN, Rule.SIGNED_IN, Rule.AT_WORK
CITY = frozenset({Reach.CITY})
COUNTIES = frozenset({Reach.CITY, Reach.COUNTY})
OWN = frozenset(Reach)  # everyone, in the own rows: policies and `app.administration.reach` hold it
# Also asked inside routes that need another one: held in reach there.
_ASKED_INSIDE = frozenset({P.ADMINISTER_RIGHTS})

RULES: Mapping[str, Rule | P | Right] = {
    "health.healthz": OPEN,
    "health.readyz": OPEN,
    "health.version": OPEN,
    "health.processes": P.VIEW,
    "health.troubles": P.WATCH,
    "health.metrics": Right(P.CONFIGURE, CITY),
    # The pages are empty shells; what fills them asks for itself.
    "pages.planner": OPEN,
    "pages.wall": OPEN,
    "pages.field": OPEN,
    "pages.signin": OPEN,
    "pages.enter": OPEN,
    "pages.account": OPEN,
    "pages.admin": OPEN,
    "pages.audit": OPEN,
    "pages.values": OPEN,
    "pages.registers": OPEN,
    "pages.register": OPEN,
    "pages.orders": OPEN,
    "pages.tasks": OPEN,
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
    "own_account.post_proof": SIGNED_IN,
    "own_account.post_totp": SIGNED_IN,
    "own_account.put_totp": SIGNED_IN,
    "own_account.delete_totp": SIGNED_IN,
    "own_account.post_passkey_options": SIGNED_IN,
    "own_account.post_passkey": SIGNED_IN,
    "own_account.delete_passkey": SIGNED_IN,
    "own_account.delete_session": SIGNED_IN,
    "people.get_accounts": P.SEE_ACCOUNTS,
    "people.post_account": Right(P.ADMINISTER_UNITS, OWN),
    "people.patch_account": Right(P.SEE_ACCOUNTS, OWN),  # each field asks for its own right besides
    "people.post_link": Right(
        P.SEE_ACCOUNTS, OWN
    ),  # an officer's link and another's need different rights
    "people.delete_sessions": Right(P.SEE_ACCOUNTS, OWN),
    "people.post_unlock": Right(P.SEE_ACCOUNTS, OWN),
    "people.post_approval": Right(P.SEE_ACCOUNTS, OWN),
    "people.delete_signer_change": Right(P.SEE_ACCOUNTS, OWN),
    "units.get_units": AT_WORK,
    "units.put_zone": Right(P.ADMINISTER_UNITS, CITY),
    "units.get_responsibility": P.VIEW,
    "units.put_responsibility": Right(P.ADMINISTER_UNITS, OWN),
    "units.post_reveal": Right(P.REVEAL_PERSONAL, OWN),
    "devices.get_devices": P.ADMINISTER_UNITS,
    "devices.post_device": Right(P.ADMINISTER_UNITS, OWN),
    "devices.post_link": Right(P.ADMINISTER_UNITS, OWN),
    "devices.delete_device": Right(P.ADMINISTER_UNITS, OWN),
    "roles.get_roles": P.SEE_ACCOUNTS,
    "policy.get_policy": P.SEE_ACCOUNTS,
    "policy.put_policy": Right(P.ADMINISTER_RIGHTS, CITY),
    "audit.get_entries": P.READ_AUDIT,
    "audit.get_verification": P.READ_AUDIT,
    "apidoc.get_document": P.VIEW,
    "apidoc.get_page": P.VIEW,
    "apidoc.get_errors": OPEN,
    "apidoc.get_style": OPEN,
    "events.get_events": P.WATCH,
    "feeds.get_feeds": P.WATCH,
    "feeds.post_feed": Right(P.CONFIGURE, CITY),
    "feeds.delete_feed": Right(P.CONFIGURE, CITY),
    "configuration.get_configuration": P.WATCH,
    "configuration.get_values": P.VIEW,
    "configuration.get_changes": P.VIEW,
    "configuration.put_value": Right(P.CONFIGURE, CITY),
    "configuration.post_approval": Right(P.SIGN, CITY),
    # Who asked, or who may approve: asked inside.
    "configuration.delete_change": Right(P.VIEW, CITY),
    "due.get_rules": P.VIEW,
    "due.put_rules": Right(P.CONFIGURE, CITY),
    "worlds.list_worlds": P.VIEW,
    "incidents.get_incident": P.WATCH,
    "incidents.patch_clock": Right(P.SET_CLOCK, CITY),
    "incidents.list_incidents": P.VIEW,
    "incidents.post_incident": Right(P.OPEN_INCIDENT, CITY),
    "incidents.post_close": Right(P.OPEN_INCIDENT, CITY),
    "incidents.put_label": Right(P.OPEN_INCIDENT, CITY),
    "registers.get_registers": P.VIEW,
    "registers.get_rows": P.VIEW,
    "registers.get_one": P.VIEW,
    "registers.get_history": P.VIEW,
    "registers.get_export": P.EXPORT,
    "registers.post_row": Right(P.EDIT_REGISTERS, OWN),
    "registers.put_row": Right(P.EDIT_REGISTERS, OWN),
    "registers.post_reveal": Right(P.REVEAL_PERSONAL, OWN),
    "maplayers.get_basemap": P.WATCH,
    "maplayers.get_layers": P.WATCH,
    "maplayers.get_features": P.WATCH,
    "maplayers.get_feature": P.VIEW,
    "maplayers.get_search": P.VIEW,
    "maplayers.get_tile": P.WATCH,
    "layer_files.get_export": P.EXPORT,
    "layer_files.post_import": Right(P.IMPORT_LAYERS, OWN),
    "changes.get_events": P.WATCH,
    "changes.get_changes": P.WATCH,
    "response.get_responses": P.WATCH,
    "response.get_recommendation": P.WATCH,
    "response.get_rules": P.VIEW,
    "response.put_rules": Right(P.CONFIGURE, CITY),
    "response.post_response": Right(P.SET_RESPONSE, OWN),
    "response.post_end": Right(P.SET_RESPONSE, OWN),
    "response.sign_draft": Right(P.SIGN, OWN),
    "response.delete_draft": Right(P.SET_RESPONSE, OWN),
    "shelters.get_nearest": P.VIEW,
    "closures.get_closures": P.WATCH,
    "closures.post_closure": Right(P.ENTER_CLOSURES, COUNTIES),
    "closures.post_import": Right(P.ENTER_CLOSURES, COUNTIES),
    "closures.post_lift": Right(P.ENTER_CLOSURES, COUNTIES),
    "proposed_closures.get_proposals": P.WATCH,
    "typhoon.list_typhoons": P.VIEW,
    "typhoon.get_typhoon": P.WATCH,
    "wind.get_arrival": P.VIEW,
    "wind.get_isochrones": P.WATCH,
    "wind.get_seats": P.WATCH,
    "typhoon.get_bulletins": P.WATCH,
    "wind.get_places": P.VIEW,
    "wind.get_strip": P.VIEW,
    "storm_events.get_similar": P.VIEW,
    "wind.post_voyages": Right(P.VIEW, OWN),
    "wind.get_cone": P.WATCH,
    "wind.get_probability": P.WATCH,
    "wind.get_swath": P.WATCH,
    "typhoon_archive.get_seasons": P.VIEW,
    "typhoon_archive.get_formats": P.VIEW,
    "typhoon_archive.get_import": P.VIEW,
    "typhoon_archive.get_stored": P.VIEW,
    "typhoon_archive.get_export": P.EXPORT,
    "typhoon_archive.post_import": Right(P.IMPORT_TYPHOONS, CITY),
    "typhoon_archive.post_fix": Right(P.IMPORT_TYPHOONS, CITY),
    "warnings.get_suggestions": P.WATCH,
    "warnings.get_rules": P.WATCH,
    "warnings.put_rules": Right(P.CONFIGURE, CITY),
    "series.list_all": P.WATCH,
    "series.get_one": P.WATCH,
    "series.post_import": Right(P.IMPORT_TYPHOONS, CITY),
    "vessels.get_vessels": P.VIEW,
    "vessels.get_vessel": P.VIEW,
    "vessels.get_track": P.VIEW,
    "evacuation.get_summary": P.WATCH,
    "evacuation.get_zones": P.WATCH,
    "evacuation.get_zone": P.VIEW,
    "evacuation.post_zone": Right(P.DRAW_ZONES, OWN),
    "evacuation.put_zone": Right(P.DRAW_ZONES, OWN),
    "evacuation.delete_zone": Right(P.DRAW_ZONES, OWN),
    "evacuation.undo_zone": Right(P.DRAW_ZONES, OWN),
    "evacuation.post_answer": Right(P.DRAW_ZONES, OWN),
    "evacuation.preview": Right(P.DRAW_ZONES, OWN),
    "proposal.post_proposal": Right(P.DRAW_ZONES, OWN),
    "proposal.get_progress": P.DRAW_ZONES,
    "proposal.post_merged": Right(P.DRAW_ZONES, OWN),
    "plans.get_plans": P.VIEW,
    "plans.get_plan": P.VIEW,
    "plans.get_comparison": P.VIEW,
    "plans.get_other_comparison": P.VIEW,
    "plans.post_plan": Right(P.DRAW_ZONES, OWN),
    "plans.post_whatif": Right(P.DRAW_ZONES, OWN),
    "documents.get_documents": P.VIEW,
    "documents.get_document": P.VIEW,
    "documents.get_key": P.VIEW,
    "documents.post_document": Right(P.DRAFT_DOCUMENTS, OWN),
    "documents.put_document": Right(P.DRAFT_DOCUMENTS, OWN),
    "documents.post_submit": Right(P.DRAFT_DOCUMENTS, OWN),
    "documents.post_return": Right(P.SIGN, OWN),
    "documents.post_sign": Right(P.SIGN, OWN),
    "documents.post_issue": Right(P.DRAFT_DOCUMENTS, OWN),
    "documents.post_lift": Right(P.SIGN, OWN),
    # One in force is withdrawn by who signs: asked inside.
    "documents.post_withdraw": Right(P.DRAFT_DOCUMENTS, OWN),
    "documents.get_signed": P.EXPORT,
    "documents.get_docx": P.EXPORT,
    "tasks.get_tasks": P.VIEW,
    "tasks.get_chain": P.VIEW,
    "tasks.get_silent": P.WATCH,
    "tasks.get_task": P.VIEW,
    "task_actions.get_rules": P.VIEW,
    "task_actions.put_rules": Right(P.CONFIGURE, CITY),
    # Whose the post is, and who may write down a telephone answer: `app.tasks.rights`.
    "tasks.post_acknowledge": Right(P.ANSWER_TASKS, OWN),
    "tasks.post_done": Right(P.ANSWER_TASKS, OWN),
    "tasks.post_cannot": Right(P.ANSWER_TASKS, OWN),
    "tasks.post_call": Right(P.DIRECT_TASKS, OWN),
    "tasks.post_reassign": Right(P.DIRECT_TASKS, OWN),
    "tasks.post_close": Right(P.DIRECT_TASKS, OWN),
    "roll_calls.get_roll_calls": P.WATCH,
    "roll_calls.get_roll_call": P.WATCH,
    "roll_calls.get_lines": P.VIEW,
    "roll_calls.get_doors": P.CARRY_NAMES,
    # Free words of reporters, who may have written a name.
    "roll_calls.get_contradictions": P.RUN_ROLL_CALLS,
    "roll_calls.post_reports": Right(P.REPORT, OWN),
    "roll_calls.post_settle": Right(P.RUN_ROLL_CALLS, OWN),
    "roll_calls.post_close": Right(P.RUN_ROLL_CALLS, OWN),
    "households.get_households": P.VIEW,
    "households.get_household": P.VIEW,
    "households.post_household": Right(P.EDIT_REGISTERS, OWN),
    "households.put_household": Right(P.EDIT_REGISTERS, OWN),
    "households.post_strike": Right(P.EDIT_REGISTERS, OWN),
    "households.post_reveal": Right(P.REVEAL_PERSONAL, OWN),
    "field_reports.post_report": Right(P.REPORT, OWN),
    "field_reports.get_reports": P.VIEW,
    "briefing.get_page": P.EXPORT,
    "briefing.get_geopackage": P.EXPORT,
}

# These take files, up to the limit of the settings; every other body is JSON and small.
UPLOADS = frozenset(
    {
        "layer_files.post_import",
        "typhoon_archive.post_import",
        "series.post_import",
        "closures.post_import",
    }
)


def permissions_of(actor: Actor) -> list[P]:
    """What the actor may do anywhere, sorted: a screen shows no button that only the city has."""
    held = PERMISSIONS[actor.role]
    return sorted(
        each for each in held if actor.scope is None or _opens_to(actor.scope.reach, each)
    )


def _opens_to(reach: Reach, permission: P) -> bool:
    """Whether some route that needs the permission is open to the reach."""
    rights = [r for r in RULES.values() if isinstance(r, Right) and r.permission is permission]
    if permission in _ASKED_INSIDE or permission in RULES.values() or not rights:
        return True
    return any(reach in right.reaches for right in rights)
