"""The settings of the site, with one more address: the plain ORM version of the page."""

from jalon.config.settings import *  # noqa: F403 - everything, and one address more

ROOT_URLCONF = "jalon.bench.page.urls"
