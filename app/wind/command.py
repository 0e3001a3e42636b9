"""`./haitang typhoon arrival`: when the wind of a force reaches a place."""

from datetime import datetime

import click

from app import strict_json
from app.clock import BEIJING, parse_utc, real_now
from app.database import connect
from app.errors import InvalidInput
from app.installation import database
from app.typhoon.queries import get_storm
from app.wind.arrival import Convention
from app.wind.arrival_answer import LikelyArrival, PlaceQuestion, load_arrival_answer
from app.wind.place_wind import Rounding, Stay
from app.wording import Text

_ZONE = "北京时间（UTC+08:00）"
_NAMES = {Convention.STEP: "分象限", Convention.SMOOTH: "象限间渐变"}


@click.command("arrival")
@click.argument("storm_id")
@click.option("--at", "place", required=True, help="地点：经度,纬度")
@click.option("--force", required=True, type=click.IntRange(6, 17), help="风级")
@click.option(
    "--convention",
    type=click.Choice([str(each) for each in Convention]),
    help="只看一种：step 分象限，smooth 象限间渐变；不给就两种都列，取早者",
)
@click.option(
    "--rounding",
    type=click.Choice([str(each) for each in Rounding]),
    default=str(Rounding.PROFILE),
    show_default=True,
    help="没有风圈的风级：profile 按风廓线推算，lower 用低一级的风圈（偏早）",
)
@click.option("--agency", help="机构；不给就用资料最全的一家")
@click.option("--known-at", help="按这一时刻已知的资料；不给就用库里全部")
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出")
def arrival(
    storm_id: str,
    place: str,
    force: int,
    convention: str | None,
    rounding: str,
    agency: str | None,
    known_at: str | None,
    as_json: bool,
) -> None:
    """某级风什么时候到一个地点、什么时候离开；文字用北京时间，JSON 用 UTC。"""
    lon, lat = _read_position(place)
    with database() as dsn, connect(dsn) as conn:
        storm = get_storm(conn, storm_id)
        moment = real_now() if known_at is None else parse_utc(known_at)
        one = None if convention is None else Convention(convention)
        question = PlaceQuestion(storm, moment, lon, lat, force, one, Rounding(rounding))
        answer = load_arrival_answer(conn, question, agency)
    click.echo(strict_json.dumps(answer) if as_json else _describe_answer(answer, one))


def _read_position(text: str) -> tuple[float, float]:
    """Longitude and latitude of "122.3,29.95". Raises InvalidInput."""
    try:
        lon, lat = (float(part) for part in text.split(","))
    except ValueError:
        lon = lat = 999.0
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):
        raise InvalidInput(
            "E-TYP-044",
            Text("地点看不懂", "The place cannot be read"),
            Text(f"收到“{text}”", f"Got “{text}”"),
            Text("写成 122.30,29.95", "Write it as 122.30,29.95"),
        )
    return lon, lat


def _describe_answer(answer: LikelyArrival, only: Convention | None) -> str:
    if answer.reason is not None:
        return f"没有答案：{answer.reason.zh}"
    lines = [f"{_ZONE}，按 {_time_text(answer.at, '')} 所知，{answer.agency}"]
    if only is None:
        lines.append(f"取早者：{_NAMES[answer.convention]}")
    for kind in (only,) if only else Convention:
        stays = [_interval_text(each) for each in _stays_of(answer, kind)] or ["风圈不到这里"]
        lines += [f"{_NAMES[kind]}：{stay}" for stay in stays]
    lines.append(f"依据：{answer.rule.zh}")
    if answer.circle_force != answer.force:
        lines.append(f"风级取法：{answer.rounding}，按 {answer.circle_force} 级风圈")
    first = answer.earliest_any
    if first is not None and first.agency != answer.agency:
        lines.append(f"各家最早：{_time_text(first.earliest_at, '—')}（{first.agency}）")
    chance = answer.likelihood
    if chance is not None:
        lines.append(
            f"概率 {chance.probability:.0%}，最早 {_time_text(chance.earliest_at, '—')}，"
            f"最可能 {_time_text(chance.likely_at, '—')}（{chance.members} 个成员）"
        )
    return "\n".join(lines)


def _stays_of(answer: LikelyArrival, kind: Convention) -> list[Stay]:
    return answer.step if kind is Convention.STEP else answer.smooth


def _interval_text(each: Stay) -> str:
    begins = _time_text(each.arrival_at, "资料开始之前")
    span = f"{begins} 到 {_time_text(each.departure_at, '资料结束之后')}"
    return f"{span}（风圈是推定的）" if each.assumed else span


def _time_text(moment: datetime | None, otherwise: str) -> str:
    """In Beijing time with its year; the zone stands at the head."""
    return otherwise if moment is None else f"{moment.astimezone(BEIJING):%Y-%m-%d %H:%M}"
