"""S10: the superuser of the database edits, deletes, reorders, truncates; each time it is seen.

Every test attacks with the rights of the database's owner, and some with every table at once; the
first record named is the first that is wrong.
"""

import datetime as dt
import hashlib

import pytest
from django.db import connection

from jalon.journal.exporting import line_of, lines_after, read_lines
from jalon.journal.leaves import COLUMNS, leaf_of
from jalon.journal.merkle import root_of
from jalon.journal.models import Leaf, Reading, Seal
from jalon.journal.sealing import purge_batch, seal_readings
from jalon.journal.verification import MOST, verify
from tests.journal.situations import AT, MINUTE, readings, sealed

pytestmark = pytest.mark.django_db
LATER = AT + dt.timedelta(minutes=8)


@pytest.fixture
def register():
    """Three seals of 4, 3 and 2 readings, as an honest platform leaves them."""
    return sealed(4, 3, 2)


def as_superuser(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def first_wrong(exported=()):
    verdict = verify(at=LATER, exported=read_lines(exported))
    return verdict.wrong[0] if verdict.wrong else None


def test_what_nobody_touched_is_whole(register):
    verdict = verify(at=LATER, exported=read_lines(list(lines_after(0))))

    assert (verdict.wrong, verdict.seals, verdict.readings, verdict.waiting) == ([], 3, 9, 0)


def test_readings_that_wait_for_their_seal_are_counted_and_not_reproached(register):
    readings(2, at=LATER)

    verdict = verify(at=LATER)

    assert (verdict.wrong, verdict.waiting) == ([], 2)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("stream", "dossier/999"),
        ("dossiers", [7]),
        ("user_id", 1),
        ("affiliation_id", 1),
        ("organisation_id", 1),
        ("purpose", "emergency"),
        ("channel", "export"),
        ("blocks", ["identity"]),
        ("position", 99),
        ("at", AT + dt.timedelta(seconds=7)),
    ],
)
def test_an_edit_of_any_column_is_seen(register, column, value):
    as_superuser(f"UPDATE journal_reading SET {column} = %s WHERE id = %s", value, register[5].pk)

    assert first_wrong() == (
        f"Lecture {register[5].pk} (place 6, sceau 2) : altérée ou échangée avec une autre."
    )


def test_every_column_of_a_reading_is_sealed():
    """A column added to the table without a thought for the seal fails here."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT column_name FROM information_schema.columns "
            "WHERE table_schema = 'public' AND table_name = 'journal_reading'"
        )
        columns = {name for (name,) in cursor.fetchall()}

    assert {name for name in columns if f"reading.{name}" not in COLUMNS} == {"xact"}


def test_a_deletion_is_seen(register):
    as_superuser("DELETE FROM journal_reading WHERE id = %s", register[4].pk)

    assert first_wrong() == f"Lecture {register[4].pk} (place 5, sceau 2) : manque."


def test_a_deletion_with_its_place_is_seen(register):
    as_superuser("DELETE FROM journal_reading WHERE id = %s", register[4].pk)
    as_superuser("DELETE FROM journal_leaf WHERE position = 5")

    assert first_wrong() == "Lecture à la place 5 (sceau 2) : manque, et sa place aussi."


def test_a_deletion_after_which_all_moves_up_is_seen(register):
    as_superuser("DELETE FROM journal_reading WHERE id = %s", register[4].pk)
    as_superuser("DELETE FROM journal_leaf WHERE position = 5")
    for position in range(6, 10):
        as_superuser(
            "UPDATE journal_leaf SET position = %s WHERE position = %s", position - 1, position
        )

    assert first_wrong() == (
        f"Lecture {register[5].pk} (place 5, sceau 2) : altérée ou échangée avec une autre."
    )


def test_two_readings_that_exchange_their_ids_are_seen(register):
    one, two = register[1].pk, register[3].pk
    for before, after in ((one, -1), (two, one), (-1, two)):
        as_superuser("UPDATE journal_reading SET id = %s WHERE id = %s", after, before)

    assert first_wrong() == (
        f"Lecture {one} (place 2, sceau 1) : altérée ou échangée avec une autre."
    )


def test_two_places_that_exchange_their_readings_are_seen(register):
    one, two = register[1].pk, register[3].pk
    for before, after in ((one, -1), (two, one), (-1, two)):
        as_superuser("UPDATE journal_leaf SET reading_id = %s WHERE reading_id = %s", after, before)

    assert first_wrong() == (
        f"Lecture {two} (place 2, sceau 1) : altérée ou échangée avec une autre."
    )


def test_a_tail_of_sealed_readings_cut_off_is_seen(register):
    as_superuser("DELETE FROM journal_reading WHERE id >= %s", register[7].pk)
    as_superuser("DELETE FROM journal_leaf WHERE position >= 8")

    assert first_wrong() == "Lecture à la place 8 (sceau 3) : manque, et sa place aussi."


def test_a_tail_of_seals_cut_off_is_seen(register):
    as_superuser("DELETE FROM journal_seal WHERE number = 3")

    assert (
        first_wrong() == f"Lecture {register[7].pk} (place 8) : scellée, mais son sceau a disparu."
    )


def test_a_tail_of_seals_and_places_cut_off_is_seen_once_it_is_late(register):
    as_superuser("DELETE FROM journal_seal WHERE number = 3")
    as_superuser("DELETE FROM journal_leaf WHERE position >= 8")

    verdict = verify(at=AT + dt.timedelta(minutes=20))

    assert verdict.wrong[0] == (
        f"Lecture {register[7].pk} du 24/11/2026 09:02 : n’est pas scellée "
        "(sceaux supprimés, ou gardien arrêté)."
    )


def test_everything_of_the_end_cut_off_is_seen_by_who_kept_the_exported_lines(register):
    exported = list(lines_after(0))
    as_superuser("DELETE FROM journal_seal WHERE number >= 2")
    as_superuser("DELETE FROM journal_leaf WHERE position >= 5")
    as_superuser("DELETE FROM journal_reading WHERE id >= %s", register[4].pk)

    assert first_wrong() is None  # nothing inside can tell: it is what the past was
    assert first_wrong(exported) == (
        "Sceau 2 : exporté puis supprimé, avec ce qui suit ; "
        "sa première lecture était à la place 5."
    )


def test_all_truncated_is_seen_by_who_kept_one_line(register):
    [_one, two, _three] = lines_after(0)
    as_superuser("TRUNCATE journal_reading, journal_leaf, journal_seal")

    assert first_wrong([two]) == (
        "Sceau 2 : exporté puis supprimé, avec ce qui suit ; "
        "sa première lecture était à la place 5."
    )


def test_the_end_made_anew_by_the_platform_itself_is_seen_in_the_exported_lines(register):
    """Cut off, then sealed again by the honest keeper: each part of it is signed."""
    exported = list(lines_after(0))
    as_superuser("DELETE FROM journal_seal WHERE number = 3")
    as_superuser("DELETE FROM journal_leaf WHERE position >= 8")
    as_superuser("DELETE FROM journal_reading WHERE id = %s", register[7].pk)
    as_superuser("UPDATE journal_seal SET floor = 0")
    list(seal_readings(at=AT + 3 * MINUTE))

    assert first_wrong() is None
    assert first_wrong(exported) == ("Sceau 3 : refait depuis (la ligne exportée dit autre chose).")


def test_a_forged_old_reading_is_seen(register):
    as_superuser(
        "INSERT INTO journal_reading (stream, dossiers, affiliation_id, purpose, channel, blocks,"
        " position, at, xact) SELECT stream, dossiers, affiliation_id, purpose, channel, blocks,"
        " position, at, '1' FROM journal_reading WHERE id = %s",
        register[0].pk,
    )
    forged = Reading.objects.latest("pk")

    assert first_wrong() == f"Lecture {forged.pk} : ajoutée après coup, jamais scellée."


def test_an_antedated_reading_that_let_itself_be_sealed_is_seen(register):
    [forged] = readings(1, at=AT - dt.timedelta(days=30))
    list(seal_readings(at=LATER))

    assert first_wrong() == (
        f"Lecture {forged.pk} (place 10, sceau 4) : datée du 25/10/2026 09:00, "
        "ce qui est impossible."
    )


def test_roots_computed_again_after_an_edit_are_seen(register):
    """The attacker mends the tree and the chain of every seal, and lacks the secret only."""
    exported = list(lines_after(0))
    Reading.objects.filter(pk=register[5].pk).update(channel="list")
    _recompute()

    wrong = verify(at=LATER).wrong

    assert wrong[0] == "Sceau 2 : altéré (sa signature est fausse)."
    assert wrong[1] == (
        f"Lecture {register[5].pk} (place 6, sceau 2) : altérée ou échangée avec une autre."
    )
    assert first_wrong(exported[2:]) == "Sceau 2 : altéré (sa signature est fausse)."


def _recompute():
    previous = bytes(32)
    for seal in Seal.objects.order_by("number"):
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT {COLUMNS} FROM journal_leaf leaf JOIN journal_reading reading"
                " ON reading.id = leaf.reading_id WHERE leaf.position BETWEEN %s AND %s"
                " ORDER BY leaf.position",
                [seal.first, seal.first + seal.leaves - 1],
            )
            seal.root = root_of(leaf_of(row) for row in cursor.fetchall())
        seal.previous = previous
        seal.save()
        previous = hashlib.sha256(seal.line.encode()).digest()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("leaves = leaves - 1", "altéré (sa signature est fausse)"),
        ("at = at - interval '1 day'", "altéré (sa signature est fausse)"),
        ("root = sha256('x')", "altéré (sa signature est fausse)"),
        ("previous = sha256('x')", "ne suit pas le sceau 1 (chaîne rompue)"),
        ("first = first + 1", "commence à la place 6, 5 attendue"),
        ("signature = sha256('x') || sha256('y')", "altéré (sa signature est fausse)"),
    ],
)
def test_an_altered_seal_is_seen(register, change, said):
    as_superuser(f"UPDATE journal_seal SET {change} WHERE number = 2")

    assert first_wrong() == f"Sceau 2 : {said}."


def test_a_seal_that_is_missing_in_the_middle_is_seen(register):
    as_superuser("DELETE FROM journal_seal WHERE number = 2")

    assert first_wrong() == "Sceau 2 : manque (le suivant est le sceau 3)."


def test_seals_of_another_secret_are_seen(register, settings):
    settings.JALON_SEAL_KEY = "another secret of forty characters, at least"
    other = first_wrong()
    settings.JALON_SEAL_OLD_KEYS = [settings.JALON_VAULT_KEY]

    assert other is not None
    assert "fait avec une autre clé" in other
    assert first_wrong() is None


def test_a_seal_signed_with_a_key_of_the_attacker_is_seen(register, settings):
    secret = settings.JALON_SEAL_KEY
    settings.JALON_SEAL_KEY = "a secret that the attacker chose, long enough"
    Leaf.objects.all().delete()
    Seal.objects.all().delete()
    list(seal_readings(at=AT + 3 * MINUTE))
    settings.JALON_SEAL_KEY = secret

    wrong = first_wrong()

    assert wrong is not None
    assert wrong.startswith("Sceau 1 : fait avec une autre clé")


def test_readings_deleted_under_the_name_of_a_purge_are_seen(register):
    as_superuser("DELETE FROM journal_reading WHERE id <= %s", register[3].pk)
    as_superuser("DELETE FROM journal_leaf WHERE position <= 4")
    as_superuser(
        "UPDATE journal_seal SET purged_at = %s, purge_signature = signature WHERE number = 1",
        AT + dt.timedelta(days=400),
    )

    wrong = verify(at=AT + dt.timedelta(days=401)).wrong

    assert wrong[0] == "Sceau 1 : sa purge est fausse (lectures supprimées)."


def test_a_purge_before_the_term_is_seen_even_by_the_platform_itself(register):
    purge_batch(before=AT + MINUTE, at=AT + dt.timedelta(minutes=7))

    assert first_wrong() == "Sceau 1 : purgé avant le terme."


def test_a_line_that_somebody_else_wrote_accuses_nobody_quietly(register):
    [one, *_] = lines_after(0)
    forged = one.replace(" 4 ", " 5 ", 1)

    assert first_wrong([forged]) == "Sceau 1 : la ligne exportée n’est pas signée d’ici."


def test_so_much_wrong_is_not_listed_for_ever():
    sealed(50)
    Reading.objects.update(position=1_000)

    wrong = verify(at=LATER).wrong

    assert len(wrong) == MOST + 1
    assert wrong[-1] == "… et peut-être d’autres : la vérification s’arrête ici."


def test_a_register_that_was_never_sealed_is_seen():
    [never, *_] = readings(3)

    wrong = verify(at=AT + dt.timedelta(days=1)).wrong

    assert wrong[0].startswith(f"Lecture {never.pk} du 24/11/2026 09:00 : n’est pas scellée")


def test_what_is_exported_is_signed_and_says_nothing_of_anybody(register):
    seal = Seal.objects.earliest("number")

    words = line_of(seal).split(" ")

    assert words[:4] == ["jalon-seal/1", "1", "1", "4"]
    assert words[4] == bytes(seal.root).hex()
    assert words[6] == "2026-11-24T09:00:59.000000+00:00"
    assert len(words) == 9
