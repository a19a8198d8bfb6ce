"""The site's settings as the tests want them.

pytest-django loads the settings before any conftest, so what the tests set in the environment is set here.
`DATABASE_URL` and `NEWSROOM_PLUGINS` stay as they are given: `tests.run` turns those.
"""

import os

os.environ.setdefault("DEBUG", "on")
os.environ["SITE_URL"] = "http://localhost:8000"

from newsroom.settings import *  # noqa: F403 (the environment comes first)

# Hashing a password well is slow on purpose; the tests make many users.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# Static files straight from the apps, as in development: nothing was collected for the tests.
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = True

# A machine that runs many tests at once decodes slowly; how long a hostile picture may take is asked of its own test.
NEWSROOM_PHOTO_SECONDS = 60.0
