"""The vectors that Python and the browser share are what Python computes today."""

import json

import pytest

from tests.data.make_wind_vectors import FILE, vectors


def test_shared_wind_vectors_are_up_to_date() -> None:
    kept, now = json.loads(FILE.read_text("utf-8")), json.loads(json.dumps(vectors()))
    assert [case["name"] for case in kept] == [case["name"] for case in now]
    for old, new in zip(kept, now, strict=True):
        assert old["fixes"] == new["fixes"]
        assert old["states"] == new["states"]
        for before, after in zip(old["places"], new["places"], strict=True):
            for convention in ("step", "smooth"):
                assert before[f"inside_{convention}"] == after[f"inside_{convention}"]
                for a, b in zip(before[convention], after[convention], strict=True):
                    assert a == pytest.approx(b, abs=2e-6, nan_ok=True)


def test_shared_vectors_cover_open_stays_ramps_and_several_stays() -> None:
    cases = json.loads(FILE.read_text("utf-8"))
    stays = [place["step"] for case in cases for place in case["places"]]
    assert any(len(each) > 1 for each in stays)
    assert any(end is None for each in stays for stay in each for end in stay)
    assert any(state["assumed"] for case in cases for state in case["states"])
