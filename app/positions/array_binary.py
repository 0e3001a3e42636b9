"""Numpy arrays as parameters: PostgreSQL's binary array, built by numpy.

psycopg writes a list element by element; a thousand numbers cost a twentieth of that so.
"""

from struct import pack
from typing import Any

import numpy as np
from numpy.typing import NDArray
from psycopg.abc import AdaptContext
from psycopg.adapt import Dumper, PyFormat
from psycopg.pq import Format

from app.database import Connection

# By numpy's name of the type: oid of the array and of its element, and the element on the wire.
_TYPES = {
    "u1": (1005, 21, ">i2"), "i2": (1005, 21, ">i2"), "i4": (1007, 23, ">i4"),
    "f4": (1021, 700, ">f4"), "f8": (1022, 701, ">f8"),
}  # fmt: skip


class NumpyArrayDumper(Dumper):
    """One-dimensional arrays without NULL; psycopg makes one of these for each element type."""

    format = Format.BINARY

    def __init__(self, cls: type, context: AdaptContext | None = None, kind: str = "f8") -> None:
        super().__init__(cls, context)
        self.oid, self._element_oid, self._wire = _TYPES[kind]

    def get_key(self, obj: NDArray[Any], format: PyFormat) -> tuple[type, ...]:  # noqa: A002 the library's name
        """Arrays of different elements need different dumpers."""
        return (self.cls, obj.dtype.type)

    def upgrade(self, obj: NDArray[Any], format: PyFormat) -> Dumper:  # noqa: A002 the library's name
        """The dumper of this array's elements."""
        return NumpyArrayDumper(self.cls, None, obj.dtype.str[1:])

    def dump(self, obj: NDArray[Any]) -> bytes:
        """The array as PostgreSQL's `array_recv` reads it."""
        elements = np.empty(len(obj), np.dtype([("size", ">i4"), ("value", self._wire)]))
        elements["size"], elements["value"] = np.dtype(self._wire).itemsize, obj
        dimensions, has_null, lower_bound = 1, 0, 1
        head = pack("!iiIii", dimensions, has_null, self._element_oid, len(obj), lower_bound)
        return head + elements.tobytes()


def send_numpy_arrays(conn: Connection) -> None:
    """Let this connection take numpy arrays as parameters."""
    conn.adapters.register_dumper(np.ndarray, NumpyArrayDumper)
