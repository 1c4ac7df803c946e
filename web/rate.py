"""How often one client may ask: a token bucket for each, refilled evenly, full at first.

The client is the peer's address, never ``X-Forwarded-For``: anybody can write that header. Behind a
reverse proxy all clients share the proxy's bucket; let the proxy limit, or tell the WSGI server
which proxy to trust (docs/api.md).
"""

from __future__ import annotations

import ipaddress
import threading
import time
from collections import OrderedDict
from collections.abc import Callable

# Buckets kept at once, a few megabytes; the client unseen longest is forgotten first.
MOST_CLIENTS = 20_000


class RateLimiter:
    """``per_minute`` requests a minute and client, as many at once when it has been quiet; 0: no limit."""

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self.per_minute = per_minute
        self._clock = clock
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    def wait(self, address: str | None, cost: int = 1) -> float:
        """Take so many tokens, all of a full bucket at most: 0 when there were, else the seconds until there are."""
        if self.per_minute <= 0:
            return 0.0
        cost = min(cost, self.per_minute)
        client = client_of(address)
        with self._lock:
            left = self._refilled(client)
            allowed = left >= cost
            self._keep(client, left - cost if allowed else left)
        return 0.0 if allowed else (cost - left) * 60 / self.per_minute

    def _refilled(self, client: str) -> float:
        left, since = self._buckets.get(client, (float(self.per_minute), 0.0))
        return min(self.per_minute, left + (self._clock() - since) * self.per_minute / 60)

    def _keep(self, client: str, left: float) -> None:
        self._buckets[client] = (left, self._clock())
        self._buckets.move_to_end(client)
        if len(self._buckets) > MOST_CLIENTS:
            self._buckets.popitem(last=False)


def client_of(address: str | None) -> str:
    """Who counts as one client: an IPv4 address, or an IPv6 /64, which one subscriber owns (RFC 6177).

    >>> client_of("2001:db8::1") == client_of("2001:db8::2")
    True
    """
    try:
        ip = ipaddress.ip_address((address or "").partition("%")[0])
    except ValueError:  # a Unix socket, or nothing
        return address or ""
    if ip.version == 4:
        return str(ip)
    return str(ip.ipv4_mapped or ipaddress.ip_network((ip, 64), strict=False))
