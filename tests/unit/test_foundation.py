"""Claims about the foundation: settings, clock, units, strict JSON, errors."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app import strict_json
from app.clock import IncidentClock, format_utc, parse_utc
from app.errors import AppError, NotFound, SettingsInvalid, TooLarge, status_of
from app.settings import clone_id, default_data_dir, load_settings
from app.units import beaufort_force, knots_to_ms
from app.wording import EMPTY

ANCHOR = datetime(2015, 7, 9, 18, 10, tzinfo=UTC)
REAL = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


def test_settings_tell_every_fault_at_once() -> None:
    environ = {"HAITANG_PORT": "99999", "HAITANG_AIS_UDP": "nowhere", "HAITANG_LOG_LEVEL": "LOUD"}
    with pytest.raises(SettingsInvalid) as caught:
        load_settings(environ, uid=1000)
    assert all(name in caught.value.why.en for name in environ)


def test_two_clones_do_not_share_a_data_folder() -> None:
    assert clone_id(Path("/srv/a")) != clone_id(Path("/srv/b"))
    assert len(clone_id(Path("/srv/海塘 一"))) == 12


def test_root_and_user_keep_their_data_where_the_system_expects_it() -> None:
    clone = Path("/srv/haitang")
    assert default_data_dir({}, clone, 0).parent == Path("/var/lib/haitang")
    user = default_data_dir({"HOME": "/home/w"}, clone, 1000)
    assert user.parent == Path("/home/w/.local/share/haitang")
    assert default_data_dir({"XDG_DATA_HOME": "/x"}, clone, 1000).parent == Path("/x/haitang")


def test_exercise_clock_runs_at_its_rate_from_its_anchor() -> None:
    clock = IncidentClock(REAL, ANCHOR, 120)
    assert clock.at(REAL + timedelta(seconds=30)) == ANCHOR + timedelta(hours=1)


def test_changing_the_rate_does_not_jump_the_clock() -> None:
    clock = IncidentClock(REAL, ANCHOR, 120)
    later = REAL + timedelta(seconds=30)
    assert clock.rebased(later, rate=0).at(later + timedelta(hours=5)) == clock.at(later)


def test_a_time_without_offset_is_refused() -> None:
    with pytest.raises(ValueError, match="offset"):
        parse_utc("2015-07-10T02:00:00")
    assert format_utc(parse_utc("2015-07-10T10:00:00+08:00")) == "2015-07-10T02:00:00Z"


@pytest.mark.parametrize(
    ("wind_ms", "force"), [(0, 0), (13.8, 6), (13.9, 7), (24.5, 10), (32.7, 12), (64, 18)]
)
def test_wind_force_uses_half_open_intervals(wind_ms: float, force: int) -> None:
    assert beaufort_force(wind_ms) == force


def test_fifty_knots_is_force_ten_and_thirty_is_force_seven() -> None:
    assert beaufort_force(knots_to_ms(50)) == 10
    assert beaufort_force(knots_to_ms(30)) == 7


@pytest.mark.parametrize("text", ['{"a":NaN}', '{"a":Infinity}', '{"a":-Infinity}', '{"a":1e999}'])
def test_numbers_that_freeze_browsers_are_refused_on_the_way_in(text: str) -> None:
    with pytest.raises(ValueError):
        strict_json.loads(text)


@pytest.mark.parametrize("text", [r'"\u0000"', r'{"a":["\ud800"]}', r'"x\udc00"', r'{"\u0000":1}'])
def test_characters_that_no_database_keeps_are_refused(text: str) -> None:
    for form in (text, text.encode()):
        with pytest.raises(ValueError):
            strict_json.loads(form)


def test_escaped_characters_that_can_be_kept_come_through() -> None:
    assert strict_json.loads(r'"\u5b9a\ud83d\ude00 \\u0000"') == "定😀 \\u0000"


def test_numbers_that_freeze_browsers_are_refused_on_the_way_out() -> None:
    with pytest.raises(ValueError):
        strict_json.dumps({"lon": float("nan")})


def test_json_speaks_utc() -> None:
    assert strict_json.dumps({"at": ANCHOR}) == '{"at":"2015-07-09T18:10:00Z"}'


def test_a_child_of_an_error_takes_its_parents_status() -> None:
    class ZoneGone(NotFound):
        pass

    assert status_of(ZoneGone("E", EMPTY, EMPTY, EMPTY)) == 404
    assert status_of(TooLarge("E", EMPTY, EMPTY, EMPTY)) == 413
    assert status_of(AppError("E", EMPTY, EMPTY, EMPTY)) == 500
