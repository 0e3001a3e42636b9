"""What a provider says of itself, kept for a while.

Whoever starts a sign-in is nobody yet: a hundred of them must not make us ask a hundred
times, nor hold a hundred threads while the provider hangs.
"""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from time import monotonic
from typing import Any

from app.errors import Unavailable

KEPT_S = 300.0
AWAY_S = 5.0  # a provider that did not answer is not asked again so soon
PATIENCE_S = 1.0  # while another asks


@dataclass(frozen=True, slots=True)
class _Known:
    said: Mapping[str, Any] | Unavailable
    until: float


class ProviderMetadata:
    """Kept by issuer. `clock` gives seconds that never go back."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._known: dict[str, _Known] = {}
        self._asking = threading.Lock()

    def of(self, issuer: str, ask: Callable[[], Mapping[str, Any]]) -> Mapping[str, Any]:
        """What the issuer says, asked for once. Raises what `ask` raised, or TimeoutError."""
        if not self._is_fresh(issuer):
            if not self._asking.acquire(timeout=PATIENCE_S):
                return self._stale_metadata(issuer)
            try:
                if not self._is_fresh(issuer):
                    self._ask_provider(issuer, ask)
            finally:
                self._asking.release()
        return self._stale_metadata(issuer)

    def _ask_provider(self, issuer: str, ask: Callable[[], Mapping[str, Any]]) -> None:
        try:
            self._known[issuer] = _Known(ask(), self._clock() + KEPT_S)
        except Unavailable as error:
            before = self._known.get(issuer)
            said = error if before is None or isinstance(before.said, Unavailable) else before.said
            self._known[issuer] = _Known(said, self._clock() + AWAY_S)

    def _is_fresh(self, issuer: str) -> bool:
        known = self._known.get(issuer)
        return known is not None and self._clock() < known.until

    def _stale_metadata(self, issuer: str) -> Mapping[str, Any]:
        known = self._known.get(issuer)
        if known is None:
            raise TimeoutError
        if isinstance(known.said, Unavailable):
            raise known.said
        return known.said
