"""The WSGI entry point: `gunicorn newsroom.wsgi`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")

_django = get_wsgi_application()

from newsroom.api import ContentTypeGuard  # noqa: E402 (needs the settings)

# The guard refuses a Content-Type on which Django would fail before any middleware runs.
application = ContentTypeGuard(_django)
