"""The ensemble: its law, its arrivals against single members, and its calibration."""

import numpy as np
import pytest

from app.geo.sphere import distance_km, unit_vectors
from app.wind.arrival import Convention, find_stays
from app.wind.ensemble.agreement import agreement
from app.wind.ensemble.cone import cone
from app.wind.ensemble.likelihood import likelihood
from app.wind.ensemble.members import make_members, seed_of
from app.wind.ensemble.merge import Practice, apportion, make_ensemble
from app.wind.ensemble.reach import first_arrivals, swept
from app.wind.ensemble.run import agency
from app.wind.ensemble.size_law import FIXED_SIZE, SizeLaw
from tests.unit.forecast_storms import HKO, LEADS_H, SIZES, law, outlook, random_outlook
from tests.unit.storms import circle

KM_PER_DEGREE = 111.195
PLACE = (122.3, 30.0)
SHENJIAMEN = unit_vectors(np.array([PLACE[0]]), np.array([PLACE[1]]))


@pytest.mark.parametrize("ratio", [0.8, 1.0, 1.2, 2.0])
def test_members_stray_by_the_published_mean_error_in_the_stated_ratio(ratio: float) -> None:
    storm = outlook(130, 20, -4.0, 0.0, circle(200, 200, 200, 200))
    members = make_members(storm, law(ratio), 40_000, (7,))
    assert members is not None
    for lead_h, mean_km in zip((24, 48, 72), HKO[1], strict=False):
        lon, lat = members.centres(lead_h * 3600.0)
        at = np.array([130 - 4.0 * lead_h / 24]), np.array([20.0])
        assert distance_km(lon, lat, *at).mean() == pytest.approx(mean_km, rel=0.02)
        along = (lon - at[0]) * np.cos(np.radians(20)) * KM_PER_DEGREE
        across = (lat - at[1]) * KM_PER_DEGREE
        assert along.std() / across.std() == pytest.approx(ratio, rel=0.03)
        assert abs(np.corrcoef(along, across)[0, 1]) < 0.03
        assert abs(along.mean()) < mean_km * 0.03


def test_a_member_s_errors_hang_together_in_time() -> None:
    storm = outlook(130, 20, -4.0, 0.0, circle(200, 200, 200, 200))
    members = make_members(storm, law(), 500, (7,))
    assert members is not None
    early, late = (members.centres(h * 3600.0)[1] - 20 for h in (24, 72))
    assert np.corrcoef(early, late)[0, 1] > 0.99


def test_the_known_centre_is_not_moved_and_the_same_bulletin_gives_the_same_members() -> None:
    storm = outlook(130, 20, -4.0, 1.0, circle(200, 200, 200, 200))
    one, two = (make_members(storm, law(), 50, (7,)) for _ in range(2))
    assert one is not None
    assert two is not None
    assert np.array_equal(one.lon, two.lon)
    assert one.lon[:, 0] == pytest.approx(130, abs=1e-9)
    other = outlook(130, 20, -4.0, 1.0, circle(200, 200, 200, 200), name="209902")
    assert seed_of(storm) != seed_of(other)


def test_a_member_s_circles_stray_in_size_as_the_law_says_and_hang_together_in_time() -> None:
    storm = outlook(130, 20, -4.0, 0.0, circle(200, 180, 150, 170))
    members = make_members(storm, law(), 40_000, (7,), SIZES)
    assert members is not None
    for lead_h, deviation in zip(SIZES.lead_h, SIZES.deviation, strict=True):
        radii = members.radii(7, lead_h * 3600.0)
        change = np.log(radii / np.array([[200], [180], [150], [170]]))
        assert np.ptp(change, axis=0).max() < 1e-9  # one factor for the whole circle
        assert change.std() == pytest.approx(deviation, rel=0.02)
        assert change.mean() == pytest.approx(0.057 * lead_h / 24, abs=0.01)
    early, late = (members.radii(7, h * 3600.0)[0] for h in (12, 72))
    assert np.corrcoef(np.log(early), np.log(late))[0, 1] > 0.99
    assert members.radii(7, 0.0).max() == 200  # the analysis is known


@pytest.mark.parametrize("sizes", [FIXED_SIZE, SIZES], ids=["fixed", "sizes"])
@pytest.mark.parametrize("convention", list(Convention))
def test_arrivals_are_those_of_each_member_by_itself(
    convention: Convention, sizes: SizeLaw
) -> None:
    """All members at once against the exact arrival of one member at a time."""
    rng = np.random.default_rng(7)
    storm = outlook(129, 23, -3.5, 3.5, circle(300, 240, 150, 200))
    members = make_members(storm, law(), 60, (7,), sizes)
    assert members is not None
    lon, lat = rng.uniform(120.5, 124, 40), rng.uniform(28.5, 31.5, 40)
    ours = first_arrivals(members, unit_vectors(lon, lat), convention)[7]
    apart: list[float] = []
    for member in range(60):
        stays = find_stays(members.track(member, 7), lon, lat, convention)
        for place in range(40):
            exact = next((start for start, _ in stays.of(place)), np.nan)
            if np.isnan(exact) == np.isnan(ours[member, place]):
                apart.append(0.0 if np.isnan(exact) else abs(exact - ours[member, place]))
            else:
                apart.append(1800.0)
    # A circle that only grazes a place may come some minutes off or be missed.
    assert np.quantile(apart, 0.99) < 60
    assert np.median(apart) < 1


def test_swept_and_first_arrivals_agree_on_who_is_reached() -> None:
    rng = np.random.default_rng(3)
    storm = outlook(129, 23, -3.5, 3.5, circle(300, 240, 150, 200))
    members = make_members(storm, law(), 200, (7,), SIZES)
    assert members is not None
    places = unit_vectors(rng.uniform(112, 135, 200), rng.uniform(18, 40, 200))
    reached = np.isfinite(first_arrivals(members, places)[7])
    assert (swept(members, places, (7,))[7] != reached).mean() < 0.01
    assert 0.1 < reached.mean() < 0.8


class Truth:
    """What happens, drawn from the stated law by other means than the product's: errors in a
    local plane, deviations scaled until a plain sample has the stated mean, flat-earth distance
    to the quadrant's radius, one-minute steps."""

    def __init__(self, ratio: float) -> None:
        sample = np.random.default_rng(99).standard_normal((400_000, 2)) * (ratio, 1.0)
        self.unit = np.sqrt((sample**2).sum(axis=1)).mean()
        self.ratio = ratio

    def arrivals(self, storm, quadrants: np.ndarray, rng: np.random.Generator, n: int):
        fixes = storm.forecast.points
        hours = np.array(LEADS_H, float)
        x = np.array([(f.lon - PLACE[0]) for f in fixes])
        y = np.array([(f.lat - PLACE[1]) for f in fixes])
        mean = np.interp(hours, (0.0, *HKO[0]), (0.0, *HKO[1])) / self.unit
        draw = rng.standard_normal((n, 2)) * (self.ratio, 1.0)
        scale = np.cos(np.radians(y + PLACE[1]))
        way = np.array([(x[-1] - x[0]) * scale.mean(), y[-1] - y[0]])
        way /= np.hypot(*way)
        east = draw[:, :1] * way[0] * mean + draw[:, 1:] * way[1] * mean
        north = draw[:, :1] * way[1] * mean - draw[:, 1:] * way[0] * mean
        spread = np.interp(hours, (0, *SIZES.lead_h), (0, *SIZES.deviation))
        draws = rng.standard_normal(n)
        growth = np.minimum(hours, 72) / 24 * SIZES.growth_a_day
        times = np.arange(0, 72, 1 / 30)
        found = np.full(n, np.inf)
        for k in range(n):
            lon = np.interp(times, hours, x + east[k] / KM_PER_DEGREE / scale)
            lat = np.interp(times, hours, y + north[k] / KM_PER_DEGREE)
            across = -lon * np.cos(np.radians(PLACE[1] + lat / 2)) * KM_PER_DEGREE
            up = -lat * KM_PER_DEGREE
            quadrant = np.where(up >= 0, np.where(across >= 0, 0, 3), np.where(across >= 0, 1, 2))
            size = np.interp(times, hours, np.exp(growth + spread * draws[k]))
            inside = np.hypot(across, up) <= quadrants[quadrant] * size
            if inside.any():
                found[k] = times[inside.argmax()]
        return found


def test_the_10_50_and_90_percent_arrivals_come_true_as_often_as_they_say() -> None:
    """30 storms of 300 outcomes each: the share of outcomes no later than each quantile."""
    truth, rng = Truth(1.2), np.random.default_rng(2024)
    hits: dict[str, list[np.ndarray]] = {"earliest": [], "likely": [], "late": [], "reached": []}
    told: list[float] = []
    for index in range(30):
        storm = random_outlook(rng, f"21{index:04d}")
        members = make_members(storm, law(1.2), 1000, (7,), SIZES)
        assert members is not None
        told_of = likelihood(
            first_arrivals(members, unit_vectors(*(np.array([v]) for v in PLACE)))[7]
        )
        came = truth.arrivals(storm, members.circles[7].radii_km[0], rng, 300) * 3600
        told.append(float(told_of.probability[0]))
        hits["reached"].append(np.isfinite(came))
        quantiles = (told_of.earliest_s, told_of.likely_s, told_of.late_s)
        for name, quantile in zip(("earliest", "likely", "late"), quantiles, strict=True):
            if not np.isnan(quantile[0]):
                hits[name].append(came <= quantile[0])
    share = {name: float(np.concatenate(found).mean()) for name, found in hits.items()}
    assert share["earliest"] == pytest.approx(0.10, abs=0.03)
    assert share["likely"] == pytest.approx(0.50, abs=0.03)
    assert share["late"] == pytest.approx(0.90, abs=0.03)
    assert share["reached"] == pytest.approx(np.mean(told), abs=0.03)
    assert len(hits["late"]) >= 10


def test_a_quantile_that_is_not_reached_is_nothing() -> None:
    arrivals = np.full((1000, 1), np.nan)
    arrivals[:300, 0] = np.arange(300)
    told = likelihood(arrivals)
    assert told.probability[0] == pytest.approx(0.3)
    assert told.earliest_s[0] == 99  # the hundredth of a thousand
    assert np.isnan(told.likely_s[0])
    assert np.isnan(told.late_s[0])


def test_the_cone_holds_its_share_of_the_centres() -> None:
    storm = outlook(129, 23, -3.5, 3.5, circle(300, 240, 150, 200))
    members = make_members(storm, law(), 1000, (7,))
    assert members is not None
    shape = cone(members, 70)
    assert shape.outline.is_valid
    for each in shape.circles[1:]:
        at_s = (each.valid_at - members.origin_at).total_seconds()
        away = distance_km(np.array([each.lon]), np.array([each.lat]), *members.centres(at_s))
        assert (away <= each.radius_km).mean() == pytest.approx(0.70, abs=0.002)


def test_members_are_shared_out_by_weight() -> None:
    assert apportion([1, 1, 1], 1000) == [334, 333, 333]
    assert apportion([3, 1], 1000) == [750, 250]
    assert apportion([1, 0], 1000) == [1000, 0]
    assert apportion([0, 0], 1000) == [0, 0]
    assert apportion([], 1000) == []


def test_two_agencies_are_a_mixture_and_the_weights_decide() -> None:
    """One brings the wind for sure, the other never: the probability is the first one's weight."""
    wide = circle(200, 200, 200, 200)
    near = outlook(125, 30, -3.0, 0.0, wide, agency="A")
    far = outlook(150, 10, 3.0, 0.0, wide, agency="B")
    practice = Practice({name: law(agency=name) for name in "AB"}, {"A": 3.0, "B": 1.0}, 1000)
    ensemble = make_ensemble([near, far], practice, (7,))
    assert [len(share.members.lon) for share in ensemble.shares] == [750, 250]
    reached = [
        np.isfinite(first_arrivals(share.members, SHENJIAMEN)[7]).sum() for share in ensemble.shares
    ]
    assert sum(reached) / ensemble.count == pytest.approx(0.75, abs=0.01)


def test_agencies_that_lie_farther_apart_than_they_usually_err_disagree() -> None:
    """A and B go north-west together, C turns away: only C is named, and only in the end."""
    wide = circle(200, 200, 200, 200)
    storms = [
        outlook(130, 22, -3.0, 2.0, wide, agency="A"),
        outlook(130, 22, -3.1, 2.0, wide, agency="B"),
        outlook(130, 22, 1.0, 2.0, wide, agency="C"),
    ]
    practice = Practice({name: law(agency=name) for name in "ABC"}, dict.fromkeys("ABC", 1.0), 90)
    told = agreement(make_ensemble(storms, practice, (7,)))
    assert [each.agency for each in told] == list("ABC") * 3
    last = {each.agency: each for each in told[-3:]}
    assert last["C"].disagrees
    degrees_apart = 4.05 * 2  # two thirds of the way from C to the middle of A and B, 3 days
    km = degrees_apart * KM_PER_DEGREE * np.cos(np.radians(28))
    assert last["C"].distance_km == pytest.approx(km, rel=0.02)
    assert last["C"].mean_error_km == 175
    assert agreement(make_ensemble(storms[:1], practice, (7,))) == []
    close = [storms[0], storms[1]]
    assert not any(each.disagrees for each in agreement(make_ensemble(close, practice, (7,))))


def test_an_agency_without_circles_is_lent_them_and_that_is_told() -> None:
    own = outlook(125, 30, -3.0, 0.0, circle(200, 150, 100, 120), agency="A")
    bare = outlook(126, 30, -3.0, 0.0, agency="B")
    practice = Practice({name: law(agency=name) for name in "AB"}, dict.fromkeys("AB", 1.0), 100)
    ensemble = make_ensemble([own, bare], practice, (7,))
    assert [share.agency for share in ensemble.shares] == ["A", "B"]
    lent = agency(ensemble.shares[1])
    assert (lent.circles_from, lent.members) == ("A", 50)
    assert agency(ensemble.shares[0]).circles_from is None
    radii = ensemble.shares[1].members.circles[7].radii_km
    assert radii[0].tolist() == [200, 150, 100, 120]
    assert make_ensemble([bare], practice, (7,)).shares == ()
