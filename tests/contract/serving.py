"""An application behind the production server, on a free port of this machine."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import waitress
from flask import Flask


@contextmanager
def serve(app: Flask, threads: int = 4) -> Iterator[int]:
    """Serve it with waitress; yields the port. Stopped from inside its own loop, as it must be."""
    sockets: dict[int, object] = {}
    server = waitress.create_server(app, host="127.0.0.1", port=0, threads=threads, map=sockets)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        yield server.effective_port
    finally:
        server.trigger.pull_trigger(lambda: server.asyncore.close_all(sockets))
        thread.join(timeout=10)
        server.task_dispatcher.shutdown(timeout=5)
