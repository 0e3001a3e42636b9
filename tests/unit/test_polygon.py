"""What polygons are refused, with which reason and place."""

import math

import numpy as np
import pytest
import shapely

from app.errors import InvalidInput, TooLarge
from app.geo.polygon import area_km2, checked_polygon

SQUARE = [[122.0, 29.9], [122.1, 29.9], [122.1, 30.0], [122.0, 30.0], [122.0, 29.9]]


def polygon(ring: list[list[float]]) -> dict[str, object]:
    return {"type": "Polygon", "coordinates": [ring]}


def test_a_plain_square_is_taken_as_it_is() -> None:
    assert checked_polygon(polygon(SQUARE)) == polygon(SQUARE)


def test_a_bow_tie_is_refused_with_the_place_where_it_crosses() -> None:
    ring = [[122.0, 29.9], [122.1, 30.0], [122.1, 29.9], [122.0, 30.0], [122.0, 29.9]]
    with pytest.raises(InvalidInput) as refused:
        checked_polygon(polygon(ring))
    assert refused.value.code == "E-GEO-006"
    assert refused.value.detail["place"] == {
        "lon": pytest.approx(122.05), "lat": pytest.approx(29.95)
    }  # fmt: skip
    assert "相交" in refused.value.why.zh


@pytest.mark.parametrize(
    ("ring", "code"),
    [
        (SQUARE[:-1], "E-GEO-003"),
        ([[122.0, 29.9], [122.1, 29.9], [122.0, 29.9], [122.0, 29.9]], "E-GEO-002"),
        ([[122.0, 29.9], [122.1, math.nan], [122.1, 30.0], [122.0, 29.9]], "E-GEO-004"),
        ([[122.0, 29.9], ["122", 29.9], [122.1, 30.0], [122.0, 29.9]], "E-GEO-004"),
        ([[122.0, 29.9], [True, 29.9], [122.1, 30.0], [122.0, 29.9]], "E-GEO-004"),
        ([[29.9, 122.0], [29.9, 122.1], [30.0, 122.1], [29.9, 122.0]], "E-GEO-005"),
        ([[122, 30], [122.00001, 30], [122.00001, 30.00001], [122, 30]], "E-GEO-007"),
        ([[100, 10], [140, 10], [140, 40], [100, 40], [100, 10]], "E-GEO-007"),
    ],
)
def test_a_bad_ring_is_refused_with_its_own_reason(ring: list[list[float]], code: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        checked_polygon(polygon(ring))
    assert refused.value.code == code


@pytest.mark.parametrize(
    "value",
    [
        None,
        3,
        [],
        {},
        {"type": "Point", "coordinates": [1, 2]},
        {"type": "Polygon"},
        {"type": "Polygon", "coordinates": []},
    ],
)
def test_what_is_no_polygon_is_refused(value: object) -> None:
    with pytest.raises(InvalidInput):
        checked_polygon(value)


def test_over_5000_vertices_is_refused_with_a_simplified_polygon_to_look_at() -> None:
    angle = np.linspace(0, 2 * np.pi, 6001)
    radius = 0.1 + 1e-5 * np.sin(angle * 300)
    ring = np.column_stack((122.2 + radius * np.cos(angle), 30 + radius * np.sin(angle)))
    ring[-1] = ring[0]
    with pytest.raises(TooLarge) as refused:
        checked_polygon(polygon(ring.tolist()))
    offer = refused.value.detail["simplify"]
    assert offer["vertices_before"] == 6001
    assert offer["vertices_after"] <= 5000
    accepted = checked_polygon({
        "type": "Polygon",
        "coordinates": [[list(p) for p in r] for r in offer["polygon"]["coordinates"]],
    })  # fmt: skip
    assert area_km2(shapely.geometry.shape(accepted)) == pytest.approx(offer["area_km2_after"])
    assert 0 < offer["difference_km2"] < 0.01 * offer["area_km2_before"]
