"""Frames carry what the picture holds; views get the tiles that cover them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.positions.columns import empty_rows, rounds
from app.positions.frames import (
    HEADER,
    MISSING,
    MOVER_BYTES,
    Flag,
    PackedMovers,
    Stamp,
    as_message,
    decode_message,
)
from app.positions.geometry import code_range, tile_codes
from app.positions.model import Kind, Source
from app.positions.picture import Mover, Picture
from app.positions.rooms import MAX_TILES, Box, Tile, tiles_for_view

STAMP = Stamp(epoch=7, seq=42, incident_at=1_436_500_800.5)
TILE = Tile(8, 214, 105)
NONE = Flag(0)


def picture_of(*places: tuple[float, float], **columns: float) -> Picture:
    picture = Picture()
    picture.add(Mover(n + 1, 412_000_000 + n, None, Kind.FISHING, False, True)
                for n in range(len(places)))  # fmt: skip
    rows = empty_rows(len(places), Source.AIS_UDP, 0.0)
    rows["slot"] = range(len(places))
    rows["lon"], rows["lat"] = np.array(places).T
    rows["fix_at"] = STAMP.incident_at - 30
    for name in ("sog_kn", "cog_deg", "heading_deg"):
        rows[name] = columns.get(name, np.nan)
    picture.apply(rows, np.zeros(len(places), np.bool_))
    return picture


def frame_of(picture: Picture, flags: Flag = NONE) -> bytes:
    packed = PackedMovers(picture.movers, STAMP.incident_at)
    return packed.frame(0, len(picture.movers), TILE, flags, STAMP)


def test_a_frame_comes_back_as_it_went():
    picture = picture_of((122.3456789, 29.9), (121.5, 30.1), sog_kn=8.5, cog_deg=45, heading_deg=44)
    (frame,) = decode_message(frame_of(picture, Flag.SNAPSHOT))
    assert (frame.tile, frame.stamp, frame.flags) == (TILE, STAMP, Flag.SNAPSHOT)
    assert frame.vessel_id.tolist() == [1, 2]
    np.testing.assert_allclose(frame.lon, [122.3456789, 121.5], atol=5e-8)
    assert frame.sog.tolist() == [85, 85]
    assert frame.bow.tolist() == [440, 440]
    assert frame.age_s.tolist() == [30, 30]
    assert frame.kind.tolist() == [Kind.FISHING] * 2


def test_a_frame_is_32_bytes_and_20_a_mover():
    assert len(frame_of(picture_of((122.0, 30.0), (122.1, 30.0)))) == 32 + 2 * 20
    assert (HEADER.size, MOVER_BYTES) == (32, 20)


def test_without_heading_the_course_is_the_bow_and_without_both_it_is_missing():
    assert decode_message(frame_of(picture_of((122, 30), cog_deg=90)))[0].bow.tolist() == [900]
    (frame,) = decode_message(frame_of(picture_of((122, 30))))
    assert frame.bow.tolist() == [MISSING]
    assert frame.sog.tolist() == [MISSING]


def test_a_bow_just_below_north_is_north_and_not_3600():
    assert decode_message(frame_of(picture_of((122, 30), cog_deg=359.99)))[0].bow.tolist() == [0]


def test_only_the_last_frame_of_a_message_says_so():
    one = frame_of(picture_of((122, 30)))
    frames = decode_message(as_message([one, one, one]))
    assert [bool(frame.flags & Flag.LAST) for frame in frames] == [False, False, True]


@pytest.mark.parametrize("cut", [1, 20, 31, 40])
def test_a_message_cut_short_is_refused(cut: int):
    with pytest.raises(ValueError, match="frame"):
        decode_message(frame_of(picture_of((122, 30)))[:cut])


@given(st.floats(-180, 179), st.floats(-80, 79), st.floats(0.001, 180), st.floats(0.001, 90))
def test_the_tiles_of_a_view_are_few_and_cover_it(
    west: float, south: float, wide: float, high: float
):
    box = Box(west, south, min(180.0, west + wide), min(85.0, south + high))
    tiles = tiles_for_view(box)
    assert 1 <= len(tiles) <= MAX_TILES
    lon = np.array([box.west, box.east, (box.west + box.east) / 2])
    lat = np.array([box.south, box.north, (box.south + box.north) / 2])
    ranges = [code_range(*tile) for tile in tiles]
    for code in tile_codes(lon, lat):
        assert any(first <= code < beyond for first, beyond in ranges)


def test_a_city_view_uses_a_fine_level_and_the_world_one_tile():
    assert tiles_for_view(Box(122.2, 29.9, 122.4, 30.0))[0].z == 10
    assert tiles_for_view(Box(-180, -85, 180, 85))[0].z <= 2


@given(st.lists(st.integers(0, 5), max_size=40))
def test_rounds_name_each_mover_once_and_keep_its_order(slots: list[int]):
    columns = np.array(slots, np.int32)
    seen = [index for chosen in rounds(columns) for index in chosen.tolist()]
    assert sorted(seen) == list(range(len(slots)))
    for chosen in rounds(columns):
        assert len(set(columns[chosen].tolist())) == len(chosen)
    for slot in set(slots):
        order = [index for index in seen if slots[index] == slot]
        assert order == sorted(order)
