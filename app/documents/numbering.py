"""The number of a document: 舟防指〔2026〕转字第3号."""

from app.documents.model import Unit

_BY_ONE_SIGN = frozenset({"city", "county"})


def number_text(pattern: str, issuer: Unit, year: int, serial: int, *, exercise: bool) -> str:
    """The number as the bureau writes it; an exercise's can be taken for no other."""
    short = issuer.name[:1] if issuer.kind in _BY_ONE_SIGN else issuer.name
    number = pattern.format(issuer=short, year=year, serial=serial)
    return f"（演练）{number}" if exercise else number
