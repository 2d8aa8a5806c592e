import io

import pytest
from django.utils import timezone

from jalon.accounts.models import AffiliationRole
from jalon.intake.bulk.sealed_file import PART, SealedFile
from jalon.intake.models import ListPart, PeopleList
from jalon.intake.operations import receive_list
from jalon.intake.reading.problems import FileRefused
from jalon.journal.models import Entry
from jalon.kernel.errors import Denied
from tests.factories import actor
from tests.intake.situations import TITLES, ZOE, file_of, received, sender

pytestmark = pytest.mark.django_db


def test_a_file_is_kept_sealed_with_its_columns_recognised():
    people_list = received(ZOE, by=sender())

    assert people_list.titles == TITLES
    assert people_list.mapping[:4] == ["file_id", "first_names", "last_name", "birth_date"]
    assert (people_list.format, people_list.encoding, people_list.separator) == (
        "csv",
        "utf-8",
        ";",
    )
    assert b"Lef" not in b"".join(bytes(part.sealed) for part in ListPart.objects.all())
    assert SealedFile(people_list).read() == file_of(ZOE).read()


def test_a_file_of_several_pieces_is_read_back_from_anywhere():
    content = file_of(*({**ZOE, "Ville": f"{n:0200}"} for n in range(4 * PART // 400))).read()
    people_list = receive_list(
        file=io.BytesIO(content), name="x.csv", by=sender(), at=timezone.now()
    )

    kept = io.BufferedReader(SealedFile(people_list))

    assert ListPart.objects.count() == -(-len(content) // PART)
    assert kept.read() == content
    for start in (0, PART - 3, PART, len(content) - 5):
        kept.seek(start)
        assert kept.read(10) == content[start : start + 10]


def test_receiving_is_a_fact_without_the_name_of_the_file():
    people_list = received(ZOE, by=sender())

    [fact] = Entry.objects.filter(stream=people_list.stream)
    assert (fact.kind, fact.payload) == ("list.received", {"list_id": people_list.pk})


def test_what_is_no_list_leaves_nothing():
    with pytest.raises(FileRefused):
        receive_list(file=io.BytesIO(b""), name="x.csv", by=sender(), at=timezone.now())
    assert not PeopleList.objects.exists()


def test_the_same_content_has_the_same_fingerprint_and_another_has_not():
    manager = sender()
    first, second = received(ZOE, by=manager), received(ZOE, by=manager)
    other = received({**ZOE, "Ville": "Nancy"}, by=manager)

    assert bytes(first.file_fingerprint) == bytes(second.file_fingerprint)
    assert bytes(first.file_fingerprint) != bytes(other.file_fingerprint)


def test_a_professional_does_not_send_a_list():
    with pytest.raises(Denied, match="au nom d’un organisme"):
        received(ZOE, by=actor(role=AffiliationRole.PROFESSIONAL))
