"""How names of the city are typed: local readings where a dictionary errs."""

import pytest

from app.geo.reading import reading


@pytest.mark.parametrize(
    ("name", "pinyin", "initials"),
    [
        ("长涂镇", "changtuzhen", "ctz"),
        ("长峙岛", "changzhidao", "czd"),
        ("大长涂山", "dachangtushan", "dcts"),
        ("嵊泗县", "shengsixian", "ssx"),
        ("朱家尖", "zhujiajian", "zjj"),
        ("东港 3 号桥", "donggang3haoqiao", "dg3hq"),
        ("浙普渔68888", "zhepuyu68888", "zpy68888"),
    ],
)
def test_names_are_spelt_as_people_there_type_them(name: str, pinyin: str, initials: str) -> None:
    found = reading(name)
    assert (found.pinyin, found.initials) == (pinyin, initials)
