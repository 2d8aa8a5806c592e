"""What the journal holds, in a form that a test can compare in one line."""

from contextlib import contextmanager
from typing import Any

import pytest

from jalon.journal.models import Entry


def recorded() -> list[tuple[str, dict[str, Any]]]:
    """Every fact, oldest first: (kind, payload)."""
    return list(Entry.objects.order_by("pk").values_list("kind", "payload"))


@contextmanager
def refused(error: type[Exception], sentence: str):
    """The operation says no with this sentence, and writes no fact."""
    before = recorded()
    with pytest.raises(error) as refusal:
        yield refusal
    assert str(refusal.value) == sentence
    assert recorded() == before
