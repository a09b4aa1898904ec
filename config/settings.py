"""Chapterhouse's settings: one file, grouped, read from the environment (`.env.example` names every variable)."""

from pathlib import Path

import pghistory
from csp.constants import NONE, SELF

from config import environment as env

ROOT = Path(__file__).resolve().parent.parent
MODE = env.choice("CHAPTERHOUSE_MODE", {"development", "production", "test"}, "production")
DEBUG = False
DEVELOPMENT = MODE == "development"
LOCAL = MODE != "production"

# -- Web ---------------------------------------------------------------------------------------------------------
SECRET_KEY = env.text("SECRET_KEY", "only-for-development-and-tests" if LOCAL else None)
SECRET_KEY_FALLBACKS = env.words("SECRET_KEY_FALLBACKS")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1],testserver" if LOCAL else "")
SITE_URL = env.text("SITE_URL", f"http://localhost:{env.number('PORT', 8000)}" if LOCAL else None).rstrip("/")
CSRF_TRUSTED_ORIGINS = [] if LOCAL else [SITE_URL]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "anymail",
    "csp",
    "django_htmx",
    "lucide",
    "pghistory",
    "pgtrigger",
    "template_partials",
    "config",
    "chapters",
    "accounts",
    "notices",
    "members",
    "referrals",
    "meetings",
    "standing",
    "reviews",
    "phone",
    "inbound",
    "archive",
    "demo",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "csp.middleware.CSPMiddleware",
    "accounts.middleware.PrivateMiddleware",
    "chapters.middleware.ScopeMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "chapters.middleware.SameSiteMiddleware",
    "chapters.middleware.ReadableMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "members.middleware.PresenceMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static"],
        },
    },
]

# -- Data --------------------------------------------------------------------------------------------------------
# "default" is the application's role: row privileges only. "owner" migrates and nothing else; whoever does not
# migrate need not know its password. A migration gives up a lock sooner than whoever waits behind it (F60).
DATABASES = {
    "default": env.database("DATABASE_URL")
    | {
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"options": "-c statement_timeout=5000 -c lock_timeout=2000", "connect_timeout": 5},
        "TEST": {"MIRROR": "owner"},
    },
    "owner": env.database("MIGRATION_DATABASE_URL", env.text("DATABASE_URL"))
    | {"OPTIONS": {"options": "-c lock_timeout=1000"}},
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
PGHISTORY_CONTEXT_FIELD = pghistory.ContextJSONField()
PGHISTORY_OBJ_FIELD = pghistory.ObjForeignKey(db_constraint=False)
PGHISTORY_APPEND_ONLY = True

# -- Cache, sessions and limits live in PostgreSQL: losing the broker loses nothing --------------------------------
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},  # past it entries are culled unread: guesses must not push limits out
    }
}
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"

# -- People ------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["accounts.backends.SignInBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
DEMO_PASSWORD = "chapterhouse-demo"  # noqa: S105  # published on purpose; refused outside demo mode
DEMO = env.flag("CHAPTERHOUSE_DEMO", DEVELOPMENT)

ACCOUNT_ADAPTER = "notices.adapter.PostalAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_PREVENT_ENUMERATION = True
# An address (a "key") may be guessed at a few times a minute and a dozen an hour; a chapter's hall shares one "ip".
ACCOUNT_RATE_LIMITS = {
    "arrival": "30/m/ip",
    "invitation": "20/m/ip",
    "login": "60/m/ip",
    "login_failed": "30/m/ip,5/5m/key",
    "request_login_code": "30/m/ip,3/m/key,12/h/key",
    "reset_password": "30/m/ip,3/m/key,12/h/key",
    "signup": "30/m/ip",
    "visitor": "30/m/ip",
    "waiting": "30/m/ip",
}
ALLAUTH_TRUSTED_PROXY_COUNT = env.number("TRUSTED_PROXY_COUNT", 0 if LOCAL else 1)
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "http" if LOCAL else "https"
MFA_RATE_LIMITS = {"webauthn_login": "60/m/ip"}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_FORMS = {"add_webauthn": "accounts.forms.AddPasskeyForm"}
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = LOCAL
USERSESSIONS_TRACK_ACTIVITY = False

# -- Mail and jobs ---------------------------------------------------------------------------------------------------
DATA = Path(env.text("CHAPTERHOUSE_DATA", str(ROOT / "var")))
MAIL_FILES = DATA / "mail"
EMAIL_BACKEND = env.text(
    "EMAIL_BACKEND",
    "django.core.mail.backends.filebased.EmailBackend" if LOCAL else "notices.smtp.EmailBackend",
)
EMAIL_FILE_PATH = MAIL_FILES
EMAIL_HOST = env.text("EMAIL_HOST", "localhost")
EMAIL_PORT = env.number("EMAIL_PORT", 25)
EMAIL_HOST_USER = env.text("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = env.text("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = env.flag("EMAIL_USE_TLS")
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", "Chapterhouse <notices@localhost>" if LOCAL else None)
MAIL_REPORTS = env.text("MAIL_REPORTS", "")  # the mail service that reports dead addresses to /mail-report/
ANYMAIL = {"WEBHOOK_SECRET": env.text("MAIL_REPORTS_SECRET", None if MAIL_REPORTS else "")}
INBOUND_DOMAIN = env.text("INBOUND_DOMAIN", "in.chapterhouse.example" if LOCAL else "")  # none: no mail comes in
INBOUND_HOST = env.text("INBOUND_HOST", "127.0.0.1")
INBOUND_PORT = env.number("INBOUND_PORT", 8024)
INBOUND_RECEIVER = env.text("INBOUND_RECEIVER", "")  # whose Authentication-Results on SPF are believed
INBOUND_ZONE_FILE = env.text("INBOUND_ZONE_FILE", str(DATA / "mail.zone") if LOCAL else "")  # instead of the DNS
INBOUND_SERVICE = env.text("INBOUND_SERVICE", "")  # the mail service that brings mail to /mail-in/
INBOUND_SECRET = env.text("INBOUND_SECRET", None if INBOUND_SERVICE else "")
# The browsers' own push services, and what is below them: nothing is pushed elsewhere.
PUSH_SERVICES = env.words(
    "PUSH_SERVICES", "fcm.googleapis.com,push.services.mozilla.com,push.apple.com,notify.windows.com"
)
REDIS_URL = env.text("REDIS_URL")
NOTICE_MINUTE_SECONDS = env.number("NOTICE_MINUTE_SECONDS", 60)  # waits between tries; tests make a minute shorter
TICK_SECONDS = NOTICE_MINUTE_SECONDS / 3  # so that a backlog is gone within a minute of the broker's return

# -- Words, time -----------------------------------------------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English")]
LOCALE_PATHS = [ROOT / "locale"]  # what Django and allauth say by themselves, in our words
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# -- Files -----------------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = None if LOCAL else ROOT / "staticfiles"
STATICFILES_DIRS = [ROOT / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage" if LOCAL else "config.hashed.HashedStorage"
    },
}
WHITENOISE_USE_FINDERS = LOCAL

# -- Headers ---------------------------------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {"geolocation": [], "camera": [], "microphone": [], "payment": []}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
if not LOCAL:
    SECURE_SSL_REDIRECT = env.flag("SECURE_SSL_REDIRECT", default=True)
    SECURE_REDIRECT_EXEMPT = [r"^health/$"]
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {"django.request": {"level": "ERROR"}},  # a page refused is an answer, not an event
}
