"""What an officer takes away (tables, letters, registers) holds no word of the dossier (S8).

They may know who is asked about and who is around the person; the rest stays where it is, and the
officer of another body finds nothing at the same addresses.
"""

import pytest
from django.utils import timezone

from jalon.accounts.actor import actor_of
from jalon.accounts.models import AffiliationRole
from jalon.dossiers.models import CautionOverride
from jalon.protection.operations import extend_request, open_register
from tests.factories import AffiliationFactory
from tests.protection.situations import asked, entered, reading
from tests.security.pdf_text import text_of_pdf
from tests.security.test_canaries_by_block import dossier, met_in  # noqa: F401 - the same words
from tests.security.walking import pages
from tests.space.situations import account_of, person_actor

pytestmark = pytest.mark.django_db
OFFICER = AffiliationRole.DATA_PROTECTION
# Who asks, and who is around the person: what the table of rights gives to an officer.
MAY_KNOW = {"I", "T"}


class Desk:
    """Requests, a register, a warning that was passed over: all that an officer may take away."""

    def __init__(self, dossier):  # noqa: F811
        self.dossier, at = dossier, timezone.now()
        lead = dossier.referent.affiliation
        self.hat = AffiliationFactory(role=OFFICER, organisation=lead.organisation)
        officer = actor_of(self.hat, on=timezone.localdate())
        person = person_actor(dossier, account_of(dossier.person))
        self.masked = dossier.memberships.exclude(role="referent").get().affiliation
        for reader in (lead, self.masked):
            reading(dossier, reader, blocks=["notes", "barriers"])
        CautionOverride.objects.create(
            dossier=dossier, author=lead, organisation=lead.organisation, field="note.body",
            classes=["health"], reason="Il faut le dire ici.", overridden_at=at,
        )  # fmt: skip
        self.requests = [
            asked(dossier, "erasure", by=person, body="Effacez tout."),
            entered(dossier, officer, "access"),
        ]
        extend_request(request=self.requests[0], reason="Il y en a beaucoup.", by=officer, at=at)
        extend_request(request=self.requests[1], reason="Il y en a beaucoup.", by=officer, at=at)
        self.lookup = open_register(dossier=dossier, motive="Contrôle", by=officer, at=at)

    @property
    def files(self):
        register = f"/protection/registre/{self.lookup.public_id}"
        letters = [f"/protection/demandes/{one.public_id}/lettre" for one in self.requests]
        return [f"{register}/lectures.csv", "/conservation/previsions.csv", *letters]

    @property
    def shown(self):
        one = f"/protection/demandes/{self.requests[1].public_id}"
        register = f"/protection/registre/{self.lookup.public_id}"
        enter = f"/protection/demandes/inscrire/{self.dossier.public_id}"
        return [one, f"{one}/accepter", register, enter, "/protection/mises-en-garde"]


def text_of(answer):
    is_pdf = answer["Content-Type"] == "application/pdf"
    return text_of_pdf(answer.content) if is_pdf else answer.content.decode()


def test_an_officer_takes_away_no_word_of_the_dossier(dossier, sign_in):  # noqa: F811
    desk = Desk(dossier)
    browser = sign_in(desk.hat)

    taken = {path: browser.get(path) for path in (*desk.files, *desk.shown)}

    assert {answer.status_code for answer in taken.values()} == {200}
    met = {path: met_in(text_of(answer)) for path, answer in taken.items()}
    assert {path: words for path, words in met.items() if words - MAY_KNOW} == {}
    assert met[desk.files[0]] == {"T"}  # the register says who read, and is really about them
    assert met[desk.files[2]] == met[desk.files[3]] == {"I"}
    for path, answer in pages(browser, "/protection", "/conservation"):
        assert not met_in(text_of(answer)) - MAY_KNOW, path


def test_the_officer_of_another_body_takes_away_nothing(dossier, sign_in):  # noqa: F811
    desk = Desk(dossier)
    other = AffiliationFactory(role=OFFICER)
    browser = sign_in(other)

    for path in (*desk.files, *desk.shown):
        answer = browser.get(path)
        assert met_in(text_of(answer)) == set(), path
        is_own = path in {"/conservation/previsions.csv", "/protection/mises-en-garde"}
        assert answer.status_code == (200 if is_own else 404), path
