"""What a stranger, a foreign page and a hostile file are answered."""

import io
import json
import re
import struct
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from app.accounts.model import Role
from app.accounts.queries import insert_link
from app.accounts.session_model import new_token
from app.clock import real_now
from app.database import connect
from app.demo.queries import keep_account, replace_device
from app.web.access import RULES
from tests.clients import SignedInClient, client_of, session_of

pytestmark = pytest.mark.city

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
ZONE = {"polygon": {"type": "Polygon", "coordinates": [
    [[122.27, 29.93], [122.29, 29.93], [122.29, 29.95], [122.27, 29.93]]]}}  # fmt: skip


@pytest.fixture(scope="module")
def planner(app: Flask) -> SignedInClient:
    return client_of(app)


def test_every_route_carries_the_headers(app: Flask) -> None:
    """Refusals too: whatever a browser is handed tells it to trust nothing else."""
    asked = 0
    for rule in app.url_map.iter_rules():
        path = re.sub(r"<[^>]*:z>", "9", rule.rule)
        path = re.sub(r"<int:[^>]*>", "1", re.sub(r"<any\(([^)]*?)'?,.*?>", r"\1", path))
        path = re.sub(r"<uuid:[^>]*>", "0190b5a0-0000-7000-8000-000000000001", path)
        path = re.sub(r"<[^>]*>", "x", path).replace("'", "")
        for method in sorted((rule.methods or set()) & {"GET", "POST", "PUT", "PATCH", "DELETE"}):
            answer = app.test_client().open(path, method=method, json={})
            for name, value in HEADERS.items():
                assert answer.headers.get(name) == value, (method, path, name)
            policy = answer.headers["Content-Security-Policy"]
            assert policy.startswith("default-src 'self'; img-src 'self' data: blob:;")
            assert "unsafe" not in policy
            assert re.fullmatch("[0-9a-f]{16}", answer.headers["X-Request-Id"])
            answer.close()
            asked += 1
    assert asked >= len(RULES)


def test_tls_is_remembered_for_a_year(app: Flask) -> None:
    plain = app.test_client().get("/healthz").headers
    assert "Strict-Transport-Security" not in plain
    secured = app.test_client().get("/healthz", headers={"X-Forwarded-Proto": "https"}).headers
    assert secured["Strict-Transport-Security"].startswith("max-age=31536000")


@pytest.mark.parametrize(
    "headers, code",
    [
        ({"X-CSRF-Token": ""}, "E-ACC-007"),
        ({"X-CSRF-Token": "0" * 64}, "E-ACC-007"),
        ({"Origin": "http://evil.example"}, "E-ACC-006"),
        ({"Origin": "null"}, "E-ACC-006"),
        ({"Sec-Fetch-Site": "cross-site"}, "E-ACC-006"),
        ({"Sec-Fetch-Site": "same-site"}, "E-ACC-006"),
    ],
)
def test_a_foreign_page_changes_nothing(
    planner: SignedInClient, headers: dict[str, str], code: str
) -> None:
    answer = planner.post("/api/v1/zones", json=ZONE, headers=headers)
    assert (answer.status_code, answer.get_json()["code"]) == (403, code)
    assert planner.post("/api/v1/zones/preview", json=ZONE).status_code == 200


def test_another_sessions_value_is_not_ours(app: Flask, planner: SignedInClient) -> None:
    other = client_of(app, unit="330902")
    answer = planner.post("/api/v1/zones", json=ZONE, headers={"X-CSRF-Token": other.csrf})
    assert answer.status_code == 403


def test_no_get_changes_anything(app: Flask) -> None:
    """A link or an image must not act: reads are GET, and GET routes write no row but an audit."""
    unsafe = {"post", "put", "patch", "delete", "undo", "adopt", "set"}
    for rule in app.url_map.iter_rules():
        if "GET" in (rule.methods or ()):
            assert rule.endpoint.split(".")[-1].split("_")[0] not in unsafe, rule.endpoint


def test_a_one_time_link_opens_once(app: Flask, city_database: str) -> None:
    token = new_token()
    with connect(city_database) as conn:
        account = keep_account(
            conn, login="once", display_name="一次", unit_code="330902", role="viewer"
        )
        expires = real_now() + timedelta(hours=1)
        insert_link(conn, token, purpose="sign_in", account_id=account, opens="/",
                    created_by="test", expires_at=expires)  # fmt: skip
    path = "/api/v1/session/entry"
    assert app.test_client().post(path, json={"token": token}).status_code == 200
    again = app.test_client().post(path, json={"token": token})
    assert (again.status_code, again.get_json()["code"]) == (403, "E-ACC-002")


def test_an_old_link_opens_nothing(app: Flask, city_database: str) -> None:
    token = new_token()
    with connect(city_database) as conn:
        device = replace_device(
            conn, label="旧平板", purpose="tablet", unit_code="330902", digest=None
        )
        insert_link(conn, token, purpose="enrol", device_id=device, opens="/field",
                    created_by="test", expires_at=real_now() - timedelta(seconds=1))  # fmt: skip
    answer = app.test_client().post("/api/v1/session/entry", json={"token": token})
    assert answer.status_code == 403


def test_a_session_is_a_new_one_each_time(app: Flask, city_database: str) -> None:
    """A cookie planted before signing in is not the one after it."""
    token = new_token()
    with connect(city_database) as conn:
        planted = session_of(conn, login="planted")
        account = keep_account(
            conn, login="victim", display_name="某人", unit_code="330902", role="viewer"
        )
        expires = real_now() + timedelta(hours=1)
        insert_link(conn, token, purpose="sign_in", account_id=account, opens="/",
                    created_by="test", expires_at=expires)  # fmt: skip
    client = app.test_client()
    client.set_cookie("haitang_session", planted)
    answer = client.post("/api/v1/session/entry", json={"token": token})
    given = answer.headers["Set-Cookie"]
    assert planted not in given
    assert "HttpOnly" in given and "SameSite=Strict" in given and "Path=/" in given


def test_over_tls_the_cookie_is_bound_to_the_host(app: Flask, city_database: str) -> None:
    token = new_token()
    with connect(city_database) as conn:
        account = keep_account(
            conn, login="secured", display_name="某人", unit_code="330902", role="viewer"
        )
        expires = real_now() + timedelta(hours=1)
        insert_link(conn, token, purpose="sign_in", account_id=account, opens="/",
                    created_by="test", expires_at=expires)  # fmt: skip
    headers = {"X-Forwarded-Proto": "https"}
    answer = app.test_client().post("/api/v1/session/entry", json={"token": token}, headers=headers)
    assert answer.headers["Set-Cookie"].startswith("__Host-haitang=")
    assert "Secure" in answer.headers["Set-Cookie"]


def test_a_wall_link_is_good_for_watching_only(app: Flask) -> None:
    wall = client_of(app, role=Role.WALL)
    assert wall.get("/api/v1/layers").status_code == 200
    for path in ("/api/v1/search?q=a", "/api/v1/vessels", "/api/v1/layers/shelters/export",
                 "/api/v1/layers/shelters/features/330902BZ0001", "/metrics"):  # fmt: skip
        assert wall.get(path).status_code == 403, path


def test_a_big_json_body_is_refused_before_it_is_read(planner: SignedInClient) -> None:
    answer = planner.post("/api/v1/zones/preview", data=b'{"a":"' + b"x" * 3_000_000 + b'"}',
                          content_type="application/json")  # fmt: skip
    assert answer.status_code == 413


def upload(client: SignedInClient, name: str, data: bytes) -> tuple[int, str]:
    answer = client.post(
        "/api/v1/layers/shelters/import",
        data={"file": (io.BytesIO(data), name), "dry_run": "1", "crs": "EPSG:4326"},
        content_type="multipart/form-data",
    )
    return answer.status_code, answer.get_data(as_text=True)


def test_a_zip_bomb_is_not_unpacked(planner: SignedInClient) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.shp", bytes(200_000_000))
    status, told = upload(planner, "bomb.zip", packed.getvalue())
    assert status == 422 and "压缩" in told


@pytest.mark.parametrize("name", ["../../etc/cron.d/x.shp", "/etc/x.shp", "..\\x.shp", "C:x.shp"])
def test_a_zip_writes_nowhere_else(planner: SignedInClient, name: str) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(name, b"x")
    status, told = upload(planner, "t.zip", packed.getvalue())
    assert status == 422 and "E-IMP-013" in told


def test_an_xml_entity_reads_no_file(planner: SignedInClient, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("TOP-SECRET-WORDS")
    kml = f"""<?xml version="1.0"?><!DOCTYPE k [<!ENTITY x SYSTEM "file://{secret}">]>
<kml xmlns="http://www.opengis.net/kml/2.2"><Document><Placemark><name>&x;</name>
<Point><coordinates>122.1,30.0</coordinates></Point></Placemark></Document></kml>"""
    _, told = upload(planner, "x.kml", kml.encode())
    assert "TOP-SECRET" not in told


def test_a_billion_laughs_ends_soon(planner: SignedInClient) -> None:
    entities = "".join(
        f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha" * 50}">' for n in range(10)
    )
    kml = f"""<?xml version="1.0"?><!DOCTYPE k [{entities}]><kml
 xmlns="http://www.opengis.net/kml/2.2"><Placemark><name>&l9;</name></Placemark></kml>"""
    status, _ = upload(planner, "laugh.kml", kml.encode())
    assert status == 422


def test_a_file_that_lies_about_itself_is_refused(planner: SignedInClient) -> None:
    vrt = b'<OGRVRTDataSource><OGRVRTLayer name="passwd"/></OGRVRTDataSource>'
    for name, data in (("a.geojson", vrt), ("a.gpkg", vrt), ("a.shp.zip", vrt),
                       ("a.csv", struct.pack("<I", 0) * 100)):  # fmt: skip
        status, told = upload(planner, name, data)
        assert status == 422, (name, told)


def test_nothing_secret_is_told(app: Flask, planner: SignedInClient, city_database: str) -> None:
    """No answer that a planner gets carries a hash, a key or a token."""
    with connect(city_database) as conn:
        hashes = [bytes(row[0]).hex() for row in conn.execute("SELECT token_sha256 FROM session")]
    for path in ("/api/v1/configuration", "/api/v1/session", "/api/v1/processes", "/metrics",
                 "/api/v1/openapi.json"):  # fmt: skip
        body = planner.get(path).get_data(as_text=True)
        assert not any(one in body for one in hashes)
        assert "haitang_owner@" not in body and "postgresql://" not in body, path


def test_an_unexpected_fault_tells_no_inside(app: Flask, planner: SignedInClient) -> None:
    for body in (
        {"polygon": {"type": "Polygon", "coordinates": "x"}},
        {"polygon": 7},
        {"polygon": []},
    ):
        answer = planner.post("/api/v1/zones/answer", data=json.dumps(body),
                              content_type="application/json")  # fmt: skip
        assert answer.status_code == 422
        assert "Traceback" not in answer.get_data(as_text=True)
