"""Step: bytes become reports; what does not decode is counted."""

from time import monotonic

import numpy as np
import structlog

from app.live.batch import Batch, Line
from app.live.inbox import Arrival
from app.live.ingest import Ingest
from app.positions.columns import Rows, rows_of
from app.positions.decoders.ais import AisDecoder, Message
from app.positions.decoders.beidou import decode_body
from app.positions.model import PositionReport, Reason, Source, StaticReport, Undecodable

log = structlog.get_logger()
RAW_LIMIT = 500  # bytes of a faulty message that are worth keeping


def decode(ingest: Ingest, batch: Batch) -> None:
    """Decode every arrival by its source's format."""
    parts: list[Rows] = []
    for arrival in batch.arrivals:
        arrival.feed.last_at = arrival.received_at
        if arrival.source == Source.BEIDOU:
            parts.append(_decode_body(arrival, batch))
        else:
            parts.append(_decode_sentences(arrival, batch))
    batch.rows = np.concatenate(parts)


def _decode_sentences(arrival: Arrival, batch: Batch) -> Rows:
    counters, decoder = arrival.feed.counters, arrival.decoder
    reports: list[PositionReport] = []
    first = len(batch.lines)
    for index, raw in enumerate(arrival.lines):
        messages = _messages(decoder, raw)
        if messages is None:
            counters.undecodable += 1
            continue
        for message in messages:
            if isinstance(message, PositionReport):
                reports.append(message)
                batch.lines.append(Line(arrival, index, raw))
            elif isinstance(message, StaticReport):
                batch.statics.append(message)
                counters.identity += len(messages) == 1  # type 19 counts as a position
            else:
                counters.unused += 1
    counters.undecodable += decoder.take_lost(monotonic())
    payloads = [hash(line.raw) for line in batch.lines[first:]]
    return _rows(reports, first, payloads, arrival)


def _messages(decoder: AisDecoder, raw: bytes) -> tuple[Message, ...] | None:
    try:
        return decoder.decode(raw, monotonic())
    except Undecodable:
        return None
    except Exception:  # the ingest outlives any one message
        log.exception("decoder_failed", raw=raw[:RAW_LIMIT])
        return None


def _decode_body(arrival: Arrival, batch: Batch) -> Rows:
    reports: list[PositionReport] = []
    first = len(batch.lines)
    try:
        decoded = decode_body(arrival.lines[0])
    except Undecodable as error:
        decoded = []
        arrival.feed.counters.undecodable += 1
        if arrival.receipt is not None:
            arrival.receipt.refused = str(error)
    for index, report in enumerate(decoded):
        line = Line(arrival, index, b"", getattr(report, "beidou_id", None))
        if isinstance(report, PositionReport):
            reports.append(report)
            batch.lines.append(line)
        else:
            line.rejected(Reason.MALFORMED)
    return _rows(reports, first, [0] * len(reports), arrival)


def _rows(reports: list[PositionReport], first: int, payloads: list[int], arrival: Arrival) -> Rows:
    numbers = range(first, first + len(reports))
    return rows_of(reports, numbers, payloads, arrival.source, arrival.received_at)
