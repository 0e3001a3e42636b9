"""SQL of synthetic forecasts."""

from collections.abc import Sequence
from typing import Any

from app.database import Connection
from app.typhoon.model import Fix, Forecast, WindRadius

_RADIUS = "threshold_ms, force, ne_km, se_km, sw_km, nw_km, rule"


def replace_forecasts(
    conn: Connection, storm_id: str, agency: str, forecasts: Sequence[Forecast]
) -> None:
    """Put synthetic forecasts in the place of the agency's synthetic ones; real ones stay."""
    conn.execute(
        "DELETE FROM forecast_track WHERE storm_id = %s AND agency = %s AND synthetic",
        (storm_id, agency),
    )
    for forecast in forecasts:
        _insert_forecast(conn, storm_id, forecast)


def _insert_forecast(conn: Connection, storm_id: str, forecast: Forecast) -> None:
    row = conn.execute(
        """
        INSERT INTO forecast_track (storm_id, agency, issued_at, synthetic, method)
        VALUES (%s, %s, %s, %s, %s)
        ON CONFLICT DO NOTHING
        RETURNING forecast_id
        """,
        (storm_id, forecast.agency, forecast.issued_at, forecast.synthetic, forecast.method),
    ).fetchone()
    if row is None:
        return  # a real forecast of that moment is there and stays
    with conn.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO forecast_point VALUES (%s, %s, %s, %s, %s, %s, %s)",
            [(row[0], *_fix_row(point)) for point in forecast.points],
        )
        cursor.executemany(
            f"INSERT INTO forecast_radius (forecast_id, valid_at, {_RADIUS})"  # noqa: S608 constant
            " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)",
            [
                (row[0], point.fix_at, *_radius_row(circle))
                for point in forecast.points
                for circle in point.radii
            ],
        )


def _fix_row(fix: Fix) -> tuple[Any, ...]:
    return fix.fix_at, fix.lon, fix.lat, fix.pressure_hpa, fix.wind_ms, fix.storm_class


def _radius_row(circle: WindRadius) -> tuple[Any, ...]:
    return circle.threshold_ms, circle.force, *circle.quadrants_km, circle.rule
