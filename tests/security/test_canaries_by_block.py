"""One word per block of one dossier: each reader meets those of their blocks, and no other (S8).

The page, its fragments, the thread and its filters, the list, the search, the home page, the copy
handed to the person, the e-mails and the log; bodies whose mere name is sensitive are masked.
"""

import json
import logging

import pytest
from django.utils import timezone

from jalon.accounts.models import AffiliationRole
from jalon.dossiers.models import Barrier, ExceptionalAccess, Note, Sharing
from jalon.dossiers.telling import keep_doors
from jalon.dossiers.views.screen import every_part
from jalon.journal.models import Entry
from tests.factories import (
    LONG_AGO,
    AffiliationFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    UserFactory,
    make_dossier,
    swear,
)
from tests.jobs import delivered
from tests.live.situations import break_glass
from tests.security.oracle import ROWS
from tests.security.pdf_text import text_of_pdf
from tests.space.situations import account_of, browser_of

pytestmark = pytest.mark.django_db

CANARIES = {
    "I": "canariidentite", "C": "canaricontact", "P": "canariprofil", "N": "canarinote",
    "S": "canarisante", "J": "canarijustice", "W": "canaritravail", "T": "canarimasque",
}  # fmt: skip


def hat(kind="departement", role=AffiliationRole.PROFESSIONAL, **body):
    return AffiliationFactory(organisation=OrganisationFactory(kind=kind, **body), role=role)


@pytest.fixture
def dossier():
    """Followed by everybody, with a word of its own in each block, and a body that is masked."""
    referent = swear(hat())
    person = PersonFactory(birth_name=CANARIES["I"])
    made = make_dossier(referent=referent, person=person)
    person.contact.emails = f"{CANARIES['C']}@exemple.example"
    person.contact.save()
    made.work.sought_job = CANARIES["P"]
    made.work.save()
    for theme in ("mobilite", "logement-hebergement", "difficultes-financieres", "sante"):
        Barrier.objects.create(
            dossier=made, theme=theme, status="yes", impact="strong", declared_on=LONG_AGO
        )
    for block in "NSJ":
        _note(made, referent, block, CANARIES[block])
    _note(made, hat("ccas"), "N", CANARIES["W"], is_private=True)
    _masked_body(made)
    return made


def _note(dossier, author, block, body, *, is_private=False):
    note = Note.objects.create(
        dossier=dossier, author=author, organisation=author.organisation, block=block, body=body,
        is_private=is_private, happened_on=LONG_AGO, written_at=timezone.now(),
    )  # fmt: skip
    _fact(dossier, author, "note.written", {"note_id": note.pk}, "W" if is_private else block)


def _fact(dossier, author, kind, payload, need):
    last = Entry.objects.filter(stream=dossier.stream).count()
    Entry.objects.create(
        stream=dossier.stream, position=last + 1, kind=kind, payload=payload, need=need,
        user=author.user, affiliation=author, organisation=author.organisation, at=timezone.now(),
        audience=author.organisation if need == "W" else None,
    )  # fmt: skip


def _masked_body(dossier):
    name = CANARIES["T"]
    body = OrganisationFactory(kind="women_rights", name=name, short_name=name)
    member = AffiliationFactory(organisation=body, user=UserFactory(last_name=name))
    seat = MembershipFactory(dossier=dossier, affiliation=member)
    lead = dossier.referent.affiliation
    _fact(dossier, lead, "member.joined", {"membership_id": seat.pk}, "T")
    _fact(dossier, member, "barrier.assessed", _assessed(), "B")
    Barrier.objects.filter(dossier=dossier, theme="mobilite").update(declared_by=member)


def _assessed():
    return {
        "theme": "mobilite", "status": "yes", "impact": "strong",
        "previous_status": "not_addressed", "previous_impact": "none",
    }  # fmt: skip


READERS = {
    "referent": ("departement", "professional", "referent"),
    "social": ("ccas", "professional", "co_advisor"),
    "employment": ("france_travail", "professional", "co_advisor"),
    "orientation": ("departement", "orientation_officer", "orientation"),
    "panel": ("departement", "review_panel", "partner"),
    "payer": ("caf", "professional", "partner"),
    "offer": ("siae", "professional", "partner"),
    "solution": ("cpam", "professional", "partner"),
    "sensitive": ("addiction_care", "professional", "partner"),
    "manager": ("mds", "manager", None),
}


def reader_of(dossier, row, *, is_sworn):
    kind, role, seat = READERS[row]
    if row == "referent":
        one = dossier.referent.affiliation
        if not is_sworn:
            one.habilitations.all().delete()
        return one
    one = hat(kind, role)
    if is_sworn:
        swear(one)
    if seat:
        MembershipFactory(dossier=dossier, affiliation=one, role=seat)
    else:
        MembershipFactory(dossier=dossier, affiliation=AffiliationFactory(
            organisation=one.organisation
        ))  # fmt: skip
    return one


def everything(browser, dossier):
    """The text of all that a reader can ask of this dossier, refused parts left out."""
    here = f"/dossiers/{dossier.public_id}"
    parts = every_part()
    asked = [here, "/aujourdhui", "/dossiers/", "/dossiers/?q=canari", "/propositions"]
    asked += [f"{here}/bloc/{part}" for part in parts]
    asked += [f"{here}?fil={kind}" for kind in ("notes", "freins", "equipe", "modifications")]
    answers = [browser.get(path) for path in asked]
    return "".join(a.text for a in answers if a.status_code == 200)


def expected(row, *, is_sworn):
    """The letters whose canary is met, from the table written a second time."""
    cells = {block: ROWS[row][block] for block in CANARIES}
    met = set()
    for block, cell in cells.items():
        level, is_secret = cell.rstrip("*"), cell.endswith("*")
        if is_secret and not is_sworn:
            continue
        if level in {"R", "W"}:
            met.add(block)
    return met


@pytest.mark.parametrize("is_sworn", [True, False], ids=["sworn", "unsworn"])
@pytest.mark.parametrize("row", READERS)
def test_each_reader_meets_the_words_of_their_blocks_alone(dossier, sign_in, row, is_sworn):
    reader = reader_of(dossier, row, is_sworn=is_sworn)

    text = everything(sign_in(reader), dossier).lower()

    met = {block for block, canary in CANARIES.items() if canary in text}
    assert met == expected(row, is_sworn=is_sworn)


def test_what_is_addressed_opens_that_block_alone(dossier, sign_in):
    reader = reader_of(dossier, "offer", is_sworn=True)
    Sharing.objects.create(
        dossier=dossier, organisation=reader.organisation, block="N",
        shared_by=dossier.referent.affiliation, shared_at=timezone.now(),
    )  # fmt: skip

    text = everything(sign_in(reader), dossier)

    assert {b for b, canary in CANARIES.items() if canary in text} == {"I", "C", "P", "N"}


def test_a_masked_body_is_not_even_counted(dossier, sign_in):
    """Whoever sees the team without sensitive bodies sees one seat less, and no gap in the text."""
    reader = reader_of(dossier, "employment", is_sworn=True)

    text = sign_in(reader).get(f"/dossiers/{dossier.public_id}").text
    whole = sign_in(dossier.referent.affiliation).get(f"/dossiers/{dossier.public_id}").text

    def seats(html):
        return html.split('id="equipe"')[1].split("</section>")[0].count('<p class="j-team__when">')

    assert (seats(whole), seats(text)) == (3, 2)
    assert CANARIES["T"] in whole
    assert CANARIES["T"] not in text


def test_neither_mail_nor_log_nor_notification_holds_a_word_of_the_dossier(
    dossier, sign_in, caplog
):
    caplog.set_level(logging.DEBUG)
    lead = dossier.referent.affiliation
    browser = sign_in(lead)

    everything(browser, dossier)
    browser.post(
        f"/dossiers/{dossier.public_id}/notes",
        {"kind": "note", "block": "N", "body": CANARIES["N"], "happened_on": timezone.localdate()},
    )

    said = caplog.text + json.dumps([m.subject + m.body for m in delivered()])
    said += json.dumps(list(Entry.objects.values_list("payload", flat=True)))
    assert [canary for canary in CANARIES.values() if canary in said] == []


PERSON = set("ICPNSJT")  # everything but what a body writes for itself


def met_in(text):
    return {block for block, canary in CANARIES.items() if canary in text.lower()}


@pytest.mark.parametrize("is_sworn", [True, False], ids=["sworn", "unsworn"])
def test_a_copy_handed_over_holds_what_its_maker_may_read(dossier, sign_in, is_sworn):
    lead = reader_of(dossier, "referent", is_sworn=is_sworn)
    browser, door = sign_in(lead), f"/dossiers/{dossier.public_id}/remettre"

    file, document = (browser.post(door, {"format": made}) for made in ("json", "pdf"))

    expect = expected("referent", is_sworn=is_sworn)
    assert met_in(file.content.decode()) == expect
    assert met_in(text_of_pdf(document.content)) == expect


def test_the_copy_that_the_person_takes_holds_all_but_what_bodies_keep_for_themselves(dossier):
    browser = browser_of(account_of(dossier.person))

    file, document = (
        browser.post("/mon-espace/garder", {"format": made}) for made in ("json", "pdf")
    )

    assert met_in(file.content.decode()) == PERSON
    assert met_in(text_of_pdf(document.content)) == PERSON


def test_no_letter_of_an_emergency_nor_of_a_request_holds_a_word_of_the_dossier(dossier, sign_in):
    """Sent to the person, the référent, the officer and a reader who is asked why."""
    lead, guest = dossier.referent.affiliation, hat("departement")
    officer, manager = (
        AffiliationFactory(organisation=lead.organisation, role=role)
        for role in (AffiliationRole.DATA_PROTECTION, AffiliationRole.MANAGER)
    )
    browser = browser_of(account_of(dossier.person))
    sign_in(lead).get(f"/dossiers/{dossier.public_id}")
    access = break_glass(guest, dossier, minutes=10)
    ExceptionalAccess.objects.filter(pk=access.pk).update(reason=CANARIES["N"])

    keep_doors(timezone.now())
    browser.post("/mon-espace/droits/copie", {"body": CANARIES["S"]})
    why = f"/mon-espace/lectures/{lead.public_id}/pourquoi?jour={timezone.localdate()}"
    browser.post(why, {"body": CANARIES["J"]})

    sent = {one.to[0] for one in delivered()}
    assert sent >= {lead.user.email, officer.user.email, manager.user.email}
    assert f"{CANARIES['C']}@exemple.example" in sent  # the person, where she said
    written = "".join(one.subject + one.body for one in delivered())
    assert met_in(written) == set()
    assert [one for one in delivered() if one.attachments or len(one.recipients()) > 1] == []
