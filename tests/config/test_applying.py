"""The keeper puts a table of rights that changed in the database, and makes nobody wait for it."""

import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from jalon.access.policy.in_force import matrix_in_force
from jalon.config.policy import apply, held
from jalon.journal.models import Entry
from tests.keeper.test_loop import another_session

pytestmark = pytest.mark.django_db


def damaged():
    with connection.cursor() as cursor:
        cursor.execute("DROP POLICY jalon_read ON dossiers_note")
        cursor.execute(
            "CREATE POLICY everybody ON dossiers_note FOR SELECT TO jalon_app USING (true)"
        )
        cursor.execute("ALTER TABLE people_person DISABLE ROW LEVEL SECURITY")
        cursor.execute("GRANT DELETE ON journal_entry TO jalon_app")


def stands():
    return held._told(held.STANDING)


def asked(at):
    return held.print_of(apply.statements(matrix_in_force(timezone.localdate(at))))


def test_what_was_taken_away_or_added_by_hand_is_put_right(caplog):
    now = timezone.now()
    apply.apply_policy(now)
    connection.check_constraints()  # as once committed: no event waits on a table
    before = stands()
    assert not apply.apply_what_changed(now)
    assert caplog.text == ""

    damaged()

    assert stands() != before
    assert not apply.apply_what_changed(now)  # the table itself is the same
    assert stands() == before
    assert "applied again" in caplog.text


def test_behind_a_long_reading_nothing_is_locked_and_it_is_tried_again(monkeypatch):
    monkeypatch.setattr(apply, "PATIENCE", "20ms")
    now = timezone.now()
    held.keep(asked(now))  # as the migrations left them
    with another_session() as dump:
        dump.execute("BEGIN")
        dump.execute("LOCK TABLE vigilance_alert IN ACCESS SHARE MODE")
        assert list(apply.apply_in_turn(now)) == []  # only the fact is missing: nothing is locked
        assert Entry.objects.filter(stream="policy").exists()

        damaged()
        connection.check_constraints()
        turns = apply.apply_in_turn(now)
        assert next(turns) is None  # to be gone on with
        with pytest.raises(OperationalError, match="lock timeout"):
            list(turns)
        dump.execute("ROLLBACK")

    assert list(apply.apply_in_turn(now)) == []
    assert held.is_held(asked(now))
