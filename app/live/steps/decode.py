"""Step: bytes become reports; what does not decode is counted."""

from collections.abc import Iterable
from time import monotonic

import numpy as np
import structlog

from app.live.batch import RAW_LIMIT, Batch
from app.live.inbox import Arrival
from app.live.ingest import Ingest
from app.positions.columns import Rows, empty_rows, rows_of
from app.positions.decoders.ais import AisDecoder, Message
from app.positions.decoders.ais_block import decode_block
from app.positions.decoders.body_format import BodyFormat
from app.positions.model import PositionReport, Reason, Source, StaticReport, Undecodable

log = structlog.get_logger()


def decode(ingest: Ingest, batch: Batch) -> None:
    """Decode every arrival by its source's format."""
    parts = [empty_rows(0, Source.AIS_UDP, 0.0)]
    for number, arrival in enumerate(batch.arrivals):
        arrival.feed.last_at = arrival.received_at
        if arrival.body_format is not None:
            parts.append(_decode_body(batch, number, arrival.body_format))
    parts += _decode_sentences(batch)
    batch.rows = np.concatenate(parts)


def _decode_sentences(batch: Batch) -> list[Rows]:
    """All AIS arrivals together: the common sentences as a block, the others one by one."""
    places = [
        (number, line)
        for number, arrival in enumerate(batch.arrivals) if arrival.body_format is None
        for line in range(len(arrival.lines))
    ]  # fmt: skip
    lines = [batch.arrivals[number].lines[line] for number, line in places]
    read, rows = decode_block(lines)
    others = sorted(set(range(len(lines))) - set(read.tolist()))
    slow, slow_places = _decode_one_by_one(batch, [places[index] for index in others])
    _place_rows(rows, batch, [places[index] for index in read])
    _place_rows(slow, batch, slow_places)
    for arrival in batch.arrivals:
        arrival.feed.counters.undecodable += arrival.decoder.take_lost(monotonic())
    together = np.concatenate([rows, slow])
    return [together[np.lexsort((together["line"], together["arrival"]))]]


def _decode_one_by_one(
    batch: Batch, places: Iterable[tuple[int, int]]
) -> tuple[Rows, list[tuple[int, int]]]:
    reports: list[PositionReport] = []
    found: list[tuple[int, int]] = []
    for number, line in places:
        arrival = batch.arrivals[number]
        messages = _decode_messages(arrival.decoder, arrival.lines[line])
        positions = _sort_out(arrival, messages, batch.statics)
        reports += positions
        found += [(number, line)] * len(positions)
    return rows_of(reports, Source.AIS_UDP, 0.0), found


def _sort_out(
    arrival: Arrival, messages: tuple[Message, ...] | None, statics: list[StaticReport]
) -> list[PositionReport]:
    """Count what is no position; gives the positions."""
    counters = arrival.feed.counters
    if messages is None:
        counters.undecodable += 1
        return []
    said = [message for message in messages if isinstance(message, StaticReport)]
    positions = [message for message in messages if isinstance(message, PositionReport)]
    statics += said
    if not positions:  # type 19 is both, and counts as a position
        counters.identity += len(said)
        counters.unused += len(messages) - len(said)
    return positions


def _decode_messages(decoder: AisDecoder, raw: bytes) -> tuple[Message, ...] | None:
    try:
        return decoder.decode(raw, monotonic())
    except Undecodable:
        return None
    except Exception:  # the ingest outlives any one message
        log.exception("decoder_failed", raw=raw[:RAW_LIMIT])
        return None


def _place_rows(rows: Rows, batch: Batch, places: list[tuple[int, int]]) -> None:
    """Say where each row came from, when, and which transmission it was."""
    arrivals = [batch.arrivals[number] for number, _ in places]
    rows["arrival"] = [number for number, _ in places]
    rows["line"] = [line for _, line in places]
    rows["source"] = [arrival.source for arrival in arrivals]
    rows["received_at"] = [arrival.received_at for arrival in arrivals]
    rows["payload"] = [hash(batch.arrivals[number].lines[line]) for number, line in places]


def _decode_body(batch: Batch, number: int, form: BodyFormat) -> Rows:
    """The reports of a body; of one that cannot be read none, and the device is told why."""
    arrival = batch.arrivals[number]
    try:
        return _rows_of_body(batch, number, form)
    except Undecodable as error:
        why = str(error)
    except Exception:  # the ingest outlives any one message
        log.exception("decoder_failed", raw=arrival.lines[0][:RAW_LIMIT])
        why = "the decoder failed"
    arrival.feed.counters.undecodable += 1
    if arrival.receipt is not None:
        arrival.receipt.refused = why
    return empty_rows(0, form.source, arrival.received_at)


def _rows_of_body(batch: Batch, number: int, form: BodyFormat) -> Rows:
    arrival = batch.arrivals[number]
    decoded = form.decode(arrival.lines[0])
    if not decoded:
        raise Undecodable("there is no report in it")
    if arrival.receipt is not None:
        arrival.receipt.told = len(decoded)
    reports = {n: report for n, report in enumerate(decoded) if isinstance(report, PositionReport)}
    rows = rows_of(list(reports.values()), form.source, arrival.received_at)
    rows["arrival"], rows["line"] = number, list(reports)
    rows["payload"] = [hash(report) for report in reports.values()]
    batch.terminals |= {(number, n): r.beidou_id for n, r in reports.items() if r.beidou_id}
    for line in sorted(set(range(len(decoded))) - set(reports)):
        arrival.reject(line, Reason.MALFORMED)
    return rows
