"""What the keeper does for the register: within the minute, at the term, and for who is outside."""

import base64
import datetime as dt

import pytest

from jalon.journal.exporting import Unreadable, append_new, lines_after, read_lines
from jalon.journal.keeping import months_before, purge_due, seal_due
from jalon.journal.models import Reading, Seal
from jalon.journal.proofs import NotProvable, holds, prove
from jalon.journal.seal_keys import is_signed
from tests.journal.situations import AT, readings, sealed

pytestmark = pytest.mark.django_db
SECONDS = dt.timedelta(seconds=1)


def test_nothing_waits_longer_than_the_minute_when_looked_at_every_five_seconds():
    readings(1)
    seal_due(AT)
    waiting = {}
    for second in range(0, 300, 5):
        at = AT + second * SECONDS
        [reading] = readings(1, at=at)
        waiting[reading.pk] = at
        before = Seal.objects.count()
        seal_due(at)
        if Seal.objects.count() > before:
            assert at - min(waiting.values()) <= 60 * SECONDS
            waiting.clear()

    assert len(waiting) <= 12
    assert 5 <= Seal.objects.count() <= 20


def test_readings_are_purged_at_the_end_of_their_time_and_not_the_day_before():
    sealed(2)
    term = AT.replace(year=2027)

    purge_due(term - dt.timedelta(days=1))
    before = Reading.objects.count()
    purge_due(term + dt.timedelta(days=1))

    assert (before, Reading.objects.count()) == (2, 0)


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        ("2026-11-24", 12, "2025-11-24"),
        ("2026-03-31", 1, "2026-02-28"),
        ("2026-01-15", 1, "2025-12-15"),
        ("2028-02-29", 12, "2027-02-28"),
    ],
)
def test_so_many_months_before_is_the_same_day_or_the_last_of_the_month(day, months, before):
    at = dt.datetime.fromisoformat(day).replace(tzinfo=dt.UTC)

    assert months_before(at, months).date().isoformat() == before


def test_each_seal_is_exported_once_to_a_file(tmp_path, settings):
    file = tmp_path / "roots.txt"
    settings.JALON_SEAL_EXPORT = str(file)
    readings(2)
    seal_due(AT)
    readings(1, at=AT + 60 * SECONDS)

    seal_due(AT + 60 * SECONDS)
    again = append_new(file)

    assert file.read_text().splitlines() == list(lines_after(0))
    assert (again, [line.number for line in read_lines(lines_after(0))]) == (0, [1, 2])


def test_a_line_cut_short_by_a_crash_is_written_again(tmp_path):
    sealed(1, 1)
    file = tmp_path / "roots.txt"
    append_new(file)
    whole = file.read_text()
    file.write_text(whole[:-30])

    append_new(file)

    assert file.read_text() == whole


def test_what_is_not_a_line_of_a_seal_is_refused_by_its_number():
    with pytest.raises(Unreadable, match="ligne 2"):
        list(read_lines(["", "2026-11-24 something else"]))


def test_a_reading_proves_that_it_was_sealed_to_who_holds_the_line():
    made = sealed(5, 3)

    proof = prove(made[6].pk)

    line, _, signature = proof["seal"].rpartition(" ")
    root = bytes.fromhex(line.split(" ")[4])
    assert f'"dossier/{made[6].position}"' in proof["record"]
    assert holds(proof, root=root)
    assert not holds({**proof, "record": proof["record"].replace("page", "list")}, root=root)
    assert is_signed(bytes.fromhex(proof["public_key"]), line, base64.b64decode(signature))


def test_what_is_not_sealed_or_was_altered_proves_nothing():
    made = sealed(3)
    [young] = readings(1)
    Reading.objects.filter(pk=made[0].pk).update(position=77)

    for reading in (young.pk, made[0].pk, made[1].pk, 10**9):
        with pytest.raises(NotProvable):
            prove(reading)
