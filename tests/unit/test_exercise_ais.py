"""What the simulator sends is what pyais reads."""

import random
from typing import Any

import pyais
import pytest

from app.exercise.ais import (
    AisIdentity,
    Position,
    class_a_identity,
    class_a_position,
    class_b_identity,
    class_b_position,
    tagged,
)
from app.exercise.oddities import garbled
from app.positions.decoders.nmea import parse_sentence
from app.positions.model import Undecodable


def positions(count: int) -> list[Position]:
    draw = random.Random(1)
    return [
        Position(
            mmsi=draw.randint(1, 999_999_999),
            lon=draw.uniform(-180, 180),
            lat=draw.uniform(-90, 90),
            speed_kn=draw.uniform(0, 60),
            course_deg=draw.uniform(0, 359.9),
            heading_deg=draw.randint(0, 359),
            nav_status=draw.randint(0, 15),
            second=draw.randint(0, 59),
        )
        for _ in range(count)
    ]


@pytest.mark.parametrize("write", [class_a_position, class_b_position])
def test_a_position_survives_encoding(write) -> None:
    for position in positions(400):
        read: Any = pyais.decode(write(position, "A"))
        assert read.mmsi == position.mmsi
        assert read.lon == pytest.approx(position.lon, abs=2e-6)
        assert read.lat == pytest.approx(position.lat, abs=2e-6)
        assert read.speed == pytest.approx(position.speed_kn, abs=0.051)
        assert (read.course - position.course_deg + 180) % 360 - 180 == pytest.approx(0, abs=0.051)
        assert read.heading == position.heading_deg
        assert read.second == position.second


def test_class_a_carries_its_status_and_our_payload_is_pyaiss_own() -> None:
    for position in positions(50):
        read: Any = pyais.decode(class_a_position(position, "B"))
        assert read.status == position.nav_status
        again = pyais.encode_msg(read, talker_id="AI", sentence_type="VDM", radio_channel="B")
        assert again[0].encode() == class_a_position(position, "B")


def test_what_is_not_known_reads_as_not_available() -> None:
    position = Position(412_000_001, None, None, 0.0, None, None, 0, 60)
    read: Any = pyais.decode(class_b_position(position, "A"))
    assert (read.lon, read.lat, read.course, read.heading) == (181.0, 91.0, 360.0, 511)


def test_an_identity_of_class_a_takes_two_sentences() -> None:
    identity = AisIdentity(477_123_456, "Ocean Harmony", "B123456", 70, 212.0)
    first, second = class_a_identity(identity, "A", 3)
    read: Any = pyais.decode(first, second)
    assert (read.msg_type, read.shipname, read.callsign) == (5, "OCEAN HARMONY", "B123456")
    assert (read.ship_type, read.to_bow + read.to_stern) == (70, 212)
    assert max(len(first), len(second)) <= 82


def test_an_identity_of_class_b_comes_in_two_parts() -> None:
    identity = AisIdentity(412_345_678, "zhepuyu42768", "B345678", 30, 32.0)
    part_a: Any
    part_b: Any
    part_a, part_b = (pyais.decode(part) for part in class_b_identity(identity, "B"))
    assert (part_a.partno, part_a.shipname) == (0, "ZHEPUYU42768")
    assert (part_b.partno, part_b.ship_type, part_b.to_bow + part_b.to_stern) == (1, 30, 32)


def test_a_tag_block_carries_the_moment() -> None:
    sentence = class_b_position(positions(1)[0], "A")
    parsed = parse_sentence(tagged(sentence, 1_436_465_400))
    assert parsed.time_at == 1_436_465_400
    assert parsed.raw == sentence


def test_a_garbled_sentence_fails_its_checksum_and_nothing_else() -> None:
    for position in positions(50):
        with pytest.raises(Undecodable, match="^checksum$"):
            parse_sentence(garbled(class_a_position(position, "A")))
