"""Asks one feed: outside any transaction for the network, in one for what it brought."""

import hashlib
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import structlog

from app.accounts.model import SYSTEM_ACTOR
from app.allowed_hosts import AllowedHost
from app.clock import real_now
from app.configuration.queries import value
from app.database import Database
from app.errors import AppError, Denied, TooLarge, Unavailable, sentence_of
from app.feeds import folder, queries
from app.feeds.fetching import FetchLimits, LookUp, fetch, look_up
from app.feeds.intake import take_file
from app.feeds.model import Feed, FeedKind, Taken
from app.transaction import begin
from app.wording import Text, same

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a poll may use beside the database."""

    allowed: Sequence[AllowedHost]
    watch_dir: Path
    find: LookUp = look_up


def poll(database: Database, surroundings: Surroundings, feed_id: str) -> None:
    """Ask the feed once and record what came of it; a refusal is recorded, not raised."""
    with begin(database, SYSTEM_ACTOR) as tx:
        feed = queries.get_feed(tx.conn, feed_id)
        limits = FetchLimits(
            int(value(tx.conn, "feed.limit_mb") * 1e6), value(tx.conn, "feed.timeout_s")
        )
        queries.note_asked(tx.conn, feed_id, real_now())
    try:
        if feed.kind is FeedKind.URL:
            _poll_url(database, surroundings, feed, limits)
        else:
            _poll_folder(database, surroundings, feed)
    except AppError as error:
        _record_fault(database, feed, error)
    except Exception as error:
        why = same(f"{type(error).__name__} {error}")
        _record_fault(
            database,
            feed,
            Unavailable(
                "E-FEED-040",
                Text("数据源没有取", "The feed was not fetched"),
                why,
                Text("请报告这个错误", "Please report this fault"),
            ),
        )
        raise


def _poll_url(
    database: Database, surroundings: Surroundings, feed: Feed, limits: FetchLimits
) -> None:
    body = fetch(feed.address, surroundings.allowed, limits, surroundings.find)
    digest = hashlib.sha256(body).digest()
    if digest == feed.digest:
        with begin(database, SYSTEM_ACTOR) as tx:
            queries.note_success(tx.conn, feed.feed_id, real_now(), None, digest)
        return
    with tempfile.TemporaryDirectory(prefix="haitang-feed-") as place:
        path = Path(place) / feed.feed_id
        path.write_bytes(body)
        _take_file(database, feed, path, digest)


def _poll_folder(database: Database, surroundings: Surroundings, feed: Feed) -> None:
    try:
        watched = folder.open_folder(surroundings.watch_dir, feed.address)
        tried = [_take_or_refuse(database, feed, path) for path in folder.whole_files(watched)]
    except OSError as error:
        raise Denied(
            "E-FEED-031",
            Text("文件夹看不了", "The folder cannot be looked into"),
            same(str(error)[:200]),
            Text("让海塘的用户能读写这个文件夹", "Let Haitang's user read and write the folder"),
        ) from error
    refused = [error for error in tried if error is not None]
    if refused:
        raise refused[-1]
    with begin(database, SYSTEM_ACTOR) as tx:
        queries.note_success(tx.conn, feed.feed_id, real_now(), None, None)


def _take_or_refuse(database: Database, feed: Feed, path: Path) -> AppError | None:
    """Take one file and put it away; the refusal when it is refused."""
    try:
        if path.stat().st_size > folder.MAX_BYTES:
            raise TooLarge(
                "E-FEED-018",
                Text("文件没有取", "The file was not taken"),
                Text("超过 50 MB", "It is larger than 50 MB"),
                Text("分开再放", "Split it into smaller files"),
            )
        _take_file(database, feed, path, None)
    except AppError as error:
        told = sentence_of(error)
        folder.put_away(path, folder.REFUSED, f"{told.zh}\n{told.en}")
        return error
    folder.put_away(path, folder.TAKEN)
    return None


def _take_file(database: Database, feed: Feed, path: Path, digest: bytes | None) -> Taken:
    with begin(database, SYSTEM_ACTOR) as tx:
        taken = take_file(tx, feed, path)
        queries.note_success(tx.conn, feed.feed_id, real_now(), taken, digest)
    log.info("feed_taken", feed=feed.feed_id, values=taken.values, bad_rows=taken.bad_rows)
    return taken


def _record_fault(database: Database, feed: Feed, error: AppError) -> None:
    """The fault beside the feed; into the audit only when it is a new one."""
    with begin(database, SYSTEM_ACTOR) as tx:
        queries.note_fault(tx.conn, feed.feed_id, real_now(), error.code, error.why)
        if error.code != feed.fault_code:
            result = "refused" if isinstance(error, Denied | TooLarge) else "failed"
            detail = {"code": error.code, "why": asdict(error.why), "address": feed.address}
            tx.audit("poll_feed", f"feed/{feed.feed_id}", result, detail)
    log.warning("feed_fault", feed=feed.feed_id, code=error.code, why=error.why.en)
