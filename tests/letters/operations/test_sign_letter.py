import io
import subprocess

import pikepdf
import pytest

from jalon.accounts.acting import acting
from jalon.journal.models import Entry
from jalon.letters.links import holding
from jalon.letters.operations import send_letter_code, sign_letter
from jalon.letters.operations.sign_letter import CodeOver
from jalon.letters.states import LetterState
from jalon.projects.queries.eligibility import values_of
from tests.letters.situations import LATER, again, code_received, mails, secret_of, waiting

pytestmark = pytest.mark.django_db


def test_she_signs_with_the_code_and_nothing_but_the_link_and_eligibility_follows(tmp_path):
    world, letter = waiting()
    code = secret_of(letter)
    with holding(code, at=LATER) as held:  # the rights of the link alone, in the database too
        send_letter_code(letter=held, by=None, at=LATER)
        wrong = sign_letter(letter=held, code="no", by=None, at=LATER)
    typed = code_received()

    with holding(code, at=LATER) as held:
        sign_letter(letter=held, code=f" {typed[:3]} {typed[3:]}", by=None, at=LATER)
        twice = sign_letter(letter=held, code="whatever", by=None, at=LATER)

    letter = again(letter)
    assert (wrong, twice, letter.state) == (None, letter, LetterState.SIGNED)
    assert values_of(world.now())["members"][1]["letter_signed"] is True
    fact = Entry.objects.get(kind="letter.signed")
    assert fact.payload["digest"] == letter.document_digest
    assert (fact.affiliation_id, letter.codes.get().tries) == (None, 2)
    assert len(mails("letter_news")) == 2
    with acting(world.rival, at=LATER):
        assert not type(letter).objects.exists()
    _is_tagged_and_signed(bytes(letter.document), tmp_path)


def _is_tagged_and_signed(content, folder):
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert bool(pdf.Root.MarkInfo.Marked)
        assert str(pdf.Root.Lang)[:2] == "fr"
        assert "/StructTreeRoot" in pdf.Root
        assert "engagement" in str(pdf.docinfo["/Title"])
    file = folder / "lettre.pdf"
    file.write_bytes(content)
    said = subprocess.run(["pdfsig", str(file)], capture_output=True, text=True, check=False).stdout
    assert "Signature is Valid." in said
    assert "Total document signed" in said


def test_a_code_is_typed_five_times_at_most_and_the_next_one_replaces_it():
    _world, letter = waiting()
    send_letter_code(letter=letter, by=None, at=LATER)
    first = code_received()

    for _try in range(5):
        assert sign_letter(letter=letter, code="000", by=None, at=LATER) is None
    with pytest.raises(CodeOver):
        sign_letter(letter=letter, code=first, by=None, at=LATER)
    assert again(letter).state == LetterState.WAITING
