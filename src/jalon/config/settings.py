"""The settings of a Jalon. Everything a deployment decides comes from the environment."""

from importlib.util import find_spec
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from jalon.config.environment import database, flag, identity_provider, require_with, text, words

PACKAGE = Path(__file__).resolve().parent.parent

DEBUG = flag("JALON_DEBUG", default=False)
SECRET_KEY = text("SECRET_KEY")
JALON_VAULT_KEY = text("JALON_VAULT_KEY")
# A key is changed without stopping: the new one seals, the former still open, `manage reseal` puts
# everything under the new one. Numbers are matched by the key of fingerprints, which stays.
SECRET_KEY_FALLBACKS = words("SECRET_KEY_FALLBACKS")
JALON_VAULT_KEYS_OLD = words("JALON_VAULT_KEYS_OLD")
JALON_FINGERPRINT_KEY = text("JALON_FINGERPRINT_KEY", "")
require_with("JALON_VAULT_KEYS_OLD", "JALON_FINGERPRINT_KEY", "the key that made the fingerprints")
# The register of readings is sealed with this secret; the vault's when it has none of its own.
JALON_SEAL_KEY = text("JALON_SEAL_KEY", "")
JALON_SEAL_OLD_KEYS = words("JALON_SEAL_OLD_KEYS", "")
JALON_SEAL_EXPORT = text("JALON_SEAL_EXPORT", "")  # a file, best on another machine's disk
ALLOWED_HOSTS = words("ALLOWED_HOSTS", "127.0.0.1,localhost")
CSRF_TRUSTED_ORIGINS = words("CSRF_TRUSTED_ORIGINS")

# Where the streams are answered: another origin, or a path of this one behind a proxy (/direct).
JALON_LIVE_URL = text("JALON_LIVE_URL", "http://127.0.0.1:8001")
JALON_PAGE_ORIGINS = words("JALON_PAGE_ORIGINS", "http://127.0.0.1:8000,http://localhost:8000")
JALON_LIVE_SWEEP = int(text("JALON_LIVE_SWEEP", "30"))  # seconds between checks of all readers
JALON_THEME = text("JALON_THEME", "neutral")
JALON_PRODUCT_NAME = text("JALON_PRODUCT_NAME", "Jalon")
JALON_SOURCE_URL = text("JALON_SOURCE_URL", "")
JALON_LEGAL_PUBLISHER = text("JALON_LEGAL_PUBLISHER", "")
JALON_LEGAL_HOST = text("JALON_LEGAL_HOST", "")
JALON_CONTACT_EMAIL = text("JALON_CONTACT_EMAIL", "contact@jalon.example")
JALON_SECURITY_CONTACT = text("JALON_SECURITY_CONTACT", "")  # told of each account that is stopped
JALON_SECOND_FACTOR_REQUIRED = flag("JALON_SECOND_FACTOR_REQUIRED", default=True)
JALON_DEMONSTRATION = flag("JALON_DEMONSTRATION", default=False)
# Contracts are signed with this certificate (PEM, its authorities after it) and this key; a
# demonstration that has none makes its own in the folder.
JALON_SIGNING_CERTIFICATE = text("JALON_SIGNING_CERTIFICATE", "")
JALON_SIGNING_KEY = text("JALON_SIGNING_KEY", "")
JALON_SIGNING_PASSPHRASE = text("JALON_SIGNING_PASSPHRASE", "")
JALON_SIGNING_TIMESTAMP_URL = text("JALON_SIGNING_TIMESTAMP_URL", "")
SIGNING = PACKAGE.parent.parent / ".local" / "signing"
JALON_SIGNING_FOLDER = text("JALON_SIGNING_FOLDER", str(SIGNING))
JALON_CLAMD = text("JALON_CLAMD", "")  # looks at files sent: a socket's path, or host:port
JALON_SMS_SENDER = text("JALON_SMS_SENDER", "")  # a function of a number and a text, by its path

DATABASES = {"default": database(text("DATABASE_URL"))}
DATABASES["default"]["TEST"] = {
    "NAME": f"test_jalon_{text('JALON_TEST_DB', 'main')}",
    "TEMPLATE": text("JALON_TEST_TEMPLATE", "") or None,  # migrated once for all processes
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "procrastinate.contrib.django",
    "jalon.parameters",
    "jalon.keeper",
    "jalon.post",
    "jalon.territories",
    "jalon.accounts",
    "jalon.journal",
    "jalon.ui",
    "jalon.people",
    "jalon.directory",
    "jalon.vigilance",
    "jalon.strategies",
    "jalon.calls",
    "jalon.dossiers",
    "jalon.deadlines",
    "jalon.synthetic",
    "jalon.plans",
    "jalon.entry",
    "jalon.intake",
    "jalon.appointments",
    "jalon.outcomes",
    "jalon.exchanges",
    "jalon.contracts",
    "jalon.projects",
    "jalon.letters",
    "jalon.appraisal",
    "jalon.grants",
    "jalon.retention",
    "jalon.notifications",
    "jalon.live",
    "jalon.protection",
    "jalon.space",
    "jalon.web",
    "jalon.config",
]

MIDDLEWARE = [
    "jalon.web.middleware.envelope.EnvelopeMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "jalon.web.middleware.looking.LookingMiddleware",
    "jalon.web.middleware.session_role.SessionRoleMiddleware",
    "jalon.web.middleware.short_sessions.ShortSessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "jalon.web.middleware.weight.WeightMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "jalon.web.middleware.signing.OneQueryAuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "jalon.web.middleware.limits.LimitsMiddleware",
    "jalon.web.middleware.signing.SignInRequiredMiddleware",
    "jalon.web.middleware.acting.ActingMiddleware",
    "jalon.web.middleware.departing.DepartingMiddleware",
    "jalon.web.middleware.refusals.RefusalsMiddleware",
    "jalon.web.middleware.scanning.ScanningMiddleware",
    "jalon.web.middleware.once.OnceMiddleware",
]

ROOT_URLCONF = "jalon.config.urls"
WSGI_APPLICATION = "jalon.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "jalon.ui.templates.Templates",
        "NAME": "jinja2",
        "APP_DIRS": True,
        "OPTIONS": {
            "environment": "jalon.ui.environment.environment",
            "context_processors": ["jalon.web.context.shell"],
        },
    },
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

FORM_RENDERER = "django.forms.renderers.Jinja2"
AUTH_USER_MODEL = "accounts.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"jalon.web.signin.passwords.{name}Validator"}
    for name in ("Strength", "UnknownToOthers", "NotCommon")
]
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "jalon.web.signin.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
# A whole organisation may come from one address at nine o'clock; an account is what is guarded
# (web.signin.lockout). Here, "login_failed" counts the codes of the second factor.
ACCOUNT_RATE_LIMITS = {
    "login": "600/m/ip",
    "login_failed": "60/m/ip,5/5m/key",
    "reset_password": "20/m/ip,5/m/key",
}
ALLAUTH_TRUSTED_PROXY_COUNT = int(text("JALON_TRUSTED_PROXIES", "0"))
ACCOUNT_FORMS = {
    "login": "jalon.web.signin.forms.LoginForm",
    "reauthenticate": "jalon.web.signin.forms.ReauthenticateForm",
    "change_password": "jalon.web.signin.forms.ChangePasswordForm",
    "reset_password": "jalon.web.signin.forms.ResetPasswordForm",
    "reset_password_from_key": "jalon.web.signin.forms.ResetPasswordKeyForm",
    "user_token": "jalon.web.signin.forms.UserTokenForm",
}
MFA_ADAPTER = "jalon.web.signin.adapters.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_FORMS = {
    "authenticate": "jalon.web.signin.forms.AuthenticateForm",
    "reauthenticate": "jalon.web.signin.forms.MFAReauthenticateForm",
    "activate_totp": "jalon.web.signin.forms.ActivateTOTPForm",
    "add_webauthn": "jalon.web.signin.forms.AddKeyForm",
}
MFA_TOTP_TOLERANCE = int(not flag("JALON_TOTP_STRICT", default=False))  # slow hands, late clocks
MFA_ALLOW_UNVERIFIED_EMAIL = True  # nobody signs up: the address comes from the organisation
# By their name in accounts.IdentityProvider. One that is not configured is off, without a button.
JALON_IDENTITY_PROVIDERS = {
    name: given
    for name in ("proconnect", "franceconnect")
    if (given := identity_provider(name.upper())) is not None
}
JALON_OUTGOING_PROXY = text("JALON_OUTGOING_PROXY", "")  # to reach them, where there is one
MESSAGE_STORAGE = "jalon.web.messages.CookieMessages"
SESSION_ENGINE = "jalon.web.sessions"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True  # and sooner: see session.* in the parameters

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", _("français")), ("en", _("anglais"))]
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = "Europe/Paris"
USE_TZ = True
USE_I18N = True

CSRF_FAILURE_VIEW = "jalon.web.views.errors.csrf_failure"
SECURE_REFERRER_POLICY = "same-origin"

# Production is reached by https, behind a proxy that says so (`./jalon serve` turns this on).
JALON_HTTPS = flag("JALON_HTTPS", default=False)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = JALON_HTTPS
SECURE_REDIRECT_EXEMPT = [r"^sante$", r"^agenda/"]  # programs are refused, not led to https
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if JALON_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = flag("JALON_HSTS_SUBDOMAINS", default=True)
# A browser takes a cookie of this name only by https, for this host and the whole of it.
HOST_PREFIX = "__Host-" if JALON_HTTPS else ""
SESSION_COOKIE_NAME = f"{HOST_PREFIX}sessionid"
CSRF_COOKIE_NAME = f"{HOST_PREFIX}csrftoken"
LANGUAGE_COOKIE_NAME = f"{HOST_PREFIX}language"
LANGUAGE_COOKIE_SECURE = JALON_HTTPS
CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if JALON_HTTPS else None
# W002: frame-ancestors says it, in every answer. W005, W021: what holds for the neighbours of our
# name is not ours to decide.
SILENCED_SYSTEM_CHECKS = ["security.W002", "security.W005", "security.W021"]

# Attempts at signing in are counted for all workers together.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "web_cache"}
}

STATIC_URL = "/static/"
# With collected files, their names carry their digest; without, they are served where they lie.
WHITENOISE_USE_FINDERS = not flag("JALON_STATIC_COLLECTED", default=False)
STATIC_ROOT = (
    None
    if WHITENOISE_USE_FINDERS
    else Path(text("JALON_STATIC_ROOT", str(PACKAGE.parent.parent / ".local" / "static")))
)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if WHITENOISE_USE_FINDERS
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
if JALON_THEME == "dsfr":
    [dsfr] = find_spec("dsfr").submodule_search_locations  # type: ignore[union-attr, misc]
    STATICFILES_DIRS = [("dsfr", Path(dsfr) / "static" / "dsfr")]

EMAIL_BACKEND = text("EMAIL_BACKEND", "django.core.mail.backends.smtp.EmailBackend")
EMAIL_HOST = text("EMAIL_HOST", "localhost")
EMAIL_PORT = int(text("EMAIL_PORT", "25"))
EMAIL_HOST_USER = text("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = text("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = flag("EMAIL_USE_TLS", default=False)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = text("DEFAULT_FROM_EMAIL", "jalon@jalon.example")

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"  # every room may hold one: done after a commit

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"request_id": {"()": "jalon.web.middleware.envelope.RequestFilter"}},
    "formatters": {
        "line": {
            "()": "jalon.web.middleware.envelope.UtcFormatter",
            "format": "%(asctime)s %(levelname)s %(name)s [%(request_id)s] %(message)s",
        }
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "filters": ["request_id"],
            "formatter": "line",
        }
    },
    # A refusal is already one line of jalon.requests; drawing a document tells each of its fonts.
    "loggers": {name: {"level": "ERROR"} for name in ("django.request", "fontTools", "weasyprint")}
    | {"procrastinate": {"level": "WARNING"}},
    "root": {"handlers": ["console"], "level": text("JALON_LOG_LEVEL", "INFO")},
}
