"""The error of circles' size: the office's values are those that the shipped archive teaches."""

import numpy as np
import pytest

from app.configuration.defaults import DEFAULTS
from sample_geo.build.size_errors import ARCHIVE, LEADS_H, growth_a_day, learn, read_tracks

VALUES = {each.key: each.value for each in DEFAULTS}


def test_the_shipped_values_are_learnt_from_the_shipped_archive() -> None:
    found = learn(read_tracks(ARCHIVE))
    for each in found:
        told = VALUES[f"typhoon.size_error_{each.lead_h}h_pct"] / 100
        assert told == pytest.approx(each.deviation, abs=0.005)
    growth = VALUES["typhoon.size_growth_pct_day"] / 100
    assert growth == pytest.approx(growth_a_day(found), abs=5e-4)


def test_an_error_grows_with_lead_and_slower_than_in_proportion() -> None:
    found = [each.deviation for each in learn(read_tracks(ARCHIVE))]
    assert found == sorted(found)
    assert (np.diff(np.array(found) / np.array(LEADS_H)) < 0).all()
