"""``python -m web``: the site behind waitress, a production WSGI server."""

from __future__ import annotations

import sys

import waitress

from index.errors import KiosqueError
from index.settings import Settings
from web import create_app

# Searches are computed, not waited for: more threads than this only take turns.
_THREADS = 8
# Up to here the application itself refuses a body, with a page that says why; beyond, the server does.
_MAX_READ = 4_194_304


def main() -> int:
    """Serve until interrupted; 1 when the address cannot be used."""
    try:
        settings = Settings.from_environ()
        server = waitress.create_server(
            create_app(settings),
            host=settings.host,
            port=settings.port,
            threads=_THREADS,
            ident=None,
            max_request_body_size=_MAX_READ,
        )
    except KiosqueError as error:
        return _say(str(error))
    except (OSError, OverflowError) as error:
        return _say(f"cannot listen on {settings.host}:{settings.port}: {error}; choose another: PORT=… HOST=…")
    sys.stdout.write(f"{settings.site_name}: http://{settings.host}:{settings.port}\n")
    sys.stdout.flush()
    try:
        server.run()
    except KeyboardInterrupt:
        return 0
    return 0


def _say(message: str) -> int:
    sys.stderr.write(f"Error: {message}\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
