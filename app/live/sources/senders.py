"""Whose reports are taken at all: the operator's list of addresses, everybody without one."""

from collections.abc import Sequence
from ipaddress import ip_address, ip_network

MOST_REMEMBERED = 4096


class Senders:
    """Answers by address; what was answered is remembered, for a flood asks often."""

    def __init__(self, allowed: Sequence[str] = ()) -> None:
        self._networks = [ip_network(text) for text in allowed]
        self._answers: dict[str, bool] = {}

    def may(self, host: str) -> bool:
        """Whether reports from this address are taken."""
        if not self._networks:
            return True
        if host not in self._answers:
            if len(self._answers) >= MOST_REMEMBERED:
                self._answers.clear()
            address = ip_address(host.partition("%")[0])
            self._answers[host] = any(address in network for network in self._networks)
        return self._answers[host]
