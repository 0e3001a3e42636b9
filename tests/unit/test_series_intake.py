"""Files of series: what is taken, and that what is not is listed and never made up."""

import json
import resource
from datetime import UTC, datetime, timedelta

import pytest

from app.errors import AppError, InvalidInput, TooLarge
from app.series.confined import read_series
from app.series.intake import NOTHING_SAID, Said, parse_series
from app.series.model import Nature, SeriesKind

NOW = datetime(2026, 11, 1, tzinfo=UTC)
HEAD = "station,kind,nature,at,value,unit,datum,span_min\n"
TIDE = "A1,tide,predicted,{at},{value},m,1985国家高程基准,\n"


def parse(text: str | bytes, said: Said = NOTHING_SAID):
    return parse_series(text if isinstance(text, bytes) else text.encode(), said, NOW)


def test_a_csv_is_taken_in_metres_and_utc() -> None:
    head = "站码,类别,性质,时间（北京时间）,数值,单位,基面\n"
    text = head + "A1,潮位,预报,2015-07-11 08:00,231,cm,吴淞\n"
    (series,) = parse(text).series
    assert (series.kind, series.nature, series.datum) == (SeriesKind.TIDE, Nature.PREDICTED, "吴淞")
    assert series.points[0].at == datetime(2015, 7, 11, 0, tzinfo=UTC)
    assert series.points[0].value == 2.31


def test_gbk_is_read_and_said() -> None:
    text = (
        "站码,类别,性质,时间(北京时间),数值,单位,时段\nA1,雨量,实测,2015/07/11 08:00,12.5,毫米,60\n"
    )
    parsed = parse(text.encode("gb18030"))
    assert (parsed.encoding, parsed.encoding_sure) == ("gb18030", False)
    assert parsed.series[0].points[0].value == 12.5
    assert parse(text.encode("gb18030"), Said({}, encoding="gbk")).encoding_sure
    with pytest.raises(InvalidInput, match="E-SER-007"):
        parse(text.encode("gb18030"), Said({}, encoding="utf-8"))


def test_knots_become_metres_a_second_and_say_nothing_else() -> None:
    text = (
        "station,kind,nature,at,value,unit,span_min\nA1,wind,observed,2015-07-11T00:00Z,50,kn,10\n"
    )
    assert parse(text).series[0].points[0].value == pytest.approx(25.722, abs=1e-3)


def test_a_time_without_zone_is_not_taken_until_somebody_states_it() -> None:
    text = HEAD + TIDE.format(at="2015-07-11 08:00", value=1)
    with pytest.raises(InvalidInput, match="时区"):
        parse(text)
    stated = parse(text, Said({}, time_zone="+08:00")).series[0]
    assert stated.points[0].at == datetime(2015, 7, 11, 0, tzinfo=UTC)
    with pytest.raises(InvalidInput, match="E-SER-005"):
        parse(text, Said({}, time_zone="Shanghai"))


@pytest.mark.parametrize(
    ("value", "reason"),
    [("NaN", "不是数"), ("inf", "不是数"), ("1e400", "不是数"), ("一米", "不是数"), ("", "缺测"),
     ("9999", "超出"), ("-99.9", "超出"), ("1,2", "格")],
)  # fmt: skip
def test_nonsense_is_listed_by_line_and_never_taken(value: str, reason: str) -> None:
    rows = [TIDE.format(at=f"2015-07-11T0{n}:00Z", value=1 + n) for n in range(3)]
    rows[1] = TIDE.format(at="2015-07-11T01:00Z", value=value)
    parsed = parse(HEAD + "".join(rows))
    assert [point.value for point in parsed.series[0].points] == [1, 3]
    assert [(bad.line, reason in bad.reason) for bad in parsed.bad_rows] == [(3, True)]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("A1,tide,predicted,2015-07-11T00:00Z,1,m,,", "基面"),
        ("A1,tide,predicted,2015-07-11T00:00Z,1,,吴淞,", "单位"),
        ("A1,tide,predicted,2015-07-11T00:00Z,1,mm,吴淞,", "单位"),
        ("A1,tide,,2015-07-11T00:00Z,1,m,吴淞,", "性质"),
        ("A1,潮汐表,predicted,2015-07-11T00:00Z,1,m,吴淞,", "类别"),
        (",tide,predicted,2015-07-11T00:00Z,1,m,吴淞,", "站码"),
        ("A 1;DROP,tide,predicted,2015-07-11T00:00Z,1,m,吴淞,", "站码"),
        ("A1,rain,observed,2015-07-11T00:00Z,1,mm,,", "时段"),
        ("A1,rain,observed,2015-07-11T00:00Z,1,mm,,nan", "时段"),
        ("A1,gust,observed,2015-02-30T00:00Z,1,m/s,,", "时间看不懂"),
        ("A1,gust,observed,2999-01-01T00:00Z,1,m/s,,", "将来"),
        ("A1,surge,predicted,0001-01-01T00:00+14:00,1,m,,", "时间看不懂"),
    ],
)
def test_what_is_not_said_is_not_guessed(row: str, reason: str) -> None:
    good = "A2,gust,observed,2015-07-11T00:00Z,9,m/s,,\n"
    parsed = parse(HEAD + good + row + "\n")
    assert [len(series.points) for series in parsed.series] == [1]
    assert parsed.bad_rows[0].line == 3 and reason in parsed.bad_rows[0].reason


def test_the_second_value_of_one_moment_and_another_datum_are_listed() -> None:
    rows = [
        TIDE.format(at="2015-07-11T00:00Z", value=1),
        TIDE.format(at="2015-07-11T08:00+08:00", value=2),
        TIDE.format(at="2015-07-11T02:00Z", value=2).replace("1985国家高程基准", "吴淞"),
    ]
    parsed = parse(HEAD + "".join(rows))
    assert [point.value for point in parsed.series[0].points] == [1]
    assert [bad.line for bad in parsed.bad_rows] == [3, 4]


def test_a_prediction_is_known_from_its_issue_a_measurement_from_its_own_moment() -> None:
    head = "station,kind,nature,at,value,unit,issued_at\n"
    moment = datetime(2015, 7, 11, 6, tzinfo=UTC)
    text = head + "".join(
        f"A1,surge,{nature},2015-07-11T06:00Z,1,m,{issued}\n"
        for nature, issued in (("predicted", "2015-07-10T00:00Z"), ("observed", ""))
    )
    predicted, observed = parse(text).series
    assert predicted.points[0].known_at == moment - timedelta(hours=30)
    assert observed.points[0].known_at == moment


def test_json_is_taken_and_its_nan_listed() -> None:
    document = {
        "series": [
            {"station": "A1", "kind": "tide", "nature": "predicted", "unit": "m", "datum": "吴淞",
             "points": [{"at": "2015-07-11T00:00Z", "value": 1.5},
                        ["2015-07-11T01:00Z", float("nan")], ["2015-07-11T02:00Z", True], 7]},
        ]
    }  # fmt: skip
    parsed = parse(json.dumps(document))
    assert [point.value for point in parsed.series[0].points] == [1.5]
    assert [bad.line for bad in parsed.bad_rows] == [2, 3, 4]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "006"), (b"   \n", "006"), (b"\x00\x01\x02", "006"), (b"a,b\n1,2\n", "008"),
        (b"{", "009"), (b'{"a": 1}', "010"), (b'{"series": [{"station": "A"}]}', "011"),
        (b'{"series": []}', "004"), (b"[" * 100_000, "009"), (b"at,value\n", "004"),
    ],
)  # fmt: skip
def test_files_that_are_none_are_refused(data: bytes, code: str) -> None:
    with pytest.raises(InvalidInput, match=f"E-SER-{code}"):
        parse(data)


def test_fifty_megabytes_and_endless_rows_are_refused() -> None:
    with pytest.raises(TooLarge, match="E-SER-001"):
        parse(b"a" * 50_000_001)
    with pytest.raises(InvalidInput, match="E-SER-003"):
        parse("at,value\n" + "x,y\n" * 6000)


def test_what_the_sender_says_holds_for_rows_that_do_not() -> None:
    said = Said(
        {"station": "A1", "kind": "tide", "nature": "predicted", "unit": "m", "datum": "吴淞"},
        time_zone="+08:00",
    )
    (series,) = parse("时间,数值\n2015-07-11 08:00,2.2\n", said).series
    assert (series.station_code, series.points[0].value) == ("A1", 2.2)


def test_the_confined_reader_gives_what_the_plain_one_gives() -> None:
    text = HEAD + TIDE.format(at="2015-07-11T00:00:30.250Z", value=1.25) + "x,y\n"
    text += "A2,gust,observed,2015-07-11T00:00Z,20,m/s,,\n"
    assert read_series(text.encode(), NOTHING_SAID, NOW) == parse(text)
    issued = "station,name,lon,lat,kind,nature,at,value,unit,issued_at\n"
    issued += "A1,试站,122.1,30,surge,predicted,2015-07-11T06:00Z,1,m,2015-07-10T00:00Z\n"
    assert read_series(issued.encode(), NOTHING_SAID, NOW) == parse(issued)


def test_refusals_come_through_from_the_confined_reader() -> None:
    with pytest.raises(InvalidInput, match="E-SER-004") as error:
        read_series(b"at,value\n2015-07-11,1\n", Said({"station": "A1"}), NOW)
    assert error.value.detail["bad_rows"][0]["line"] == 2
    with pytest.raises(TooLarge, match="E-SER-001"):
        read_series(b"a" * 50_000_001, NOTHING_SAID, NOW)


def test_a_file_made_to_eat_memory_is_refused_and_harms_only_the_child() -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(AppError) as error:
        read_series(b'{"series":[' + b"{}," * 16_000_000 + b"{}]}", NOTHING_SAID, NOW)
    assert error.value.code in ("E-SER-018", "E-SER-011")
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 300_000  # kB
