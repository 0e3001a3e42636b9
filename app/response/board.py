"""What stands and what waits: responses in force, those before, and drafts for a signature."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.accounts.model import Actor
from app.accounts.rights import Permission, may
from app.accounts.row_scope import seeing_all
from app.incidents.model import ResponseTrack
from app.response import draft_queries, present, queries
from app.response.drafts_model import Draft
from app.response.issuer import acts_for_all
from app.response.model import Activation
from app.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Standing:
    """Responses in force, those before, drafts for a signature, and the kinds there are."""

    active: list[present.StandingResponse]
    history: list[present.StandingResponse]
    drafts: list[present.ResponseDraft]
    tracks: list[present.TrackTitle]


def standing(tx: Transaction, incident_id: int, at: datetime) -> Standing:
    """All of it at `at`, with names, and with what the actor may do with each draft.

    A wall's link gets no drafts: they name people and are not decided.
    """
    activations = queries.list_activations(tx.conn, incident_id, at)
    seen = may(tx.actor, Permission.VIEW)
    drafts = draft_queries.list_open_drafts(tx.conn, incident_id) if seen else []
    units = _unit_names(tx, activations, drafts)
    told = [present.activation(each, _unit_name(each, units)) for each in activations]
    people = _drafters_named(tx, drafts)
    return Standing(
        active=[each for each in told if each.ended_at is None],
        history=[each for each in told if each.ended_at is not None],
        drafts=[
            present.draft(
                each,
                _unit_name(each, units),
                people.get(each.drafted_by, each.drafted_by),
                _acts_for(tx.actor, each),
            )
            for each in drafts
        ],
        tracks=[present.TrackTitle(each, each.names, each.has_level) for each in ResponseTrack],
    )


def _acts_for(actor: Actor, draft: Draft) -> present.DraftActs:
    """What the actor may do with an open draft; the actions check it again."""
    reached = acts_for_all(actor) or draft.issuer_unit == actor.unit_code
    own = draft.drafted_by == actor.name
    return present.DraftActs(
        own=own,
        may_sign=reached and not own and may(actor, Permission.SIGN),
        may_withdraw=reached and may(actor, Permission.SET_RESPONSE),
    )


def _unit_name(each: Activation | Draft, names: dict[str, str]) -> str:
    return names.get(each.issuer_unit, each.issuer_unit)


def _unit_names(
    tx: Transaction, activations: Sequence[Activation], drafts: Sequence[Draft]
) -> dict[str, str]:
    codes = {each.issuer_unit for each in (*activations, *drafts)}
    return draft_queries.unit_names(tx.conn, sorted(codes))


def _drafters_named(tx: Transaction, drafts: Sequence[Draft]) -> dict[str, str]:
    """Who drafted, by login. No role reads accounts, but whoever sees a draft sees its drafter."""
    if not drafts:
        return {}
    with seeing_all(tx.conn):
        return draft_queries.display_names(tx.conn, sorted({each.drafted_by for each in drafts}))
