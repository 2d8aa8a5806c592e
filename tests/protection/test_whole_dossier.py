"""The copy of a whole dossier: nothing forgotten, nothing that is not the person's to have."""

import io
import json
from pathlib import Path

import pikepdf
import pytest
from django.apps import apps
from django.utils import timezone

from jalon.accounts.acting import acting
from jalon.dossiers.models import Barrier, Dossier, Note
from jalon.journal.models import Channel, Entry, Purpose, Reading
from jalon.people.models import Person
from jalon.protection.queries.dossier_parts import LEFT_OUT, PARTS, UNSAID, UNSAID_OF
from jalon.protection.queries.whole_dossier import as_data, read_whole_dossier
from jalon.ui import pdf
from jalon.web.models import KeptAnswer
from tests.factories import AffiliationFactory, MembershipFactory
from tests.protection.situations import asked, reading
from tests.space.situations import account_of, browser_of, camille, person_actor

pytestmark = pytest.mark.django_db
TAKE = "/mon-espace/garder"


def holds_something_of_a_person(model):
    return model in (Dossier, Person) or any(
        field.related_model in (Dossier, Person) or field.name in {"dossier_id", "person_id"}
        for field in model._meta.concrete_fields
    )


OURS = [model for model in apps.get_models() if model.__module__.startswith("jalon.")]
MODELS = [model for model in OURS if holds_something_of_a_person(model)]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_what_holds_something_of_a_person_is_in_the_copy_or_left_out_with_a_reason(model):
    exported = [part for part in PARTS if part.model is model]

    assert len(exported) + (model._meta.label in LEFT_OUT) == 1, (
        "put it in PARTS or in LEFT_OUT (protection/queries/dossier_parts.py)"
    )
    assert exported or str(LEFT_OUT[model._meta.label])


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.key)
def test_every_field_of_a_part_is_said_or_left_out_with_a_reason(part):
    fields = {field.name for field in part.model._meta.concrete_fields}
    unsaid = set(UNSAID_OF.get(part.model._meta.label, {}))

    assert fields - set(part.fields) - unsaid - UNSAID == set()
    assert unsaid - fields == set()
    assert set(part.fields) & (unsaid | UNSAID) == set()


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.key)
def test_every_label_on_paper_is_a_word_and_not_a_name_of_the_code(part):
    english = {name.replace("_", " ").capitalize() for name in part.fields} - {
        "Date", "Source", "Rsa", "Classes", "Situation",
    }  # fmt: skip

    assert {part.label_of(name) for name in part.fields} & english == set()


def test_nothing_left_out_is_left_out_of_nothing():
    labels = {model._meta.label for model in OURS}

    assert set(LEFT_OUT) - labels == set()
    assert set(UNSAID_OF) - labels == set()


def full_dossier():
    """Camille, with something in each corner, and a body that wrote for itself."""
    dossier = camille()
    other = MembershipFactory(dossier=dossier, affiliation__user__last_name="Marchal")
    contact = dossier.person.contact
    contact.phones, contact.city = "+33600000001\n+33600000002", "Metz"
    contact.save()
    Barrier.objects.create(
        dossier=dossier, theme="mobilite", status="yes", impact="strong",
        declared_by=other.affiliation, declared_on="2026-11-02",
    )  # fmt: skip
    for body, private, gone in (
        ("Camille a trouvé un vélo", False, None),
        ("Entre nous : prudence", True, None),
        ("Note retirée", False, timezone.now()),
    ):
        Note.objects.create(
            dossier=dossier, author=other.affiliation, organisation=other.organisation, kind="note",
            body=body, is_private=private, happened_on="2026-11-03", written_at=timezone.now(),
            withdrawn_at=gone,
        )  # fmt: skip
    asked(dossier, "correction", body="Mon prénom a deux l.")
    reading(dossier, other.affiliation)
    return dossier


def test_the_file_says_everything_that_is_the_persons():
    dossier = full_dossier()
    person = person_actor(dossier, dossier.person.accesses.get().user)

    with acting(person, at=timezone.now()):
        data = as_data(read_whole_dossier(person, dossier, at=timezone.now()))

    parts = data["parts"]
    assert (data["format"], data["version"]) == ("jalon-dossier", "1.0")
    assert data["dossier"]["number"] == str(dossier.public_id)
    assert parts["identity"]["birth_name"] == "Durand"
    assert parts["contact"]["phones"] == ["+33600000001", "+33600000002"]
    assert parts["barriers"][0]["theme"] == {"code": "mobilite", "label": "Mobilité"}
    assert parts["barriers"][0]["declared_on"] == "2026-11-02"
    assert parts["barriers"][0]["declared_by"]["name"] == "Mme Marchal"
    assert [note["body"] for note in parts["notes"]] == ["Camille a trouvé un vélo"]
    assert {seat["affiliation"]["name"] for seat in parts["team"]} == {"Mme Weber", "Mme Marchal"}
    assert parts["requests"][0]["body"] == "Mon prénom a deux l."
    assert [line["reader"] for line in data["readings"]] == ["Mme Marchal"]
    assert json.loads(json.dumps(data)) == data


def test_the_secrets_of_a_body_and_of_the_platform_are_in_no_copy():
    dossier = full_dossier()
    browser = browser_of(dossier.person.accesses.get().user)

    form = {"format": "json", "once": "the-word-that-the-form-carries"}
    text = browser.post(TAKE, form).content.decode()

    assert "Camille" in text
    assert KeptAnswer.objects.get().shown == ""
    for secret in ("prudence", "Note retirée", "nir", "fingerprint"):
        assert secret not in text


def test_a_copy_is_a_reading_on_record_and_holds_nobody_else():
    dossier, other = full_dossier(), full_dossier()
    reading(other, AffiliationFactory(user__last_name="Lointain"))
    user = dossier.person.accesses.get().user

    answer = browser_of(user).post(TAKE, {"format": "json"})

    assert answer["Content-Disposition"] == 'attachment; filename="dossier.json"'
    assert "no-store" in answer["Cache-Control"]
    text = answer.content.decode()
    assert "Lointain" not in text
    assert str(other.public_id) not in text
    copy = Reading.objects.get(channel=Channel.EXPORT)
    assert (copy.user, copy.purpose, copy.blocks) == (user, Purpose.OWN, ["dossier"])
    assert copy.dossiers == [dossier.pk]


def test_the_document_is_tagged_and_says_its_language_and_title():
    dossier = full_dossier()
    browser = browser_of(dossier.person.accesses.get().user)

    form = {"format": "pdf", "once": "the-word-that-the-form-carries"}
    answer, again = browser.post(TAKE, form), browser.post(TAKE, form)

    assert answer["Content-Type"] == "application/pdf"
    assert (again.status_code, again["Location"]) == (302, TAKE)
    assert "redemandez-le" in browser.get(TAKE).content.decode()
    assert Reading.objects.filter(channel=Channel.EXPORT).count() == 1
    with pikepdf.open(io.BytesIO(answer.content)) as document:
        root = document.Root
        assert str(root.Lang) == "fr"
        assert bool(root.MarkInfo.Marked)
        assert "/StructTreeRoot" in root
        assert bool(root.ViewerPreferences.DisplayDocTitle)
        assert str(document.docinfo["/Title"]) == "Le dossier de Camille Durand"
        fonts = {
            str(font.BaseFont)
            for page in document.pages
            for font in page.Resources.get("/Font", {}).values()
        }
        assert {name.split("+")[-1].split("-")[0] for name in fonts} == {"Atkinson"}
        with document.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"


def test_a_server_without_the_library_says_so_and_still_gives_the_file(monkeypatch):
    def missing(name):
        raise OSError("cannot load library 'libpango-1.0-0'")

    pdf._library.cache_clear()
    monkeypatch.setattr(pdf.importlib, "import_module", missing)
    dossier = camille()
    browser = browser_of(account_of(dossier.person))

    document, file = (browser.post(TAKE, {"format": made}) for made in ("pdf", "json"))

    pdf._library.cache_clear()
    assert document.status_code == 409
    assert "il manque une bibliothèque au serveur" in document.content.decode()
    assert file.status_code == 200


def test_a_document_fetches_nothing_but_our_fonts():
    fetcher = pdf._our_fonts()

    for address in (
        "https://exemple.example/x",
        "file:///etc/passwd",
        f"{pdf.FONTS.as_uri()}/../x",
    ):
        with pytest.raises(ValueError, match="not one of our fonts"):
            fetcher.fetch(address)
    font = next(Path(pdf.FONTS).glob("*.woff2"))
    assert fetcher.fetch(font.as_uri()).read(4) == b"wOF2"


def test_an_unknown_format_does_not_exist():
    browser = browser_of(account_of(camille().person))

    assert browser.post(TAKE, {"format": "docx"}).status_code == 404
    assert browser.post(TAKE).status_code == 404
    assert browser.get(TAKE).status_code == 200


def test_the_referent_hands_a_copy_with_their_own_rights(sign_in):
    dossier = full_dossier()
    page = f"/dossiers/{dossier.public_id}/remettre"
    browser = sign_in(dossier.referent.affiliation)
    assert "Camille Durand" in browser.get(page).content.decode()

    answer = browser.post(page, {"format": "json"})

    assert json.loads(answer.content)["parts"]["identity"]["birth_name"] == "Durand"
    assert "prudence" not in answer.content.decode()
    assert Entry.objects.filter(kind="copy.handed", stream=dossier.stream).exists()
    assert Reading.objects.filter(channel=Channel.EXPORT, blocks=["dossier"]).count() == 1


def test_nobody_else_hands_a_copy(sign_in):
    dossier = full_dossier()
    page = f"/dossiers/{dossier.public_id}/remettre"
    member = dossier.memberships.exclude(pk=dossier.referent_id).get().affiliation

    assert sign_in(member).post(page, {"format": "json"}).status_code == 403
    assert sign_in(AffiliationFactory()).post(page, {"format": "json"}).status_code == 404
    assert not Entry.objects.filter(kind="copy.handed").exists()
    assert not Reading.objects.filter(channel=Channel.EXPORT).exists()
