"""The site's settings, read top to bottom. The only reader of the environment.

Every operator's switch is an environment variable (or a line in `.env`) and is listed in docs/operating.md.
With `DEBUG` off the file refuses to start in an unsafe state: it is better not to serve than to serve wrongly.
"""

from pathlib import Path
from urllib.parse import urlsplit

import environ
from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"

env = environ.Env()
env.read_env(BASE_DIR / ".env")

# --- Safety -----------------------------------------------------------------------------------------------

DEBUG = env.bool("DEBUG", default=False)
INSECURE_KEY = "insecure-key-for-development-and-tests-only"
SECRET_KEY = env.str("SECRET_KEY", default=INSECURE_KEY if DEBUG else "")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"] if DEBUG else [])
SITE_URL = env.str("SITE_URL", default="http://localhost:8000" if DEBUG else "").rstrip("/")

if not DEBUG:
    if len(SECRET_KEY) < 50 or SECRET_KEY.startswith("insecure"):
        raise ImproperlyConfigured(
            "SECRET_KEY must be set to at least 50 random characters (or set DEBUG=on)."
        )
    if not ALLOWED_HOSTS or "*" in ALLOWED_HOSTS:
        raise ImproperlyConfigured("ALLOWED_HOSTS must name the site's hosts, without '*'.")
    if not SITE_URL.startswith("https://"):
        raise ImproperlyConfigured("SITE_URL must be the site's public address and begin with https://.")

SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=not DEBUG)
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("BEHIND_PROXY", default=False) else None
)
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 0 if DEBUG else env.int("SECURE_HSTS_SECONDS", default=31_536_000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = not DEBUG
SECURE_HSTS_PRELOAD = not DEBUG
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not DEBUG
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        # The block editor sets a <style> element by script; scripts stay nonce-only.
        "style-src": [SELF, "'unsafe-inline'"],
        "img-src": [SELF, SITE_URL, "data:", "blob:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

# The readers' pages need less than the desk: no style but from a file, no script without the page's nonce.
_media_url = env.str("MEDIA_URL", default="/media/")
_media_host = ["/".join(_media_url.split("/")[:3])] if "://" in _media_url else []
NEWSROOM_PAGES_POLICY = {
    "default-src": [NONE],
    "script-src": [NONCE],
    "style-src": [SELF],
    "img-src": [SELF, SITE_URL, *_media_host],
    "media-src": [SELF, SITE_URL, *_media_host],
    "font-src": [SELF],
    "connect-src": [SELF],
    "manifest-src": [SELF],
    "form-action": [SELF],
    "base-uri": [NONE],
    "frame-ancestors": [NONE],
}

# --- Applications -----------------------------------------------------------------------------------------

# Guests of the articles: installing the package and naming it here is all a plug-in needs.
NEWSROOM_PLUGINS = env.list("NEWSROOM_PLUGINS", default=["ratings"])

INSTALLED_APPS = [
    "newsroom",
    "articles",
    *NEWSROOM_PLUGINS,
    "content_editor",
    "django_prose_editor",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "csp",
    "axes",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "newsroom.api.cors.CorsMiddleware",
    "newsroom.api.middleware.ProblemMiddleware",
    "newsroom.api.hygiene.HygieneMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "newsroom.api.middleware.ContentSecurityMiddleware",
    "newsroom.permissions_policy.PermissionsPolicyMiddleware",
    "newsroom.sessions.QuietSessionMiddleware",
    "newsroom.api.middleware.PageLocaleMiddleware",
    "newsroom.api.middleware.SlashMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "newsroom.urls"
WSGI_APPLICATION = "newsroom.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
# An address typed without its scheme is https, as it will be by itself from Django 6.0 on.
FORMS_URLFIELD_ASSUME_HTTPS = True
# A theme: a folder with `templates/` and `static/` that stand before our own, file by file (docs/theming.md).
NEWSROOM_THEME_DIR = env.str("NEWSROOM_THEME_DIR", default="")
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [Path(NEWSROOM_THEME_DIR) / "templates"] if NEWSROOM_THEME_DIR else [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

# --- Data -------------------------------------------------------------------------------------------------

DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'newsroom.sqlite3'}")}
_database = DATABASES["default"]
if _database["ENGINE"] == "django.db.backends.sqlite3":
    Path(_database["NAME"]).parent.mkdir(parents=True, exist_ok=True)
    _database["OPTIONS"] = {
        # A write transaction that takes its lock at the start never fails half-way with "database is locked".
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
    }
else:
    _database["CONN_HEALTH_CHECKS"] = True
    _database.setdefault("OPTIONS", {})["options"] = (
        f"-c statement_timeout={env.int('STATEMENT_TIMEOUT_MS', default=15_000)}"
        f" -c lock_timeout={env.int('LOCK_TIMEOUT_MS', default=5_000)}"
    )
_database["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=60)

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "articles.User"

CACHES = {"default": env.cache("CACHE_URL", default="locmemcache://newsroom")}

MEDIA_ROOT = env.path("MEDIA_ROOT", default=str(VAR_DIR / "media"))
MEDIA_URL = _media_url
# In production a web server or an object store gives out the files: see docs/operating.md.
NEWSROOM_SERVE_MEDIA = env.bool("NEWSROOM_SERVE_MEDIA", default=DEBUG)
STATIC_ROOT = VAR_DIR / "static"
STATIC_URL = "/static/"
STATICFILES_DIRS = [Path(NEWSROOM_THEME_DIR) / "static"] if NEWSROOM_THEME_DIR else []
STORAGES = {
    "default": {"BACKEND": env.str("MEDIA_STORAGE", default="newsroom.storage.WholeFileStorage")},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# --- People -----------------------------------------------------------------------------------------------

AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
AXES_HANDLER = "axes.handlers.cache.AxesCacheHandler"
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = 0.25  # hours
# In development one process counts the tries in its own memory; production names a shared cache (CACHE_URL).
SILENCED_SYSTEM_CHECKS = ["axes.W001"] if DEBUG else []
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_TEMPLATE = "admin/lockout.html"
AXES_ENABLE_ADMIN = False  # The tries stand in the cache; the tables stay empty.

# A second factor, or the house's own way to log in, is a backend before Django's and a form of its own
# (docs/operating.md, "A second factor").
if _backends := env.list("NEWSROOM_AUTHENTICATION_BACKENDS", default=[]):
    AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", *_backends]
NEWSROOM_LOGIN_FORM = env.str("NEWSROOM_LOGIN_FORM", default="")
SESSION_COOKIE_AGE = env.int("SESSION_COOKIE_AGE", default=60 * 60 * 24 * 7)

# --- Mail -------------------------------------------------------------------------------------------------

# Without an address of a mail server nothing is sent; what mails say stands at the desk too.
vars().update(env.email_url("EMAIL_URL", default="dummymail://"))
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="newsroom@localhost")

# --- Language and time ------------------------------------------------------------------------------------

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Vietnamese")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "newsroom" / "locale"]
FORMAT_MODULE_PATH = ["newsroom.formats"]
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"

# --- The API ----------------------------------------------------------------------------------------------

REST_FRAMEWORK = {
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    # Views take their limited parser from newsroom.api.PublicView; nothing else takes a body.
    "DEFAULT_PARSER_CLASSES": [],
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],
    "EXCEPTION_HANDLER": "newsroom.api.problems.exception_handler",
    "DEFAULT_SCHEMA_CLASS": "newsroom.api.schema.PublicSchema",
    "UNAUTHENTICATED_USER": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Newsroom API",
    "DESCRIPTION": "What a news site publishes: articles, corrections, withdrawals, taxonomy and ratings.",
    "VERSION": "1.0.0",
    "OAS_VERSION": "3.1.0",
    "SCHEMA_PATH_PREFIX": r"/api/v1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PUBLIC": True,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    # Each enumeration stands where it is used.
    "POSTPROCESSING_HOOKS": ["newsroom.api.schema.without_private_members"],
}
CORS_ALLOW_METHODS = ["GET", "HEAD", "OPTIONS"]
CORS_EXPOSE_HEADERS = ["ETag", "Link", "Location", "Retry-After", "RateLimit", "RateLimit-Policy"]

# --- The newsroom -----------------------------------------------------------------------------------------

SITE_NAME = env.str("SITE_NAME", default="Newsroom")
# Who is responsible, as the law wants it on each page: lines parted by "|".
SITE_FOOTER = [line.strip() for line in env.str("SITE_FOOTER", default="").split("|") if line.strip()]
# The name, and a day on which it was the site's own, under which articles are known for ever (RFC 4151).
NEWSROOM_TAG_AUTHORITY = env.str(
    "NEWSROOM_TAG_AUTHORITY", default=f"{urlsplit(SITE_URL).hostname or 'localhost'},2026"
)
# Whether search engines are asked in, and crawlers that are asked to stay out all the same (robots.txt).
NEWSROOM_INDEXING = env.bool("NEWSROOM_INDEXING", default=True)
NEWSROOM_ROBOTS_REFUSED = env.list("NEWSROOM_ROBOTS_REFUSED", default=[])
NEWSROOM_DEFAULT_SECTION = env.str("NEWSROOM_DEFAULT_SECTION", default="tin-tuc")
NEWSROOM_EMBED_HOSTS = env.list(
    "NEWSROOM_EMBED_HOSTS",
    default=[
        "www.youtube.com",
        "youtube.com",
        "youtu.be",
        "www.youtube-nocookie.com",
        "vimeo.com",
        "player.vimeo.com",
    ],
)
NEWSROOM_PHOTO_MAX_BYTES = env.int("NEWSROOM_PHOTO_MAX_BYTES", default=20 * 1024 * 1024)
NEWSROOM_PHOTO_MAX_PIXELS = env.int("NEWSROOM_PHOTO_MAX_PIXELS", default=64_000_000)
NEWSROOM_PHOTO_ORIGINAL_SIDE = env.int("NEWSROOM_PHOTO_ORIGINAL_SIDE", default=2400)  # pixels; 0: as sent
NEWSROOM_PHOTO_MEMORY_BYTES = env.int("NEWSROOM_PHOTO_MEMORY_BYTES", default=400_000_000)
NEWSROOM_PHOTO_SECONDS = env.float("NEWSROOM_PHOTO_SECONDS", default=6.0)
NEWSROOM_ATTACHMENT_MAX_BYTES = env.int("NEWSROOM_ATTACHMENT_MAX_BYTES", default=20 * 1024 * 1024)
NEWSROOM_JSON_MAX_BYTES = env.int("NEWSROOM_JSON_MAX_BYTES", default=1024 * 1024)
NEWSROOM_TRUSTED_PROXIES = env.int("NEWSROOM_TRUSTED_PROXIES", default=0)

# Search. A question that finds too much to go through in this time is refused, with advice how to narrow it.
NEWSROOM_SEARCH_SECONDS = env.float("NEWSROOM_SEARCH_SECONDS", default=2.0)
NEWSROOM_SEARCHES_PER_ADDRESS = env.int("NEWSROOM_SEARCHES_PER_ADDRESS", default=300)  # a minute

# Ratings. The prior: an article is ordered as if WEIGHT more readers had given it MEAN stars.
NEWSROOM_RATING_PRIOR_MEAN = env.float("NEWSROOM_RATING_PRIOR_MEAN", default=3.0)
NEWSROOM_RATING_PRIOR_WEIGHT = env.float("NEWSROOM_RATING_PRIOR_WEIGHT", default=10.0)
# Tell other sites' machines of the stars in the page's structured data (schema.org aggregateRating).
NEWSROOM_RATING_LINKED_DATA = env.bool("NEWSROOM_RATING_LINKED_DATA", default=False)
NEWSROOM_RATINGS_PER_READER = env.int("NEWSROOM_RATINGS_PER_READER", default=30)  # a minute
NEWSROOM_RATINGS_PER_ADDRESS = env.int("NEWSROOM_RATINGS_PER_ADDRESS", default=600)  # a minute
# Other sites whose pages may rate, with a Reader-Key.
NEWSROOM_RATING_ORIGINS = env.list("NEWSROOM_RATING_ORIGINS", default=[])
if NEWSROOM_RATING_ORIGINS:
    CORS_ALLOW_METHODS = ["GET", "HEAD", "OPTIONS", "PUT", "POST", "DELETE"]
    CORS_ALLOW_HEADERS = ["accept-language", "content-type", "if-none-match", "reader-key"]

# --- Logging ----------------------------------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
    "loggers": {"django.server": {"level": "INFO"}, "axes": {"level": "WARNING"}},
}
