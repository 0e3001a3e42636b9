"""Storm events of the 24 h and 48 h warning lines, in both directions."""

from collections.abc import Iterator

from app.storm_events.model import StormEvent, StormEventKind, Story, clock_text
from app.typhoon.explanation import Explanation
from app.typhoon.warning_lines import Crossing, find_crossings


def line_events(story: Story) -> Iterator[StormEvent]:
    """Every crossing of a warning line, its time interpolated between two points."""
    for crossing in find_crossings(story.points):
        yield _crossing_event(story, crossing)


def _crossing_event(story: Story, crossing: Crossing) -> StormEvent:
    at_s = story.path.seconds(crossing.crossed_at)
    way_zh, way_en = ("越进", "crosses inside") if crossing.inward else ("越出", "leaves")
    zh = f"{clock_text(crossing.crossed_at)} {way_zh} {crossing.hours} 小时警戒线"
    en = f"{way_en} the {crossing.hours} h warning line"
    return story.event(
        StormEventKind.LINE_CROSSED,
        f"{crossing.hours}/{'in' if crossing.inward else 'out'}",
        at_s=at_s,
        complete_s=at_s,
        text=Explanation(zh, en),
        figures={"hours": crossing.hours, "inward": crossing.inward},
    )
