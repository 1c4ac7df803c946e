"""What room a page has left for links: it is to have 100 kB, and every address repeats the search."""

from __future__ import annotations


class Room:
    """So many bytes. Links are given room in the order they are asked for: the most useful first."""

    def __init__(self, left: int) -> None:
        self.left = left

    def link(self, href: str, *, around: int = 0) -> str:
        """The address, or "" where there is no room for it and the ``around`` bytes of what is linked. The latter are taken
        in any case.

        >>> room = Room(30)
        >>> room.link("/?q=climat", around=10), room.link("/?q=climat", around=10), room.left
        ('/?q=climat', '', 0)
        """
        self.left -= around
        if len(href) > self.left:
            return ""
        self.left -= len(href)
        return href
