"""The settings of a Jalon. Everything a deployment decides comes from the environment."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from jalon.config.environment import database, flag, text, words

PACKAGE = Path(__file__).resolve().parent.parent

DEBUG = flag("JALON_DEBUG", default=False)
SECRET_KEY = text("SECRET_KEY")
JALON_VAULT_KEY = text("JALON_VAULT_KEY")
ALLOWED_HOSTS = words("ALLOWED_HOSTS", "127.0.0.1,localhost")
CSRF_TRUSTED_ORIGINS = words("CSRF_TRUSTED_ORIGINS")

# Where the streams are answered: another origin, or a path of this one behind a proxy (/direct).
JALON_LIVE_URL = text("JALON_LIVE_URL", "http://127.0.0.1:8001")
JALON_PAGE_ORIGINS = words("JALON_PAGE_ORIGINS", "http://127.0.0.1:8000,http://localhost:8000")
JALON_THEME = text("JALON_THEME", "neutral")
JALON_SECOND_FACTOR_REQUIRED = flag("JALON_SECOND_FACTOR_REQUIRED", default=True)
JALON_DEMONSTRATION = flag("JALON_DEMONSTRATION", default=False)

DATABASES = {"default": database(text("DATABASE_URL"))}
DATABASES["default"]["TEST"] = {"NAME": f"test_jalon_{text('JALON_TEST_DB', 'main')}"}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "jalon.territories",
    "jalon.accounts",
    "jalon.journal",
    "jalon.ui",
    "jalon.people",
    "jalon.dossiers",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
]

ROOT_URLCONF = "jalon.config.urls"
WSGI_APPLICATION = "jalon.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    },
]

AUTH_USER_MODEL = "accounts.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", _("français")), ("en", _("anglais"))]
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = "Europe/Paris"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = Path(text("JALON_STATIC_ROOT", str(PACKAGE.parent.parent / ".local" / "static")))

EMAIL_BACKEND = text("EMAIL_BACKEND", "django.core.mail.backends.smtp.EmailBackend")
DEFAULT_FROM_EMAIL = text("DEFAULT_FROM_EMAIL", "jalon@jalon.example")
