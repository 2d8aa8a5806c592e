"""Streams carry codes and ids: no word of a dossier in a frame, no name but to its team (S8)."""

import pytest
from django.utils import timezone

from jalon.accounts.kinds import OrganisationKind
from jalon.dossiers.operations import write_note
from jalon.journal.models import Entry
from tests.factories import (
    AffiliationFactory,
    MembershipFactory,
    PersonFactory,
    actor,
    make_dossier,
)
from tests.live.conftest import committed, stream_process, streams  # noqa: F401
from tests.live.situations import assess, leave
from tests.live.streams import close_all

pytestmark = pytest.mark.usefixtures("committed")
SAID = {"person": "canariidentite", "contact": "canaricontact", "note": "canarinote",
        "private": "canaritravail"}  # fmt: skip
MASKED = "canarimasque"
INFORMED = ("referent", "france_travail")  # who may know of that note


@pytest.fixture(autouse=True)
def _screens_are_closed():
    yield
    close_all()


@pytest.mark.django_db
def test_these_tests_have_a_database_of_their_own():
    """pytest-django makes one for marked tests alone; those below commit in it."""
    assert not Entry.objects.filter(kind="note.written").exists()


def followed():
    """A dossier whose every word is a canary, followed by bodies of four kinds."""
    lead = AffiliationFactory()
    person = PersonFactory(first_names=SAID["person"], birth_name=SAID["person"])
    dossier = make_dossier(referent=lead, person=person)
    person.contact.emails = f"{SAID['contact']}@exemple.example"
    person.contact.save()
    hats = {"referent": lead}
    for kind in (OrganisationKind.FRANCE_TRAVAIL, OrganisationKind.SIAE):
        hats[kind] = AffiliationFactory(organisation__kind=kind)
    hats["masked"] = AffiliationFactory(
        organisation__kind=OrganisationKind.WOMEN_RIGHTS, organisation__name=MASKED,
        organisation__short_name=MASKED, user__last_name=MASKED,
    )  # fmt: skip
    seats = {name: MembershipFactory(dossier=dossier, affiliation=hat)
             for name, hat in hats.items() if name != "referent"}  # fmt: skip
    return dossier, {name: actor(hat) for name, hat in hats.items()}, seats


def write(dossier, by, word, *, is_private):
    write_note(
        dossier=dossier, kind="note", body=f"Une note {word}", is_private=is_private,
        happened_on=by.today, by=by, at=timezone.now(),
    )  # fmt: skip


kept: dict[object, str] = {}


def heard(screen):
    """All that was said so far, with the routine, as it was written."""
    while not screen.events.empty():
        keep(screen, screen.events.get())
    return kept.get(screen, "")


def heard_until_note(screen):
    """The same, once the note that both of them may know of was told."""
    event = None
    while event is None or event.name != "fact" or event.data["kind"] != "note.written":
        event = keep(screen, screen.events.get(timeout=20))
    return kept[screen]


def heard_until_named(screen):
    """What the référent is told of who looks, once the masked body does."""
    while MASKED not in kept.get(screen, ""):
        keep(screen, screen.events.get(timeout=20))


def keep(screen, event):
    kept[screen] = kept.get(screen, "") + f"{event.name} {event.data} {event.id}\n".lower()
    return event


def test_no_frame_holds_a_word_of_the_dossier_nor_a_masked_name(streams):  # noqa: F811
    dossier, around, seats = followed()
    stranger = actor()
    screens = {name: streams.open(who, dossier) for name, who in around.items()}
    rows = {name: streams.open(who) for name, who in {**around, "stranger": stranger}.items()}
    heard_until_named(screens["referent"])

    assess(dossier, around["referent"], theme="logement-hebergement")
    write(dossier, around["masked"], SAID["private"], is_private=True)
    leave(seats["masked"], around["masked"])
    write(dossier, around["referent"], SAID["note"], is_private=False)
    told = [heard_until_note(group[name]) for group in (screens, rows) for name in INFORMED]
    again = {name: streams.open(around[name], dossier, since=0) for name in INFORMED}
    told += [heard_until_note(screen) for screen in again.values()]
    assert len(told) == 6
    texts = {(where, name): heard(screen)
             for where, group in (("page", screens), ("list", rows), ("again", again))
             for name, screen in group.items()}  # fmt: skip

    for place, text in texts.items():
        assert not [word for word in SAID.values() if word in text], place
    named = {place for place, text in texts.items() if MASKED in text}
    assert named <= {("page", "referent"), ("page", "masked")}
    assert ("page", "referent") in named
    assert str(dossier.public_id) not in texts["list", "stranger"]
    assert str(dossier.public_id) in texts["list", "referent"]
