"""Whether a storm number can be that of the fixes beside it.

Archives reuse and mistype numbers: a low of 2017 stands under 0001. Filed as it stands it would
become part of the first storm of 2000, so a number of another year is none.
"""

from collections.abc import Collection
from datetime import datetime, timedelta

# A storm of New Year is numbered by the year it is named in; its parts may lie on either side.
_ROUND_NEW_YEAR = timedelta(days=15)


def full_number(short: str, moments: Collection[datetime]) -> str | None:
    """The six digits of a four-digit number ("1509"), or None when its year is not the data's."""
    century = min(moments).year // 100 * 100
    numbers = (f"{century + turn + int(short[:2])}{short[2:]}" for turn in (-100, 0, 100))
    return next((number for number in numbers if is_of_its_year(number, moments)), None)


def is_of_its_year(number: str, moments: Collection[datetime]) -> bool:
    """Whether a six-digit number counts a storm (00 counts none) of the moments' own year."""
    first, last = min(moments) - _ROUND_NEW_YEAR, max(moments) + _ROUND_NEW_YEAR
    return number[4:] != "00" and first.year <= int(number[:4]) <= last.year
