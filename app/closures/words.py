"""Closures in both languages."""

from collections.abc import Mapping

from app.closures.model import ClosureKind, ClosureOrigin, ClosureStanding, SaidState, Statement
from app.figure_text import moment_text
from app.network.words import name_road
from app.wording import Text, same

KINDS: Mapping[ClosureKind, Text] = {
    ClosureKind.BRIDGE: Text("桥", "Bridge"),
    ClosureKind.ROAD: Text("道路", "Road"),
    ClosureKind.FERRY_LINE: Text("客运航线", "Ferry line"),
    ClosureKind.SCENIC_AREA: Text("景区", "Scenic area"),
    ClosureKind.WORKS: Text("施工", "Works"),
}
STANDINGS: Mapping[ClosureStanding, Text] = {
    ClosureStanding.CLOSED: Text("封闭", "Closed"),
    ClosureStanding.WILL_CLOSE: Text("将封闭", "Will close"),
    ClosureStanding.OPEN: Text("恢复开放", "Open again"),
    ClosureStanding.WILL_OPEN: Text("将开放", "Will open"),
    ClosureStanding.LIFTED: Text("已解除", "Lifted"),
    ClosureStanding.OVER: Text("已结束", "Over"),
}
ORIGINS: Mapping[ClosureOrigin, Text] = {
    ClosureOrigin.ENTERED: Text("录入", "Entered"),
    ClosureOrigin.IMPORTED: Text("导入", "Imported"),
}


def name_thing(statement: Statement) -> Text:
    """What a statement is about; an unnamed road is one of its class."""
    return name_road(statement.name)


def tell_period(statement: Statement) -> Text:
    """From when, and until when where that is known."""
    since = moment_text(statement.from_at)
    if statement.until_at is None:
        return Text(f"{since.zh} 起", f"from {since.en}")
    until = moment_text(statement.until_at)
    return Text(f"{since.zh} 至 {until.zh}", f"from {since.en} to {until.en}")


def tell_word(statement: Statement) -> Text:
    """Whose word it is, and what it says: who it was that closed a bridge, and since when."""
    period, closed = tell_period(statement), statement.state == SaidState.CLOSED
    told = Text(
        f"{statement.issuer} {period.zh}{'封闭' if closed else '开放'}",
        f"{'closed' if closed else 'open'} {period.en} by {statement.issuer}",
    )
    if not statement.reason:
        return told
    reason = same(statement.reason)
    return Text(f"{told.zh}：{reason.zh}", f"{told.en}: {reason.en}")
