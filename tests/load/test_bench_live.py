"""The live path against its peers. Floors are below what is measured: the machine wavers."""

import pytest

from app.tooling.bench.registry import list_benches

pytestmark = pytest.mark.load


def test_ingest_is_half_again_as_fast_as_pyais_with_executemany():
    assert list_benches()["ingest"].run().ratio >= 1.5


def test_fan_out_costs_no_more_than_json_and_everything_arrives_within_a_second():
    """The run itself raises when a value or an event did not arrive."""
    result = list_benches()["fanout"].run()
    assert result.ratio >= 1.0
    assert result.notes["report_to_client_p99_ms"] <= 1000
    assert result.notes["counters"]["lost"] == 0
