"""Every code of timing and assignment is said, in both languages, with its figures."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from app.evacuation.cutoff_words import TITLES, explain_cutoff, explain_gap, explain_wind
from app.evacuation.cutoffs import (
    Cutoff,
    CutoffKind,
    Gap,
    NeededTime,
    NotConsidered,
    SeaWithdrawal,
    SurgeGap,
    SurgeLimit,
    Way,
    WindArrival,
)
from app.evacuation.left_out import Excluded, Exclusion, LeftOut, LeftOutReason
from app.evacuation.words import GROUP_TITLES, explain_excluded, explain_left_out, name_place
from app.exposure.model import GroupCode
from app.shelters.model import ShelterStatus
from app.typhoon.outlook import Assumption
from app.wind.arrival import Convention
from app.wording import Text

HAN = re.compile(r"[\u3400-\u9fff]")
AT = datetime(2015, 7, 10, 21, 12, tzinfo=UTC)  # 11 July, 05:12 in Zhoushan
SURGE_GAPS = (Gap.TIDE_TOO_FAR, Gap.NO_SURGE, Gap.NO_SURGE_PEAK)


def wind(**changes) -> WindArrival:
    plain = {"force": 10, "arrival_at": AT, "departure_at": None, "step_at": AT, "smooth_at": AT,
             "agency": "JMA", "threshold_ms": 25.7, "issued_at": AT, "synthetic": True,
             "circle_force": 8, "convention": Convention.STEP,
             "assumptions": tuple(Assumption)}  # fmt: skip
    return WindArrival(**{**plain, **changes})


def cutoff(kind: CutoffKind, way: Way = Way.ROAD) -> Cutoff:
    surge = SurgeLimit("Gauge", AT, 4.0, AT + timedelta(hours=6), 3.1, "85", 0.8, 6.0, 3.0, True)
    return Cutoff(
        way, kind, "Town", AT, NeededTime(90.0, 60.0, 30.0, 45.0), force=10, people=1135,
        wind=wind(), sea=SeaWithdrawal(9, 2, 60.0, None, "Harbour", 9000.0, 8.0, 1.3),
        surge=surge if kind is CutoffKind.SURGE else None, outside_dyke=40,
    )  # fmt: skip


def check(text: Text) -> None:
    assert HAN.search(text.zh) and not HAN.search(text.en)
    assert "Text(" not in text.zh + text.en and "{" not in text.zh + text.en


@pytest.mark.parametrize("kind", CutoffKind)
def test_every_cutoff_is_said(kind: CutoffKind) -> None:
    check(TITLES[kind])
    told = explain_cutoff(cutoff(kind))
    check(told)
    assert "11/7 05:12" in told.en and "11日 05:12" in told.zh
    staying = explain_cutoff(cutoff(kind, Way.STAY))
    check(staying)
    assert "1,135" in staying.en and "1,135" in staying.zh


@pytest.mark.parametrize("gap", Gap)
def test_every_gap_is_said(gap: Gap) -> None:
    surge = SurgeGap(gap, "Gauge", 90.0, 60.0) if gap in SURGE_GAPS else None
    check(explain_gap(NotConsidered(Way.ROAD, CutoffKind.DARK, gap, "Town", 10, 3, wind(), surge)))


@pytest.mark.parametrize("has_circle", [True, False])
@pytest.mark.parametrize("issued_at", [AT, None])
def test_every_wind_is_said(has_circle: bool, issued_at: datetime | None) -> None:
    check(explain_wind(wind(has_circle=has_circle, issued_at=issued_at)))


@pytest.mark.parametrize("reason", LeftOutReason)
def test_every_reason_is_said(reason: LeftOutReason) -> None:
    told = explain_left_out(LeftOut("Village", 12, reason, ("village", "Line")))
    check(told)
    assert ("Line" in told.en) == ("Line" in told.zh)


@pytest.mark.parametrize("status", ShelterStatus)
def test_every_state_of_a_shelter_is_said(status: ShelterStatus) -> None:
    check(explain_excluded(Excluded("S1", "School", Exclusion.STATUS, status)))


def test_what_somebody_typed_stands_as_it_was_typed() -> None:
    assert explain_excluded(Excluded("S1", "x", Exclusion.TYPED, "屋顶漏水")).en == "屋顶漏水"
    check(explain_excluded(Excluded("S1", "x", Exclusion.INSIDE)))
    assert explain_excluded(Excluded("S1", "x", Exclusion.OTHER_ZONE, "A")).en == "inside A"


def test_groups_and_places_without_a_name_are_said() -> None:
    for text in (*(GROUP_TITLES[code] for code in GroupCode), name_place(""), name_place("bridge")):
        check(text)
    assert name_place("跨海大桥") == Text("跨海大桥", "跨海大桥")
