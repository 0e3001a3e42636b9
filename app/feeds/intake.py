"""Hands what a feed brought to the package it is for."""

from collections.abc import Callable, Mapping
from pathlib import Path

from app.clock import real_now
from app.errors import InvalidInput
from app.feeds.model import Brings, Feed, Taken
from app.series.actions import Origin, import_series
from app.series.confined import read_series
from app.series.intake import NOTHING_SAID
from app.transaction import Transaction
from app.typhoon.actions import import_file
from app.wording import Text

Intake = Callable[[Transaction, Feed, Path], Taken]


def take_file(tx: Transaction, feed: Feed, path: Path) -> Taken:
    """Take one file of a feed. Raises AppError when it is refused; then nothing has changed."""
    taken = INTAKES[feed.brings](tx, feed, path)
    if not taken.values:
        raise InvalidInput(
            "E-FEED-030",
            Text("数据源的文件没有取", "The feed's file was not taken"),
            Text("里面没有一个值可取", "It holds no usable value"),
            Text("核对文件", "Check the file"),
        )
    return taken


def _take_typhoon(tx: Transaction, feed: Feed, path: Path) -> Taken:
    parsed = import_file(tx, path, feed.format)
    return Taken(sum(len(track.fixes) for track in parsed.tracks), len(parsed.bad_rows))


def _take_series(tx: Transaction, feed: Feed, path: Path) -> Taken:
    parsed = read_series(path.read_bytes(), NOTHING_SAID, real_now())
    imported = import_series(tx, parsed, Origin(f"{feed.title}（{feed.feed_id}）"))
    return Taken(sum(one.values for one in imported), len(parsed.bad_rows))


INTAKES: Mapping[Brings, Intake] = {
    Brings.TYPHOON: _take_typhoon,
    Brings.SERIES: _take_series,
}
