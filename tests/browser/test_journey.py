"""From the entry to the signed contract: two professionals and the person, each on her screen.

Told twice: with JavaScript, where the screens of the professionals follow by themselves; and
without, where everybody reads the page again.
"""

import datetime as dt
import hashlib
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from jalon.contracts.models import ContractFile
from jalon.entry.operations import receive_information, take_orientation
from tests.browser import telephone
from tests.browser.sites import Site, serving
from tests.entry.situations import officer
from tests.factories import AffiliationFactory, actor
from tests.jobs import run_jobs
from tests.space.situations import account_of, camille

pytestmark = pytest.mark.browser
SENDER = "tests.browser.telephone.ring"


@pytest.fixture(scope="module")
def telephone_of_hers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("telephone") / "sms"


@pytest.fixture(scope="module")
def running_site(
    django_db_setup: None, django_db_blocker: Any, telephone_of_hers: Path
) -> Iterator[Site]:
    """A site that signs as in a demonstration, and whose messages reach a telephone."""
    folder = telephone_of_hers.parent
    with django_db_blocker.unblock(), serving(
        JALON_DEMONSTRATION="1", JALON_SIGNING_FOLDER=str(folder),
        JALON_SMS_SENDER=SENDER,
    ) as site:  # fmt: skip
        yield site


class Screens:
    """Three pages open on the same dossier, and what is seen on them."""

    def __init__(self, page_as: Callable[..., Page], javascript: bool) -> None:
        self.is_live, self.dossier = javascript, camille()
        contact = self.dossier.person.contact
        contact.phones = "+33600000001"
        contact.save()
        former = self.dossier.referent.affiliation
        self.next = AffiliationFactory(
            organisation=former.organisation, user__last_name="Suivante", user__first_name="Zoé"
        )
        self.here = f"/dossiers/{self.dossier.public_id}"
        self.first, self.second = (
            page_as(hat, javascript=javascript) for hat in (former, self.next)
        )
        self.hers = page_as(account_of(self.dossier.person), width=375, javascript=javascript)

    def sees(self, page: Page, block: str, words: str) -> Locator:
        """This part of the page comes to say it: by itself, or when the page is read again."""
        if not self.is_live:
            page.reload()
        part = page.locator(f'[data-bloc="{block}"]')
        expect(part).to_contain_text(words)
        return part


def decided(screens: Screens, page_as: Callable[..., Page]) -> None:
    """The officer decides, and says why."""
    former = screens.dossier.referent.affiliation
    by = officer(former.organisation)
    now = timezone.now()
    waits = receive_information(
        dossier=screens.dossier, organisation=former.organisation,
        received_on=timezone.localdate(), by=actor(former), at=now,
    )  # fmt: skip
    take_orientation(orientation=waits, by=actor(by), at=now)
    page = page_as(by, javascript=screens.is_live)
    screens.first.goto(screens.here)
    page.goto(f"/orientation/{waits.public_id}")
    page.get_by_label("social", exact=False).first.check()
    page.get_by_label("Organisme référent").select_option(label=str(former.organisation))
    page.get_by_label("Pourquoi cette décision").fill("Elle veut d'abord se déplacer seule.")
    page.get_by_role("button", name="Décider", exact=True).click()
    screens.sees(screens.first, "orientation", "Elle veut d'abord se déplacer seule.")


def taken_over(screens: Screens) -> None:
    """The référent hands over; her colleague accepts."""
    first, second = screens.first, screens.second
    first.goto(f"{screens.here}/equipe/passer-le-relais?vers={screens.next.public_id}")
    first.get_by_label("Note de relais").fill("Un rendez-vous est pris.")
    first.get_by_role("button", name="Proposer le relais").click()
    first.goto(screens.here)
    second.goto("/relais")
    second.get_by_role("link", name="Camille").first.click()
    second.get_by_role("button", name="Accepter").click()
    lead = screens.sees(first, "team", "Suivante").locator(".j-team__lead")
    expect(lead).to_contain_text("Suivante")


def assessed(screens: Screens) -> None:
    """One answers a theme; the other, who has it open too, sees the answer."""
    answer = '#theme-mobilite input[type=radio][value="yes strong"]'
    for page in (screens.first, screens.second):
        page.goto(screens.here if screens.is_live else f"{screens.here}/barriers/modifier")
        if screens.is_live:
            expect(page.locator("[data-live]")).to_have_text("En direct")
            page.locator('[data-bloc="barriers"] [data-edit]').click()
            expect(page.locator(answer)).to_be_visible()
    if screens.is_live:
        screens.second.locator("#theme-mobilite label").filter(
            has=screens.second.locator('input[type=radio][value="yes strong"]')
        ).click()
        expect(screens.second.locator("#theme-mobilite")).to_contain_text("enregistré à")
    else:
        screens.second.locator(answer).check(force=True)
        screens.second.get_by_role("button", name="Enregistrer").click()
        screens.first.reload()
    expect(screens.first.locator(answer)).to_be_checked()


def planned(screens: Screens) -> None:
    """The person proposes; the référent, who has the plan open, accepts; the person sees it."""
    screens.second.goto(f"{screens.here}/plan")
    screens.hers.goto("/mon-espace/chemin/objectif")
    screens.hers.locator("main input[type=text], main textarea").first.fill("Passer le permis")
    screens.hers.get_by_role("button", name="Proposer").click()
    screens.sees(screens.second, "plan", "Passer le permis")
    screens.second.get_by_role("button", name="Accepter : Passer le permis").click()
    expect(screens.second.get_by_text("accepté", exact=True).first).to_be_visible()
    screens.hers.goto("/mon-espace/chemin")
    expect(screens.hers.get_by_text("Passer le permis", exact=True)).to_be_visible()
    expect(screens.hers.get_by_text("attend une réponse")).not_to_be_visible()


def promised(screens: Screens) -> None:
    """Both sides promise: the one as the other binds once the person said yes."""
    screens.first.goto(screens.here)
    for who, what in (("La personne", "Aller au code"), ("Conseil départemental", "Payer le code")):
        screens.second.goto(f"{screens.here}/engagements/nouveau")
        screens.second.get_by_label(who).check()
        screens.second.get_by_label("À faire quoi ?").fill(what)
        screens.second.get_by_role("button", name="Proposer").click()
        screens.sees(screens.first, "contract", what)
    screens.hers.goto("/mon-espace/engagements")
    for what in ("Aller au code", "Payer le code"):
        screens.hers.get_by_role("button", name=f"Je suis d’accord : {what}").click()
        button = screens.hers.get_by_role("button", name=f"Je suis d’accord : {what}")
        expect(button).to_have_count(0)
    if not screens.is_live:
        screens.first.reload()
    own = screens.first.locator('[data-bloc="contract"] li').filter(has_text="Aller au code")
    expect(own).not_to_contain_text("proposé")


def offered(screens: Screens) -> None:
    today, page = timezone.localdate(), screens.second
    page.goto(f"{screens.here}/contrats/preparer")
    for label, days in (("Commence le", 0), ("Se termine le", 180), ("On le revoit", 90)):
        page.get_by_label(label).fill((today + dt.timedelta(days=days)).isoformat())
    page.get_by_label("Heures par semaine").fill("6")
    page.locator("[name=adaptations]").first.check()
    page.get_by_role("button", name="Enregistrer").click()
    page.get_by_role("link", name="Relire et proposer").click()
    page.get_by_role("button", name="Proposer à la personne").click()
    screens.sees(screens.first, "contract", "proposé à la personne")


def agreed(screens: Screens, sms: Path) -> None:
    """A code comes on her telephone; with it she says yes, and nothing is signed yet."""
    page = screens.hers
    page.goto("/mon-espace/contrat")
    page.get_by_role("button", name="Recevoir un code").click()
    run_jobs()
    page.get_by_label("code", exact=False).fill(telephone.code_on(sms))
    page.get_by_role("button", name="Dire oui").click()
    expect(page.get_by_text("Vous avez dit oui. C’est enregistré.")).to_be_visible()
    screens.sees(screens.first, "contract", "accepté, à signer")


def signed(screens: Screens, folder: Path) -> None:
    """The référent signs; the person takes a file away, and a tool that is not ours verifies it."""
    screens.second.goto(f"{screens.here}/contrats")
    screens.second.get_by_role("link", name="Signer pour mon organisme").click()
    screens.second.set_default_timeout(60_000)  # the first file loads what draws
    screens.second.get_by_role("button", name="Signer").click()
    expect(screens.second.get_by_text("Télécharger le contrat signé")).to_be_visible()
    screens.sees(screens.first, "contract", "en cours")
    screens.hers.goto("/mon-espace/contrat")
    with screens.hers.expect_download() as download:
        screens.hers.get_by_role("link", name="Garder le contrat (PDF)").click()
    path = folder / "contrat.pdf"
    download.value.save_as(path)
    says = subprocess.run(["pdfsig", "-nocert", path], capture_output=True, text=True).stdout
    assert "Signature Validation: Signature is Valid." in says
    kept = ContractFile.objects.get(dossier_id=screens.dossier.pk, kind="signed")
    assert hashlib.sha256(path.read_bytes()).hexdigest() == kept.digest


@pytest.mark.parametrize("javascript", [True, False], ids=["alive", "without-javascript"])
def test_from_the_entry_to_the_signed_contract(
    page_as: Callable[..., Page],
    telephone_of_hers: Path,
    tmp_path: Path,
    settings: Any,
    monkeypatch: pytest.MonkeyPatch,
    javascript: bool,
) -> None:
    settings.JALON_SMS_SENDER = SENDER
    monkeypatch.setenv(telephone.NAME, str(telephone_of_hers))
    screens = Screens(page_as, javascript)

    decided(screens, page_as)
    taken_over(screens)
    assessed(screens)
    planned(screens)
    promised(screens)
    offered(screens)
    agreed(screens, telephone_of_hers)
    signed(screens, tmp_path)
