"""Which pages of a list to offer: the first, the last, and those around the present one."""

from __future__ import annotations

from itertools import pairwise


def offered(page: int, last: int) -> list[int | None]:
    """Page numbers in order, None where some are left out.

    >>> offered(6, 20)
    [1, None, 5, 6, 7, None, 20]
    >>> offered(1, 3)
    [1, 2, 3]
    """
    wanted = sorted(n for n in {1, page - 1, page, page + 1, last} if 1 <= n <= last)
    shown: list[int | None] = [*wanted[:1]]
    for before, number in pairwise(wanted):
        if number - before == 2:
            shown.append(before + 1)
        elif number - before > 2:
            shown.append(None)
        shown.append(number)
    return shown


def page_count(total: int, per_page: int, most: int) -> int:
    """How many pages that makes, never more than can be asked for, never less than one."""
    return max(1, min(most, -(-total // per_page)))
