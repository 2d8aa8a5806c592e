"""Several organisations, one person: what one hat opens stays shut under the others (S4)."""

import html
import re

import pytest
from django.test import Client
from django.utils import timezone

from jalon.accounts.kinds import OrganisationKind
from jalon.accounts.models import AffiliationRole
from jalon.dossiers.models import Dossier, Membership, Note
from jalon.journal.models import Entry
from jalon.live import tokens
from tests.factories import (
    AffiliationFactory,
    MembershipFactory,
    PersonFactory,
    UserFactory,
    actor,
    make_dossier,
)
from tests.live.conftest import committed, stream_process, streams  # noqa: F401
from tests.live.situations import write
from tests.live.streams import Screen, close_all

KINDS = [
    (OrganisationKind.DEPARTEMENT, AffiliationRole.PROFESSIONAL),
    (OrganisationKind.FRANCE_TRAVAIL, AffiliationRole.MANAGER),
    (OrganisationKind.CAF, AffiliationRole.PROFESSIONAL),
    (OrganisationKind.ASSOCIATION, AffiliationRole.ORIENTATION_OFFICER),
    (OrganisationKind.CCAS, AffiliationRole.PROFESSIONAL),
]


@pytest.fixture(autouse=True)
def _screens_are_closed():
    yield
    close_all()


class Wearer:
    """One person with several hats; under each, the référent of somebody named after it."""

    def __init__(self, count):
        user = UserFactory()
        self.hats = [
            AffiliationFactory(user=user, organisation__kind=kind, role=role)
            for kind, role in KINDS[:count]
        ]
        self.names = [f"Nomdu{user.pk}x{rank}" for rank in range(count)]
        self.dossiers = [
            make_dossier(referent=hat, person=PersonFactory(birth_name=name))
            for hat, name in zip(self.hats, self.names, strict=True)
        ]

    def each(self):
        for rank, hat in enumerate(self.hats):
            others = [n for n in range(len(self.hats)) if n != rank]
            yield rank, hat, others


def choose(browser: Client, hat) -> None:
    answer = browser.post("/agir-pour", {"affiliation": hat.public_id})
    assert answer.status_code == 302


def text_of(answer) -> str:
    return html.unescape(answer.content.decode())


@pytest.mark.django_db
@pytest.mark.parametrize("count", [2, 3, 5])
def test_pages_lists_and_searches_know_one_hat_at_a_time(count, sign_in):
    who = Wearer(count)
    browser = sign_in(who.hats[0])

    for rank, hat, others in who.each():
        choose(browser, hat)
        mine = who.dossiers[rank]
        assert who.names[rank] in text_of(browser.get(f"/dossiers/{mine.public_id}"))
        seen = [
            text_of(browser.get("/dossiers/")),
            text_of(browser.get("/aujourdhui")),
            text_of(browser.get("/dossiers/", {"q": who.names[rank]})),
        ]
        assert who.names[rank] in seen[0]
        assert who.names[rank] in seen[2]
        ids = [str(dossier.public_id) for dossier in who.dossiers]
        seen.append(text_of(browser.get("/dossiers/lignes", {"d": ids})))
        for other in others:
            assert not [page for page in seen if who.names[other] in page]
            found = text_of(browser.get("/dossiers/", {"q": who.names[other]}))
            assert f"/dossiers/{ids[other]}" not in found
            path = f"/dossiers/{who.dossiers[other].public_id}"
            for door in (path, f"{path}/bloc/header", f"{path}/identity/modifier"):
                assert browser.get(door).status_code == 404, door
            assert browser.get("/direct/jeton", {"sujet": path[1:].replace("dossiers", "dossier")}
            ).status_code == 404  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("count", [2, 5])
def test_nothing_is_written_with_the_right_of_another_hat(count, sign_in):
    who = Wearer(count)
    browser = sign_in(who.hats[0])
    facts = Entry.objects.count()

    for _rank, hat, others in who.each():
        choose(browser, hat)
        for other in others:
            path = f"/dossiers/{who.dossiers[other].public_id}"
            typed = {"kind": "note", "body": "essai", "happened_on": timezone.localdate()}
            for door in ("notes", "barriers/modifier", "work/modifier", "remettre"):
                answer = browser.post(f"{path}/{door}", {**typed, "format": "json"})
                assert answer.status_code == 404, door

    assert (Entry.objects.count(), Note.objects.count()) == (facts, 0)


@pytest.mark.django_db
def test_a_form_opened_under_one_hat_is_not_sent_under_another(sign_in):
    """Both hats hold a seat around the same person: each could write, for its own organisation."""
    who = Wearer(2)
    mine, other = who.hats
    dossier = who.dossiers[0]
    MembershipFactory(dossier=dossier, affiliation=other)
    browser = sign_in(mine)
    path = f"/dossiers/{dossier.public_id}"
    typed = {
        **hidden(browser.get(path)), "kind": "note", "body": "Réservée à mon organisme",
        "is_private": "on", "happened_on": timezone.localdate().isoformat(),
    }  # fmt: skip

    choose(browser, other)  # in another tab
    refused = browser.post(f"{path}/notes", typed)
    in_place = browser.post(f"{path}/notes", typed, headers={"HX-Request": "true"})

    assert (refused.status_code, in_place.status_code) == (403, 403)
    assert Note.objects.count() == 0
    page = text_of(refused)
    assert "<title>Vous agissez pour un autre organisme" in page
    assert "Réservée à mon organisme" in page  # nothing typed is lost
    assert str(other.organisation) in page

    choose(browser, mine)
    assert browser.post(f"{path}/notes", typed).status_code == 302
    assert Note.objects.get().organisation_id == mine.organisation_id


@pytest.mark.django_db
def test_what_was_typed_may_be_sent_for_the_other_organisation_on_purpose(sign_in):
    who = Wearer(2)
    mine, other = who.hats
    MembershipFactory(dossier=who.dossiers[0], affiliation=other)
    browser = sign_in(mine)
    path = f"/dossiers/{who.dossiers[0].public_id}"
    typed = {**hidden(browser.get(path)), "kind": "note", "body": "Vu ce matin",
             "is_private": "on", "happened_on": timezone.localdate().isoformat()}  # fmt: skip
    choose(browser, other)

    again = {**typed, **hidden(browser.post(f"{path}/notes", typed))}

    assert browser.post(f"{path}/notes", again).status_code == 302
    assert Note.objects.get().organisation_id == other.organisation_id


def hidden(answer) -> dict[str, str]:
    """The hidden fields of the layout of a page: who it was shown to, and the word of the form."""
    found = re.findall(r'name="(acting|once)" value="([^"]*)"', answer.content.decode())
    assert {name for name, _ in found} == {"acting", "once"}
    return dict(found)


@pytest.mark.django_db
def test_a_right_of_one_hat_does_not_add_to_that_of_another(sign_in):
    """Référent under one hat, a payer under the other: under the second, what a payer reads."""
    who = Wearer(3)
    dossier, payer = who.dossiers[0], who.hats[2]
    MembershipFactory(dossier=dossier, affiliation=payer)
    write(dossier, actor(who.hats[0]))
    browser = sign_in(who.hats[0])
    path = f"/dossiers/{dossier.public_id}"
    assert "CANARI" in text_of(browser.get(path))

    choose(browser, payer)

    assert browser.get(path).status_code == 200
    for door in (path, f"{path}/bloc/timeline"):
        assert "CANARI" not in text_of(browser.get(door)), door
    assert browser.post(f"{path}/remettre", {"format": "json"}).status_code in {403, 404}
    assert Membership.objects.filter(dossier=dossier, ended_at=None).count() == 2


@pytest.mark.usefixtures("committed")
def test_the_streams_know_one_hat_at_a_time(streams):  # noqa: F811
    who = Wearer(3)
    actors = [actor(hat) for hat in who.hats]

    for rank, _hat, others in who.each():
        assert streams.knock(actors[rank], who.dossiers[rank]).status == 200
        for other in others:
            assert streams.knock(actors[rank], who.dossiers[other]).status == 403
    rows = [streams.open(who) for who in actors]
    for screen in rows:
        screen.until("resync")
    for rank, dossier in enumerate(who.dossiers):
        write(dossier, actors[rank])
    for rank, screen in enumerate(rows):
        told = [event.data["dossier"] for event in screen.quiet() if event.name == "fact"]
        assert told == [str(who.dossiers[rank].public_id)]


@pytest.mark.usefixtures("committed")
def test_a_token_says_one_hat_and_serves_no_other(streams):  # noqa: F811
    """Altered to name another hat of the same person, a claim is no longer ours."""
    who = Wearer(2)
    mine, other = (actor(hat) for hat in who.hats)
    topic = tokens.dossier_topic(who.dossiers[0].pk)
    token = tokens.issue(mine, topic, session_key="x")
    crossed = tokens.issue(other, topic, session_key="x")

    assert Screen(streams.port, token).status == 200
    assert Screen(streams.port, crossed).status == 403
    with pytest.raises(ValueError, match="one's own"):
        tokens.issue(mine, tokens.caseload_topic(other), session_key="x")
    assert Dossier.objects.filter(pk=who.dossiers[0].pk).exists()
