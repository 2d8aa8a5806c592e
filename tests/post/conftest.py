from collections.abc import Iterator

import pytest

from tests.post.server import Server


@pytest.fixture
def server(settings) -> Iterator[Server]:
    """A real mail server, which this process speaks to."""
    with Server().running() as found:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", found.port
        yield found
