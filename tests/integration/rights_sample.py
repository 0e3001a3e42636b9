"""What the rights matrix looks for in each county: objects by key, and an order with its list."""

from typing import Any

from flask import Flask

from app.accounts.model import Role
from tests.clients import SignedInClient, client_of
from tests.roll_calls import ask, lines_of, send_report


def own_rows(conn: Any, county: str, zone: str) -> dict[str, Any]:
    keys = {"evacuation-zones": zone}
    names: list[str] = []
    for layer, table, key in (
        ("hazard-points", "hazard_point", "code"), ("risk-areas", "risk_area", "code"),
        ("shelters", "shelter", "code"), ("aquaculture", "aquaculture_area", "aquaculture_id"),
        ("vessels", "vessel", "vessel_id"),
    ):  # fmt: skip
        row = conn.execute(
            f"""
            SELECT {key}, name FROM {table} t WHERE county_code = %s
            AND NOT EXISTS (SELECT 1 FROM {table} o WHERE o.name = t.name
                            AND o.county_code <> t.county_code) ORDER BY 1 LIMIT 1
            """,
            (county,),
        ).fetchone()
        if row is not None:
            keys[layer] = str(row[0])
            names.append(row[1])
    own = {"zone": zone, "keys": keys, "names": names, "vessel": keys["vessels"]}
    row = conn.execute("SELECT document_id FROM document WHERE subject = %s", (zone,)).fetchone()
    home = conn.execute(
        """
        SELECT roll_call_id, village_code, household_id
        FROM roll_call_line JOIN roll_call USING (roll_call_id)
        WHERE subject = %s AND household_id IS NOT NULL ORDER BY line_id LIMIT 1
        """,
        (zone,),
    ).fetchone()
    assert row is not None and home is not None
    listed = dict(zip(("roll_call", "village", "household"), home, strict=True))
    return own | {"document": row[0]} | listed


def issue(app: Flask, drafter: SignedInClient, path: str) -> None:
    """Take a draft to its issue: the list of its people is then frozen."""
    signer = client_of(app, role=Role.COMMANDER, login="signer")
    for who, step in ((drafter, "submit"), (signer, "sign"), (drafter, "issue")):
        assert who.post(f"{path}/{step}", json={}).status_code == 200


def listed_households(client: SignedInClient) -> list[Any]:
    """The first household of each list."""
    found: list[Any] = []
    for each in ask(client, "GET", "/roll-calls")["roll_calls"]:
        found.append(next(line for line in lines_of(client, each) if line["household_id"]))
    return found


def contradict(one: SignedInClient, other: SignedInClient, line: Any) -> None:
    """Two reports that had not seen each other."""
    send_report(one, line, "collective")
    assert send_report(other, line, "refused")["contradicted"]
