"""A demo city whose every text is hostile: what people type and what files bring, put in and
taken out again."""

import csv
import io
import json
import socket
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.request import Request, urlopen
from uuid import UUID

from app.cluster.place import place_at
from app.database import Connection, connect
from app.exercise.ais import AisIdentity, Position, class_b_identity, class_b_position
from app.exercise.process import ADDRESS_FILE
from tests.browser.conftest import Demo
from tests.entry import Entered
from tests.hostile_text import PAYLOADS

MARK = "XSS"  # begins every code of what is put in
STORM = "XSS1950"
SEASON = 1950
MMSI = 412_990_000
# What fits into a name on the air: capitals, twenty of them.
ON_THE_AIR = ("<IMG SRC=X ONERROR=>", "<SVG ONLOAD=HIT()>", '"><SCRIPT>HIT()', "=1+1", "@SUM(1)")
LON, LAT = 122.81, 30.72  # an islet of Shengsi, far from where other tests draw
ZONE_LIMIT = 60
ANSWER_S = 60

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class City:
    """What was put in."""

    demo: Demo
    zones: Sequence[Json]


def filled(demo: Demo) -> Iterator[City]:
    """The city with everything hostile in it; afterwards it is as it was."""
    try:
        for layer in ("shelters", "hazard-points"):
            import_rows(demo, layer, ROWS[layer]())
        import_rows(demo, "risk-areas", risk_areas())
        upload(demo.planner, "/api/v1/typhoons/import", storm_file(), "".join(PAYLOADS[34:36]))
        enter_fix(demo)
        upload(demo.planner, "/api/v1/series/import", stations(), PAYLOADS[34])
        send_vessels(demo)
        send_reports(demo)
        yield City(demo, [demo.send("POST", "/api/v1/zones", zone) for zone in zones()])
    finally:
        take_out(demo)


def rotated(by: int) -> list[str]:
    return [PAYLOADS[(i + by) % len(PAYLOADS)] for i in range(len(PAYLOADS))]


def place(i: int) -> tuple[float, float]:
    return LON + i % 10 * 1e-4, LAT + i // 10 * 1e-4


def shelters() -> list[Json]:
    texts = zip(PAYLOADS, rotated(1), rotated(2), rotated(3), rotated(4), strict=True)
    return [
        {"code": f"{MARK}-S{i}", "name": name, "tier": "village", "kind": "school",
         "address": address, "status_reason": reason, "keeper": keeper, "keeper_phone": phone,
         "floor_area_m2": 20, "rated_capacity": 1, "status": "unavailable",
         "lon": place(i)[0], "lat": place(i)[1]}
        for i, (name, address, reason, keeper, phone) in enumerate(texts)
    ]  # fmt: skip


def hazard_points() -> list[Json]:
    texts = zip(PAYLOADS, rotated(1), rotated(2), rotated(3), strict=True)
    return [
        {"code": f"{MARK}-H{i}", "name": name, "hazard_type": "landslide", "threat_grade": "small",
         "threatened_households": 0, "threatened_people": 0, "threatened_property_wan": 0,
         "location": where, "monitor": monitor, "monitor_phone": phone,
         "lon": place(i)[0], "lat": place(i)[1]}
        for i, (name, where, monitor, phone) in enumerate(texts)
    ]  # fmt: skip


def risk_areas() -> list[Json]:
    rows: list[Json] = []
    for i, name in enumerate(PAYLOADS):
        x, y = place(i)
        ring = f"{x} {y},{x + 5e-5} {y},{x + 5e-5} {y + 5e-5},{x} {y}"
        rows.append(
            {"code": f"{MARK}-R{i}", "name": name, "risk_grade": "medium",
             "hazard_type": "landslide", "threatened_households": 0, "threatened_people": 0,
             "wkt": f"POLYGON(({ring}))"}
        )  # fmt: skip
    return rows


ROWS = {"shelters": shelters, "hazard-points": hazard_points}


def zones() -> Iterator[Json]:
    """Over the islet, with as many texts as three names hold."""
    short = [text for text in PAYLOADS if len(text) < ZONE_LIMIT - 2 and text.strip()]
    for i, name in enumerate((short[4], short[10], '"><img src=x onerror=alert(1)>')):
        x, y = LON + i * 4e-4, LAT
        ring = [[x, y], [x + 3e-4, y], [x + 3e-4, y + 2e-3], [x, y + 2e-3], [x, y]]
        yield {"name": name, "polygon": {"type": "Polygon", "coordinates": [ring]}}


def import_rows(demo: Demo, layer: str, rows: Sequence[Json]) -> None:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(rows[0]), quoting=csv.QUOTE_ALL)
    writer.writeheader()
    writer.writerows(rows)
    fields = {"crs": "EPSG:4326", "dry_run": "0", "encoding": "utf-8"}
    answer = upload(
        demo.planner, f"/api/v1/layers/{layer}/import", out.getvalue().encode(), "a.csv", **fields
    )
    assert not answer.get("faults"), answer["faults"][:3]


def upload(who: Entered, path: str, data: bytes, name: str, **fields: str) -> Json:
    """A form with a file, its name as hostile as one likes."""
    edge = "haitang-edge"
    quoted = name.replace("\\", "\\\\").replace('"', '\\"')
    parts = [f'--{edge}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'
             for key, value in fields.items()]  # fmt: skip
    head = f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="{quoted}"\r\n\r\n'
    body = "".join(parts).encode() + head.encode() + data + f"\r\n--{edge}--\r\n".encode()
    headers = {
        "Content-Type": f"multipart/form-data; boundary={edge}", "Cookie": who.cookie,
        "X-CSRF-Token": who.csrf,
    }  # fmt: skip
    request = Request(who.base + path, body, headers, method="POST")  # noqa: S310 our own loopback
    with urlopen(request, timeout=ANSWER_S) as answer:  # noqa: S310
        return json.load(answer)


def storm_file() -> bytes:
    """Our own GeoJSON: names, agencies and sources as hostile as they may be long."""
    features = [
        {"type": "Feature", "geometry": {"type": "Point", "coordinates": [130.0 + i * 0.1, 25.0]},
         "properties": {
             "part": "fix", "agency": text[:40], "kind": "besttrack", "averaging_min": 10,
             "source": text, "whole": True, "fix_at": "1950-08-01T00:00:00Z", "pressure_hpa": 990.0,
             "wind_ms": 20.0, "class": "TS", "radii": [], "published": {"wind": text}, "line": None,
         }}
        for i, text in enumerate(PAYLOADS)
    ]  # fmt: skip
    head = {
        "storm_id": STORM, "name_zh": PAYLOADS[4][:40], "name_en": '"><img src=x onerror=alert(1)>',
        "season": SEASON, "known_as": [], "parent_id": None, "centre": 0,
    }  # fmt: skip
    return json.dumps(
        {"type": "FeatureCollection", "haitang_typhoon": 1, "storm": head, "features": features}
    ).encode()


def enter_fix(demo: Demo) -> None:
    body = {
        "agency": PAYLOADS[10][:40], "kind": "operational", "averaging_min": 10,
        "fix_at": "1950-08-01T06:00:00Z", "lon": 130.0, "lat": 25.0, "wind_ms": 20,
        "radii": [], "forecast": [],
    }  # fmt: skip
    demo.send("POST", f"/api/v1/typhoons/{STORM}/fixes", body)


def stations() -> bytes:
    rows = [
        {"station": f"{MARK}{i}", "name": name, "lon": LON, "lat": LAT, "kind": "tide",
         "nature": "predicted", "at": "1950-08-01T00:00:00Z", "value": 1, "unit": "m",
         "datum": rotated(1)[i]}
        for i, name in enumerate(PAYLOADS)
        if name.strip()
    ]  # fmt: skip
    return json.dumps(rows).encode()


def send_vessels(demo: Demo) -> None:
    """By radio, as anybody at sea may call themselves what they like."""
    host, _, port = (
        (run_place(demo).run_dir / ADDRESS_FILE).read_text("ascii").strip().rpartition(":")
    )
    radio = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    for i, name in enumerate(ON_THE_AIR):
        mmsi = MMSI + i
        x, y = place(i)
        lines = [
            # Heard twice before it counts: a stranger costs whoever makes it up nothing.
            class_b_position(Position(mmsi, x, y, 0.0, 0.0, None, 0, 10), "A"),
            class_b_position(Position(mmsi, x, y, 0.1, 0.0, None, 0, 11), "A"),
            *class_b_identity(AisIdentity(mmsi, name, "X", 30, 20.0), "A"),
        ]
        radio.sendto(b"".join(line + b"\r\n" for line in lines), (host, int(port)))
    radio.close()


def send_reports(demo: Demo) -> None:
    for i, text in enumerate(PAYLOADS):
        report_id = UUID(int=(int(time.time() * 1000) << 80) | (7 << 76) | (2 << 62) | i)
        body = {"report_id": str(report_id), "kind": "other", "text": f"{MARK} {text}",
                "made_at": "2015-07-09T00:00:00Z"}  # fmt: skip
        demo.tablet.send("POST", "/api/v1/field-reports", body)


def run_place(demo: Demo) -> Any:
    return place_at(demo.data_dir)


def take_out(demo: Demo) -> None:
    names = {zone["name"] for zone in zones()}
    for zone in demo.get("/api/v1/zones")["zones"]:
        if zone["name"] in names:
            path = f"/api/v1/zones/{zone['zone_id']}?version={zone['version']}"
            demo.send("DELETE", path)
    with connect(run_place(demo).dsn()) as conn:
        delete_rows(conn)


def delete_rows(conn: Connection) -> None:
    """What no screen takes out; the events of it stay, as history does."""
    for table in ("shelter", "hazard_point", "risk_area"):
        conn.execute(f"DELETE FROM {table} WHERE code LIKE %s", (f"{MARK}%",))  # noqa: S608
    conn.execute("DELETE FROM typhoon WHERE storm_id = %s", (STORM,))
    conn.execute("DELETE FROM field_report WHERE text LIKE %s", (f"{MARK} %",))
    conn.execute("DELETE FROM series WHERE station_code LIKE %s", (f"{MARK}%",))
    conn.execute("DELETE FROM station WHERE code LIKE %s", (f"{MARK}%",))
