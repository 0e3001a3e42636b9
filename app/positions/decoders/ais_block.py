"""Position reports of AIS, many at once, in numpy: the common sentence and nothing else.

Types 1, 2, 3 and 18 fill one sentence of one fixed length, alone or behind a TAG block that holds
just the time. Such lines become a matrix of bytes, are verified in every place (checksum too) and
their bits read by column: about 1 µs a sentence where pyais takes 15. A line that differs in any
way is left to `decoders.ais`, which knows the rest and is the only one to refuse; a test holds
the two against each other.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from app.positions.columns import Mask, Rows, empty_rows
from app.positions.model import Source

Bytes = NDArray[np.uint8]
Numbers = NDArray[np.int64]

PLAIN = b"!..VD.,1,1,,.," + b"." * 28 + b",0*.."  # a dot stands for any byte
TAGGED = b"\\c:..........*..\\" + PLAIN
_TAG_BYTES = len(TAGGED) - len(PLAIN)
_CLASS_A, _CLASS_B = (1, 2, 3), (18,)
# Where a field begins in class A and in class B, and its length in bits (M.1371 tables 48, 70).
_SOG, _LON, _LAT = (50, 46, 10), (61, 57, 28), (89, 85, 27)
_COG, _HEADING = (116, 112, 12), (128, 124, 9)


def decode_block(lines: Sequence[bytes]) -> tuple[NDArray[np.intp], Rows]:
    """(which of `lines` were read, their reports in that order); who sent them is not set."""
    lengths = np.fromiter(map(len, lines), np.int64, len(lines))
    parts = [
        _decode_form(lines, np.flatnonzero(lengths == len(form)), form) for form in (PLAIN, TAGGED)
    ]
    read = np.concatenate([indices for indices, _ in parts])
    order = np.argsort(read, kind="stable")
    return read[order], np.concatenate([rows for _, rows in parts])[order]


def _decode_form(
    lines: Sequence[bytes], chosen: NDArray[np.intp], form: bytes
) -> tuple[NDArray[np.intp], Rows]:
    """Those of the `chosen` lines, all as long as `form`, that are what it says."""
    joined = b"".join([lines[int(index)] for index in chosen])
    matrix = np.frombuffer(joined, np.uint8).reshape(-1, len(form))
    sentence = matrix[:, len(form) - len(PLAIN) :]
    sixes = _to_sixes(sentence[:, 14:42])
    good = _fits_form(matrix, form) & _is_addressed(sentence) & (sixes < 64).all(axis=1)
    good &= _sum_holds(sentence[:, 1:44], sentence[:, 45:47])
    if form is TAGGED:
        good &= _is_time(matrix[:, 3:13]) & _sum_holds(matrix[:, 1:13], matrix[:, 14:16])
    good &= np.isin(sixes[:, 0], (*_CLASS_A, *_CLASS_B))
    rows = _make_rows(sixes[good])
    if form is TAGGED:
        rows["fix_at"] = (matrix[good, 3:13] - np.int64(48)) @ 10 ** np.arange(9, -1, -1)
        rows["own_time"] = True
    return chosen[good], rows


def _fits_form(matrix: Bytes, form: bytes) -> Mask:
    """Every byte that the form fixes is as it says."""
    expected = np.frombuffer(form, np.uint8)
    fixed = expected != ord(".")
    return (matrix[:, fixed] == expected[fixed]).all(axis=1)


def _is_addressed(sentence: Bytes) -> Mask:
    """Two capitals for the talker, VDM or VDO, channel A, B, 1 or 2."""
    talker = ((sentence[:, 1:3] >= ord("A")) & (sentence[:, 1:3] <= ord("Z"))).all(axis=1)
    kind, channel = sentence[:, 5], sentence[:, 12]
    return talker & np.isin(kind, tuple(b"MO")) & np.isin(channel, tuple(b"AB12"))


def _to_sixes(payload: Bytes) -> Bytes:
    """Six-bit values of armoured characters; 255 for one that is none (M.1371, 8.2.4)."""
    lower, upper = payload - np.uint8(48), payload - np.uint8(56)
    first = (payload >= 48) & (payload <= 87)
    second = (payload >= 96) & (payload <= 119)
    return np.where(first, lower, np.where(second, upper, np.uint8(255)))


def _sum_holds(body: Bytes, given: Bytes) -> Mask:
    """The XOR of `body` is what the two hexadecimal digits say."""
    digits = np.where(given > ord("9"), (given & 0xDF) - np.uint8(55), given - np.uint8(48))
    right = np.isin(given, tuple(b"0123456789ABCDEFabcdef")).all(axis=1)
    found: Bytes = np.bitwise_xor.reduce(body, axis=1)
    return right & np.equal(found, digits[:, 0] * 16 + digits[:, 1])


def _is_time(digits: Bytes) -> Mask:
    return np.all((digits >= ord("0")) & (digits <= ord("9")), axis=1)


def _make_rows(sixes: Bytes) -> Rows:
    rows = empty_rows(len(sixes), Source.AIS_UDP, np.nan)
    class_b = sixes[:, 0] == _CLASS_B[0]
    rows["mmsi"] = _read_bits(sixes, 8, 30)
    rows["nav_status"] = np.where(class_b, -1, _read_bits(sixes, 38, 4))
    rows["fix_at"] = np.nan
    rows["lon"] = _read_degrees(_by_class(sixes, class_b, _LON), 28, 181)
    rows["lat"] = _read_degrees(_by_class(sixes, class_b, _LAT), 27, 91)
    rows["sog_kn"] = _known_values(_by_class(sixes, class_b, _SOG), 1023) / 10
    rows["cog_deg"] = _known_angles(_by_class(sixes, class_b, _COG) / 10)
    rows["heading_deg"] = _known_angles(_by_class(sixes, class_b, _HEADING).astype(np.float64))
    return rows


def _by_class(sixes: Bytes, class_b: Mask, field: tuple[int, int, int]) -> Numbers:
    begins_a, begins_b, length = field
    return np.where(
        class_b, _read_bits(sixes, begins_b, length), _read_bits(sixes, begins_a, length)
    )


def _read_bits(sixes: Bytes, begins: int, length: int) -> Numbers:
    """The unsigned number in bits `begins` … of each row."""
    first, last = begins // 6, (begins + length - 1) // 6
    number = np.zeros(len(sixes), np.int64)
    for column in range(first, last + 1):
        number = number << 6 | sixes[:, column]
    return number >> ((last + 1) * 6 - begins - length) & ((1 << length) - 1)


def _read_degrees(number: Numbers, length: int, not_available: int) -> NDArray[np.float64]:
    """Degrees from ten-thousandths of a minute, to six decimals as pyais gives them."""
    signed = number - ((number >> (length - 1)) << length)
    # Never a tie: five thirds of a whole number ends in 0, ⅓ or ⅔.
    degrees = np.rint(signed * 5 / 3) / 1e6
    return np.where(signed == not_available * 600_000, np.nan, degrees)


def _known_values(number: Numbers, not_available: int) -> NDArray[np.float64]:
    return np.where(number == not_available, np.nan, number.astype(np.float64))


def _known_angles(degrees: NDArray[np.float64]) -> NDArray[np.float64]:
    """360° and above is not available, or is nothing at all."""
    return np.where(degrees < 360, degrees, np.nan)
