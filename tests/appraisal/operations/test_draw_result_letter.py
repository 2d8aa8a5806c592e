import hashlib

import pytest
from django.db import ProgrammingError, transaction

from jalon.accounts.acting import acting
from jalon.appraisal.models import ResultFile, ResultLetter
from jalon.appraisal.operations import announce_results, decide_project, draw_result_letter
from jalon.journal.models import Entry
from tests.appraisal.situations import AT, admitted

pytestmark = pytest.mark.django_db


def test_a_letter_is_drawn_once_by_the_keeper_alone_and_stays_as_it_was_drawn():
    world = admitted()
    said = {"project": world.project, "by": world.head, "at": AT}
    decide_project(outcome="not_selected", amount_cents=None, reason="Trop court", **said)
    announce_results(call=world.project.call, by=world.head, at=AT)
    letter = ResultLetter.objects.get(project=world.project)
    forged = {"letter": letter, "content": b"%PDF-", "digest": "0" * 64, "drawn_at": AT}
    carrier, partner, rival = world.filed.carrier, world.filed.partner, world.filed.rival
    for who in (carrier, world.head):
        with acting(who, at=AT), pytest.raises(ProgrammingError), transaction.atomic():
            ResultFile.objects.create(**forged)

    file = draw_result_letter(by=None, at=AT)

    assert file.digest == hashlib.sha256(file.content).hexdigest()
    ResultLetter.objects.filter(pk=letter.pk).update(content={})
    assert draw_result_letter(by=None, at=AT) is None
    with acting(carrier, at=AT):
        assert bytes(ResultFile.objects.get().content) == file.content
        with pytest.raises(ProgrammingError), transaction.atomic():
            ResultFile.objects.update(content=b"%PDF-")
    for who in (partner, rival):
        with acting(who, at=AT):
            assert not ResultFile.objects.exists()
    [drawn] = Entry.objects.filter(kind="result_letter.drawn")
    assert drawn.payload["digest"] == file.digest
