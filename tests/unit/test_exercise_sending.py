"""What goes over the sockets, when, and what a file replays as."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from app.errors import InvalidInput
from app.exercise import rota
from app.exercise.fleet import Fleet
from app.exercise.fleet_store import fleet_of
from app.exercise.recording import UNTIMED_S, pace, parse_line, read_recording
from app.exercise.sending import DATAGRAM_BYTES, pack_datagrams
from app.exercise.transmission import Outlets, Transmission, shore_stations
from app.positions.decoders.ais import AisDecoder
from app.positions.decoders.beidou import decode_body
from app.positions.decoders.nmea import parse_sentence
from app.positions.model import PositionReport, StaticReport, Undecodable
from app.strict_json import dumps
from tests.unit.small_city import GALE_AT, make_world, small_fleet

START = GALE_AT.timestamp() - 30 * 3600


@dataclass
class KeptSentences:
    """An outlet that keeps what it is given."""

    sent: list[bytes] = field(default_factory=list[bytes])

    def send(self, sentences: Sequence[bytes]) -> None:
        self.sent.extend(sentences)


@dataclass
class KeptReports:
    """A gateway that keeps what it is given."""

    sent: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])

    def send(self, reports: Sequence[dict[str, Any]]) -> None:
        self.sent.extend(reports)


@dataclass
class Heard:
    """What went out of each outlet."""

    udp: KeptSentences = field(default_factory=KeptSentences)
    tcp: KeptSentences = field(default_factory=KeptSentences)
    beidou: KeptReports = field(default_factory=KeptReports)


@pytest.fixture(scope="module")
def fleet() -> Fleet:
    return small_fleet()


def transmission(fleet: Fleet) -> tuple[Transmission, Heard]:
    heard = Heard()
    outlets = Outlets(heard.udp, heard.tcp, heard.beidou)
    stations = shore_stations(make_world().harbours)
    rng = np.random.default_rng(1)
    return Transmission(fleet, stations, outlets, 0.0, rng), heard


def speak_for(fleet: Fleet, real_s: float, rate: float) -> Heard:
    radios, outlets = transmission(fleet)
    for tick in np.arange(0, real_s, 0.4):
        radios.speak(float(tick), START + rate * float(tick), rate)
    return outlets


def reports_of(sentences: list[bytes]) -> list[PositionReport]:
    decoder, reports = AisDecoder(), []
    for sentence in sentences:
        try:
            messages = decoder.decode(sentence, 0.0)
        except Undecodable:
            continue
        reports += [message for message in messages if isinstance(message, PositionReport)]
    return reports


def test_everyone_is_heard_in_the_first_round(fleet: Fleet) -> None:
    outlets = speak_for(fleet, rota.FIRST_ROUND_S + 1, 60.0)
    heard = {report.mmsi for report in reports_of(outlets.udp.sent + outlets.tcp.sent)}
    terminals = {report["beidou_id"] for report in outlets.beidou.sent}
    unheard = [
        vessel
        for vessel in fleet.vessels
        if vessel.mmsi not in heard and vessel.beidou_id not in terminals
    ]
    # Markers and stray ships out of the shore stations' range have no BeiDou to be heard by.
    assert {vessel.kind for vessel in unheard} <= {"net_buoy"}


@pytest.mark.parametrize("rate", [1.0, 60.0, 600.0])
def test_no_two_positions_of_a_ship_contradict_each_other(fleet: Fleet, rate: float) -> None:
    outlets = speak_for(fleet, 40.0, rate)
    last: dict[int, PositionReport] = {}
    for report in reports_of(outlets.udp.sent + outlets.tcp.sent):
        if report.mmsi is None or report.lat is None or report.fix_at is None:
            continue
        before = last.get(report.mmsi)
        if before is not None and report.lon is not None and before.lon is not None:
            assert before.lat is not None and before.fix_at is not None
            east = (report.lon - before.lon) * 111_195 * 0.87
            moved = np.hypot(east, (report.lat - before.lat) * 111_195)
            assert moved <= 30 * 0.5145 * abs(report.fix_at - before.fix_at) + 100
        last[report.mmsi] = report


def test_load_stays_modest_and_each_class_has_its_feed(fleet: Fleet) -> None:
    outlets = speak_for(fleet, 60.0, 60.0)
    movers = len(fleet.vessels)
    assert len(outlets.udp.sent + outlets.tcp.sent) / 60 < 0.12 * movers
    assert {parse_type(sentence) for sentence in outlets.tcp.sent} <= {1, 5}
    assert {parse_type(sentence) for sentence in outlets.udp.sent} <= {18, 24}


def parse_type(sentence: bytes) -> int:
    body = sentence[sentence.index(b"!") :].split(b",")
    return 5 if body[2] == b"2" else "0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVW`abcdefghijklmnopqrstuvw".index(chr(body[5][0]))  # fmt: skip  # noqa: E501


def test_a_held_clock_keeps_a_pulse_and_no_more(fleet: Fleet) -> None:
    outlets = speak_for(fleet, 60.0, 0.0)
    assert len(outlets.beidou.sent) <= len(fleet.vessels)


def test_beidou_reports_are_what_the_gateway_takes(fleet: Fleet) -> None:
    outlets = speak_for(fleet, 10.0, 60.0)
    decoded = decode_body(dumps({"reports": outlets.beidou.sent}).encode())
    assert len(decoded) == len(outlets.beidou.sent) > 50
    assert not [item for item in decoded if isinstance(item, Undecodable)]


def test_a_silent_boat_repeats_its_last_words_with_their_own_time(fleet: Fleet) -> None:
    lost = np.flatnonzero(np.isfinite(fleet.silent_from_s))
    assert len(lost) > 0
    mover = int(lost[0])
    radios, outlets = transmission(fleet)
    later = float(fleet.silent_from_s[mover]) + 7200
    for tick in np.arange(0, 9, 0.4):
        radios.speak(float(tick), later + 60 * float(tick), 60.0)
    words = [r for r in outlets.beidou.sent if r["beidou_id"] == fleet.vessels[mover].beidou_id]
    report = decode_body(dumps({"reports": words}).encode())[0]
    assert isinstance(report, PositionReport)
    assert report.fix_at == pytest.approx(fleet.silent_from_s[mover], abs=1)


def test_oddities_come_at_their_documented_rate(fleet: Fleet) -> None:
    outlets = speak_for(fleet, 400.0, 60.0)
    decoder, kinds = AisDecoder(), Counter()
    for sentence in outlets.udp.sent + outlets.tcp.sent:
        try:
            for message in decoder.decode(sentence, 0.0):
                odd = isinstance(message, PositionReport) and message.lon is None
                kinds["no_position" if odd else type(message).__name__] += 1
        except Undecodable as error:
            kinds[str(error)] += 1
    positions = kinds["PositionReport"]
    assert kinds["checksum"] == pytest.approx(positions / 4000, abs=4 + positions / 8000)
    assert kinds["no_position"] == pytest.approx(positions / 4000, abs=4 + positions / 8000)
    assert kinds["StaticReport"] > 0
    strangers = [r for r in reports_of(outlets.udp.sent) if r.lat is not None and r.lat < 25]
    assert 3 <= len(strangers) <= 5


def test_datagrams_hold_whole_lines() -> None:
    sentences = [b"!AIVDM," + bytes([65 + k % 20]) * (40 + k % 50) for k in range(300)]
    datagrams = pack_datagrams(sentences)
    assert max(map(len, datagrams)) <= DATAGRAM_BYTES
    assert b"".join(datagrams).split(b"\r\n")[:-1] == sentences
    assert pack_datagrams([]) == []


def test_a_second_start_takes_the_fleet_as_it_lies(tmp_path: Path) -> None:
    world = make_world(vessels=30)
    made = fleet_of(world, tmp_path)
    (kept,) = tmp_path.glob("fleet-*.npz")
    written_at = kept.stat().st_mtime_ns
    again = fleet_of(world, tmp_path)
    assert kept.stat().st_mtime_ns == written_at
    assert again.vessels == made.vessels
    assert np.array_equal(again.itineraries.key, made.itineraries.key)


def test_a_fleet_file_cut_short_is_made_again(tmp_path: Path) -> None:
    world = make_world(vessels=30)
    fleet_of(world, tmp_path)
    (kept,) = tmp_path.glob("fleet-*.npz")
    kept.write_bytes(kept.read_bytes()[:5000])
    assert len(fleet_of(world, tmp_path).vessels) > 30
    assert kept.stat().st_size > 5000


def test_a_log_line_gives_sentence_and_time_however_it_is_written() -> None:
    sentence = b"!AIVDM,1,1,,B,13aGua?P00PHfERNFruh0?vN289E,0*35"
    for line, at_s in (
        (sentence, None),
        (b"\\g:1-2-73,s:r003669945,c:1120959341*5C\\" + sentence, 1120959341),
        (b"\\c:1120959341000*65\\" + sentence, 1120959341),
        (sentence + b",r003669945,1120959341", 1120959341),
        (b"2005-07-10 01:35:41 " + sentence, None),
    ):
        recorded = parse_line(line + b"\r\n")
        assert recorded is not None
        assert (recorded.sentence, recorded.at_s) == (sentence, at_s)
        assert parse_sentence(recorded.sentence).channel == b"B"
    assert parse_line(b"# a comment") is None


def test_a_recording_keeps_its_pace(tmp_path: Path) -> None:
    sentence = "!AIVDM,1,1,,B,13aGua?P00PHfERNFruh0?vN289E,0*35"
    log = tmp_path / "day.nmea"
    times = (1120959341, 1120959351, 1120959346, 1120959371)
    log.write_text("".join(f"{sentence},{at}\n" for at in times) + f"{sentence}\n")
    due = [due_s for due_s, _ in pace(read_recording(log), speed=10.0)]
    assert due == pytest.approx([0.0, 1.0, 1.0, 3.0, 3.0 + UNTIMED_S / 10])


def test_a_csv_becomes_sentences_and_bad_rows_are_left_out(tmp_path: Path) -> None:
    table = tmp_path / "ais.csv"
    table.write_text(
        "MMSI,BaseDateTime,LAT,LON,SOG,COG,Heading\n"
        "412345678,2015-07-10T02:00:00,30.01,122.5,7.5,93.2,511\n"
        "412345678,2015-07-10T02:00:10,310.2,122.5,7.5,93.2,90\n"
        "nobody,2015-07-10T02:00:10,30.0,122.5,7.5,93.2,90\n"
    )
    (recorded,) = read_recording(table)
    (report,) = AisDecoder().decode(recorded.sentence, 0.0)
    assert isinstance(report, PositionReport)
    assert recorded.at_s == 1_436_493_600
    assert (report.mmsi, report.sog_kn, report.cog_deg) == (
        412345678,
        7.5,
        93.2,
    )
    assert report.heading_deg is None


def test_a_csv_without_positions_is_refused_with_what_it_lacks(tmp_path: Path) -> None:
    table = tmp_path / "names.csv"
    table.write_text("mmsi,name\n412345678,x\n")
    with pytest.raises(InvalidInput, match=r"time.*lon.*lat"):
        list(read_recording(table))


def test_names_go_out_for_those_who_only_have_ais(fleet: Fleet) -> None:
    outlets = speak_for(fleet, 380.0, 60.0)
    decoder = AisDecoder()
    names = set()
    for sentence in outlets.tcp.sent:
        try:
            messages = decoder.decode(sentence, 0.0)
        except Undecodable:
            continue
        names |= {m.name for m in messages if isinstance(m, StaticReport)}
    passers = {v.pinyin for v in fleet.vessels if v.vessel_id < 0 and v.kind == "merchant"}
    assert len(passers - names) <= 1
