"""Proof that the machine sees: one rule broken on purpose, and a story must fail.

Not in the ordinary suite, which does not gather this file; before a release, or after a change of
the machine: `./jalon test tests/reliability/machine/sabotage.py -s -n0`. It prints, for each
sabotage, after how many steps a story failed, and what it said.
"""

import pytest
from django.db import connection
from hypothesis.errors import HypothesisException

from jalon.access.policy.levels import WRITING
from jalon.access.policy.rights import Rights
from tests.reliability.machine.base import Base
from tests.reliability.machine.telling import tell

pytestmark = pytest.mark.django_db
STORIES = 60


def forget_limits(monkeypatch):
    """A right: what a person had limited is written all the same."""
    monkeypatch.setattr(Rights, "writes", lambda self, block: self.levels.get(block) in WRITING)


def allow_every_verb(monkeypatch):
    """A transition: what is over is accepted, begun, finished again."""
    monkeypatch.setattr("jalon.plans.turns.allows", lambda state, verb: True)


def open_a_table(monkeypatch):
    """A row policy: everybody reads the handover notes of everybody."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER POLICY jalon_read ON entry_handover USING (true)")


@pytest.mark.parametrize("sabotage", [forget_limits, allow_every_verb, open_a_table])
def test_a_story_fails_when_one_rule_is_broken(sabotage, monkeypatch, settings, tmp_path):
    sabotage(monkeypatch)

    with pytest.raises(Exception) as caught:  # noqa: PT011 - of Python, or of PostgreSQL
        tell(settings, tmp_path, STORIES, None, shorten=False)

    assert not isinstance(caught.value, HypothesisException)  # a story failed, not the teller
    said = " ".join(str(caught.value).split())[:160]
    print(f"\n{sabotage.__doc__} Seen after {Base.steps} steps: {said}")
