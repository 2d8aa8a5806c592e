"""Her promises and theirs take as many statements for three as for one."""

import pytest
from django.urls import reverse

from tests.contracts.situations import followed
from tests.contracts.test_lists import counted, promise
from tests.space.situations import browser_of

pytestmark = pytest.mark.django_db


def test_promises_of_1_and_3():
    one = followed()
    promise(one)
    client, address = browser_of(one.user), reverse("space_promises")

    statements, lines = counted(client, address)
    promise(one)
    promise(one)

    assert counted(client, address) == (statements, lines + 4)
