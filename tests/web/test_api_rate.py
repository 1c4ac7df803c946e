"""The token bucket: a burst, then an even flow; one bucket a client."""

from __future__ import annotations

import pytest

from web import rate
from web.rate import RateLimiter, client_of


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_a_burst_then_an_even_flow():
    clock = Clock()
    limiter = RateLimiter(60, clock)
    assert [limiter.wait("192.0.2.1") for _ in range(60)] == [0.0] * 60
    assert limiter.wait("192.0.2.1") == pytest.approx(1.0)
    clock.now += 0.5
    assert limiter.wait("192.0.2.1") == pytest.approx(0.5)
    clock.now += 0.5
    assert limiter.wait("192.0.2.1") == 0.0
    assert limiter.wait("192.0.2.1") > 0


def test_a_bucket_never_overflows():
    clock = Clock()
    limiter = RateLimiter(2, clock)
    limiter.wait("192.0.2.1")
    clock.now += 3600
    assert [limiter.wait("192.0.2.1") == 0 for _ in range(3)] == [True, True, False]


def test_clients_do_not_share():
    limiter = RateLimiter(1, Clock())
    assert limiter.wait("192.0.2.1") == 0
    assert limiter.wait("192.0.2.2") == 0
    assert limiter.wait("192.0.2.1") > 0


def test_no_limit_when_zero():
    limiter = RateLimiter(0, Clock())
    assert not any(limiter.wait("192.0.2.1") for _ in range(1000))


@pytest.mark.parametrize(
    ("address", "client"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("2001:db8:0:1::9", "2001:db8:0:1::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("", ""),
        (None, ""),
    ],
)
def test_who_is_one_client(address, client):
    assert client_of(address) == client


def test_memory_is_bounded(monkeypatch):
    monkeypatch.setattr(rate, "MOST_CLIENTS", 3)
    limiter = RateLimiter(1, Clock())
    for n in range(10):
        limiter.wait(f"192.0.2.{n}")
    assert len(limiter._buckets) == 3
