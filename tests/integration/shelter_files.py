"""A file of shelters as an office sends it, and the ways it is sent in."""

import csv
import io
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.database import connect

HEAD = ["编号", "名称", "级别", "类型", "地址", "建筑面积（平方米）", "核定容量", "经度", "纬度"]
ROW = ["S2", "东港小学避灾点", "乡镇级", "学校", "海莲路 1 号", "2,000", "700", "122.31", "29.955"]
PLACE = (122.31, 29.955)
SHELTERS = "/api/v1/layers/shelters"


def csv_bytes(rows: list[list[str]], encoding: str = "utf-8") -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue().encode(encoding)


def upload(
    client: FlaskClient, data: bytes, name: str, layer: str = "shelters", **form: str
) -> TestResponse:
    address = f"/api/v1/layers/{layer}/import"
    return client.post(address, data={"file": (io.BytesIO(data), name), **form})


def stored(dsn: str, code: str) -> tuple[Any, ...] | None:
    with connect(dsn) as conn:
        return conn.execute(
            """
            SELECT name, tier, kind, floor_area_m2, rated_capacity, village_code, pinyin,
                   ST_X(geom), ST_Y(geom)
            FROM shelter WHERE code = %s
            """,
            (code,),
        ).fetchone()
