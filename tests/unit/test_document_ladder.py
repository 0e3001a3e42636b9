"""The ladder of a document: every state × every step, and the number it gets."""

from app.documents.ladder import (
    PENDING,
    TRANSITIONS,
    WITH_REASON,
    DocumentState,
    DocumentStep,
    follows,
)
from app.documents.model import Unit
from app.documents.numbering import number_text

PATTERN = "{issuer}防指〔{year}〕转字第{serial}号"
S, P = DocumentState, DocumentStep
LEADS = {
    (S.DRAFT, P.EDIT): S.DRAFT,
    (S.DRAFT, P.SUBMIT): S.SUBMITTED,
    (S.DRAFT, P.WITHDRAW): S.WITHDRAWN,
    (S.SUBMITTED, P.RETURN): S.DRAFT,
    (S.SUBMITTED, P.SIGN): S.SIGNED,
    (S.SUBMITTED, P.WITHDRAW): S.WITHDRAWN,
    (S.SIGNED, P.ISSUE): S.ISSUED,
    (S.SIGNED, P.WITHDRAW): S.WITHDRAWN,
    (S.ISSUED, P.LIFT): S.LIFTED,
    (S.ISSUED, P.WITHDRAW): S.WITHDRAWN,
    (S.ISSUED, P.SUPERSEDE): S.SUPERSEDED,
}


def test_a_step_leads_where_the_table_says_and_nowhere_else() -> None:
    for state in DocumentState:
        for step in DocumentStep:
            assert follows(state, step) == LEADS.get((state, step)), (state, step)


def test_nothing_leads_out_of_an_ended_document_nor_back_to_a_draft_once_it_is_signed() -> None:
    for ended in (S.SUPERSEDED, S.LIFTED, S.WITHDRAWN):
        assert [step for step in DocumentStep if follows(ended, step)] == []
    for signed in (S.SIGNED, S.ISSUED):
        assert {follows(signed, step) for step in DocumentStep}.isdisjoint({S.DRAFT, S.SUBMITTED})


def test_what_takes_something_back_is_told_why() -> None:
    assert {P.RETURN, P.LIFT, P.WITHDRAW} == WITH_REASON
    assert set(TRANSITIONS) > WITH_REASON
    assert {S.DRAFT, S.SUBMITTED, S.SIGNED} == PENDING


def test_a_number_is_written_as_the_bureau_writes_it() -> None:
    city, county = Unit("330900", "舟山市", "city"), Unit("330902", "定海区", "county")
    town = Unit("330903001", "沈家门街道", "township")
    assert number_text(PATTERN, city, 2026, 3, exercise=False) == "舟防指〔2026〕转字第3号"
    assert number_text(PATTERN, county, 2026, 1, exercise=False) == "定防指〔2026〕转字第1号"
    assert number_text(PATTERN, town, 2026, 1, exercise=False).startswith("沈家门街道防指")
    assert number_text(PATTERN, city, 2015, 1, exercise=True).startswith("（演练）舟防指")
