"""The WSGI entry point: ``flask --app wsgi run``, or any WSGI server."""

from index.settings import Settings
from web import create_app

app = application = create_app(Settings.from_environ())
