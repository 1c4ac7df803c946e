"""What every stream of our own needs besides saying what comes next."""

from __future__ import annotations

import io
from abc import abstractmethod


class RawReader(io.RawIOBase):
    """A stream to be read, of which a kind says only what it gives next: ``take``."""

    @abstractmethod
    def take(self, size: int) -> bytes:
        """At most so many bytes more; b"" at the end."""

    def readable(self) -> bool:
        """It is for reading."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # any writable buffer
        """Fill as much of the buffer as there is."""
        data = self.take(len(buffer))
        buffer[: len(data)] = data
        return len(data)
