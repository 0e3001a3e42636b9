"""One request that writes, and what it is made of."""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.database import Connection
from tests.clients import SignedInClient


@dataclass(frozen=True, slots=True)
class Request:
    """One request as any client can send it."""

    method: str
    path: str
    body: Any = None
    form: Mapping[str, Any] | None = None

    def send(self, client: Any, **more: Any) -> Any:
        """Ask; files are opened anew each time."""
        if self.form is None:
            return client.open(self.path, method=self.method, json=self.body, **more)
        data = {
            name: (io.BytesIO(value[0]), value[1]) if isinstance(value, tuple) else value
            for name, value in self.form.items()
        }
        return client.open(self.path, method=self.method, data=data, **more)


@dataclass(frozen=True, slots=True)
class Ground:
    """What a request is made of: the database, and clients of those who make what it is about."""

    conn: Connection
    city: SignedInClient
    county: SignedInClient
    signer: SignedInClient
