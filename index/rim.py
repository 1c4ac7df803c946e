"""The rim of a command line: errors become one line on standard error and an exit code; no traceback."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import click

from index.errors import Interrupted, KiosqueError
from index.settings import Settings


def run(command: click.Command, name: str, arguments: Sequence[str] | None = None) -> int:
    """Run a click command; its exit code: what it returns, 1 for a failure, 2 for wrong usage."""
    try:
        code = command.main(args=arguments, prog_name=name, standalone_mode=False)
    except click.exceptions.Abort:
        return _say("interrupted", Interrupted.exit_code)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except KiosqueError as error:
        return _say(str(error), error.exit_code)
    except (BrokenPipeError, SystemExit):
        # click turns the first into the second, and raises that for nothing else.
        # The reader of our output has gone (``… | head``): no error. Python would complain at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        return _say(f"{error.strerror or error} ({error.filename or 'no file named'})", 1)
    except Exception as error:
        if Settings.from_environ().debug:
            raise
        return _say(f"unexpected {type(error).__name__}: {error} (set KIOSQUE_DEBUG=1 for details)", 1)
    return code if isinstance(code, int) else 0


def _say(message: str, code: int) -> int:
    click.echo(f"Error: {message}", err=True)
    return code
