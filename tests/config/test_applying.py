"""The keeper puts a table of rights that changed in the database, and makes nobody wait for it."""

import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from jalon.access.policy.in_force import matrix_in_force
from jalon.config.policy import apply
from jalon.config.policy.events import PolicyChanged
from jalon.journal.models import Entry
from jalon.journal.record import record
from tests.keeper.test_loop import another_session

pytestmark = pytest.mark.django_db


def test_behind_a_long_reading_nothing_is_locked_and_what_changed_is_tried_again(monkeypatch):
    monkeypatch.setattr(apply, "PATIENCE", "20ms")
    now = timezone.now()
    record(PolicyChanged.between(None, matrix_in_force(timezone.localdate(now))), by=None, at=now)
    with another_session() as dump:
        dump.execute("BEGIN")
        dump.execute("LOCK TABLE vigilance_alert IN ACCESS SHARE MODE")
        unchanged = apply.apply_what_changed(now)
        Entry.objects.filter(stream="policy").update(payload={"digest": "another", "lines": []})
        connection.check_constraints()  # as once committed
        with pytest.raises(OperationalError, match="lock timeout"):
            apply.apply_what_changed(now)
        dump.execute("ROLLBACK")

    assert (unchanged, apply.apply_what_changed(now)) == (False, True)
