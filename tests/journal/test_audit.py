"""`./jalon audit …`: what a data-protection officer types, and what the answer is worth."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone, translation

from jalon.journal.exporting import lines_after
from jalon.journal.models import Leaf, Reading, Seal
from jalon.journal.sayings import WRONG, language_of
from jalon.journal.seal_keys import seal_key
from jalon.journal.verification import verify
from tests.journal.situations import readings, sealed

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def french_terminal(monkeypatch):
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")


def audit(*words, **options):
    """(what it printed, its exit code)."""
    printed = io.StringIO()
    try:
        call_command("audit", *words, stdout=printed, **options)
    except SystemExit as end:
        return printed.getvalue(), end.code
    return printed.getvalue(), 0


@pytest.fixture
def register():
    return sealed(3, 2, at=timezone.now())


def test_a_whole_register_says_how_much_was_read(register):
    printed, code = audit("verify")

    assert code == 0
    assert printed.startswith("Registre intact : 5 lectures relues, 2 sceaux (jusqu’au ")
    assert "lectures/s." in printed
    assert "--roots" in printed


def test_an_altered_register_names_the_first_record_and_ends_in_1(register):
    Reading.objects.filter(pk__gte=register[2].pk).update(blocks=["notes"])

    printed, code = audit("verify")

    first, second, *_rest, summary, _hint = printed.splitlines()
    assert code == 1
    assert first.startswith(f"Lecture {register[2].pk} (place 3, sceau 1)")
    assert second.startswith(f"Lecture {register[3].pk} (place 4, sceau 2)")
    assert summary.startswith("REGISTRE ALTÉRÉ")


def test_exported_lines_show_what_was_cut_off(register, tmp_path, settings):
    roots = tmp_path / "roots.txt"
    audit("export", "--to", str(roots))
    Seal.objects.all().delete()
    Leaf.objects.all().delete()
    Reading.objects.all().delete()

    alone, alone_code = audit("verify")
    printed, code = audit("verify", "--roots", str(roots))
    settings.JALON_SEAL_EXPORT = str(roots)
    by_itself, _code = audit("verify")

    assert (alone_code, code) == (0, 1)
    assert alone.startswith("Registre intact : 0 lecture relue, 0 sceau (aucun sceau)")
    assert printed.splitlines()[0].startswith("Sceau 1 : exporté puis supprimé")
    assert by_itself.splitlines()[0] == printed.splitlines()[0]


def test_export_prints_every_line_and_key_what_checks_them(register):
    printed, _code = audit("export")
    key, _code = audit("key")

    assert printed.splitlines() == list(lines_after(0))
    assert key == f"ed25519 {seal_key().id.hex()} {seal_key().public.hex()}\n"
    assert printed.splitlines()[0].split(" ")[7] == key.split(" ")[1]


def test_sealing_by_hand_says_how_many():
    readings(2)

    assert audit("seal") == ("2 lectures scellées, en 1 sceau.\n", 0)


def test_what_cannot_be_answered_is_one_sentence(register, tmp_path):
    wrong = tmp_path / "roots.txt"
    wrong.write_text("bonjour\n")

    for words in (["prove", "999999999"], ["verify", "--roots", str(wrong)]):
        with pytest.raises(CommandError):
            audit(*words)


def test_the_terminal_says_in_which_language_it_is_answered(register, monkeypatch):
    spoken = [{"LC_ALL": "en_GB.UTF-8", "LANG": "fr_FR"}, {"LC_MESSAGES": "en", "LANG": "fr"},
              {"LANG": "fr_FR.UTF-8"}, {"LANG": "C.UTF-8"}, {"LANG": "de_DE@euro"}, {}]  # fmt: skip
    assert [language_of(one) for one in spoken] == ["en", "en", "fr", "fr", "fr", "fr"]
    heard = []
    monkeypatch.setattr(
        "jalon.journal.management.commands.audit.verify",
        lambda **asked: heard.append(translation.get_language()) or verify(**asked),
    )

    for terminal in ("en_US.UTF-8", "fr_FR.UTF-8"):
        monkeypatch.setenv("LC_ALL", terminal)
        assert audit("verify")[1] == 0

    assert heard == ["en", "fr"]
    for sentence in map(str, WRONG.values()):  # each says where, in words that a translator moves
        assert sentence.count("%(") == sentence.count(")s")
