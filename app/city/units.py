"""Which unit a row belongs to: by its code as offices write it, or by the names they write."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from shapely import Point

from app.accounts.model import CITY_CODE, COUNTY_DIGITS
from app.wording import Text, Unreadable

_TAILS = re.compile(
    r"(街道办事处|人民政府|居委会|村委会|居民委员会|村民委员会|社区|街道|县|区|市|镇|乡|村)$"
)
CODE = re.compile(r"[0-9]{6}([0-9]{3}){0,2}")


@dataclass(frozen=True, slots=True)
class KnownUnit:
    """A unit of the tree as rows are matched with it."""

    code: str
    name: str
    kind: str
    seat: Point | None


class Units:
    """The tree of units, by code and by name."""

    def __init__(self, units: Iterable[KnownUnit]) -> None:
        self.by_code = {unit.code: unit for unit in units}
        self._by_name: dict[str, list[KnownUnit]] = {}
        for unit in self.by_code.values():
            for name in {unit.name, _short(unit.name)}:
                self._by_name.setdefault(name, []).append(unit)

    def by_said_code(self, text: str, kinds: tuple[str, ...]) -> str:
        """The unit of that code, of one of these levels. Raises Unreadable."""
        plain = plain_code(text)
        unit = self.by_code.get(plain)
        if unit is None:
            raise Unreadable(
                Text(f"没有代码为 {text[:20]} 的单位", f"No unit has the code {text[:20]}")
            )
        if unit.kind not in kinds:
            raise Unreadable(
                Text(f"{plain} 是{unit.name}，级别不对", f"{plain} is of another level")
            )
        return plain

    def by_said_names(self, names: Mapping[str, str], kinds: tuple[str, ...]) -> str | None:
        """The unit that the names mean, the lowest first; None where none is said. Raises
        Unreadable for a name that is nobody's, or several units'."""
        level = next((kind for kind in ("village", "township", "county") if kind in kinds), None)
        if level is None or not names.get(level):
            return None
        said = names[level]
        found = [unit for unit in self._named(said) if unit.kind == level]
        for above in ("township", "county"):
            if above != level and names.get(above) and len(found) > 1:
                codes = [u.code for u in self._named(names[above]) if u.kind == above]
                found = [unit for unit in found if unit.code.startswith(tuple(codes))]
        if len(found) == 1:
            return found[0].code
        if not found:
            raise Unreadable(Text(f"没有叫“{said[:20]}”的单位", f"No unit is called {said[:20]}"))
        several = "、".join(sorted(unit.code for unit in found)[:4])
        raise Unreadable(
            Text(
                f"叫“{said[:20]}”的有 {len(found)} 个（{several}）：写乡镇或代码",
                f"{len(found)} units are called {said[:20]} ({several}): say its code",
            )
        )

    def _named(self, name: str) -> list[KnownUnit]:
        plain = unicodedata.normalize("NFKC", name).strip()
        found = self._by_name.get(plain) or self._by_name.get(_short(plain)) or []
        return list({unit.code: unit for unit in found}.values())


def plain_code(text: str) -> str:
    """A unit's code without the zeros that statistics fill it with: 330902000000 is 330902."""
    plain = unicodedata.normalize("NFKC", text).strip()
    plain = re.sub(r"\.0+$", "", plain)
    if len(plain) == 12 and plain.endswith("000"):
        plain = plain[:9]
    if len(plain) == 9 and plain.endswith("000"):
        plain = plain[:6]
    return plain


def level_of(code: str, said: str | None = None) -> str:
    """The level by the code's length; a functional zone has a county's length and says so."""
    if code == CITY_CODE:
        return "city"
    if said in ("functional_zone", "grid"):
        return said
    return {6: "county", 9: "township", 12: "village"}[len(code)]


def parent_of(code: str) -> str | None:
    """The code of the unit above; None above the city."""
    if code == CITY_CODE:
        return None
    return CITY_CODE if len(code) == COUNTY_DIGITS else code[:-3]


def _short(name: str) -> str:
    short = _TAILS.sub("", name)
    return short if len(short) >= 2 else name
