"""The desk for calls, in browsers: from the publication of a call to the last instalment.

Everybody has a browser of their own: who publishes and decides, the carrier, a member, a signatory
without account, two readers. The clock of the pages is moved from one act to the next. With
JALON_PICTURES, each screen that the documentation shows is kept in that folder.
"""

import datetime as dt
import os
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.urls import reverse
from playwright.sync_api import Page, expect

from jalon.accounts.kinds import OrganisationKind
from jalon.accounts.models import Affiliation, AffiliationRole
from jalon.appraisal.models import Review, Scenario
from jalon.appraisal.operations import draw_result_letter
from jalon.calls.content import documents, grid
from jalon.calls.models import Call, CallVersion
from jalon.calls.operations import close_calls
from jalon.grants.models import Agreement, Payment, Report
from jalon.letters.models import Letter
from jalon.projects.models import Project
from jalon.projects.operations import write_text
from tests.browser.sites import Site, serving
from tests.calls.situations import PARIS, hat_of_the_state
from tests.factories import TerritoryFactory, actor
from tests.letters.situations import code_received, secret_of

pytestmark = pytest.mark.browser
TITLE, PROJECT = "Service public de l’insertion en Lorraine", "Un guichet commun en Moselle"
SIGNS = "claire.dupont@exemple.example"
PAPER = {"name": "rib.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7"}


@pytest.fixture(scope="module")
def clock(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("desk") / "seconds"
    file.write_text("0")
    return file


@pytest.fixture(scope="module")
def running_site(django_db_setup: None, django_db_blocker: Any, clock: Path) -> Iterator[Site]:
    """A site whose clock is ahead, and that signs as in a demonstration."""
    moved = {"JALON_TESTS_CLOCK": str(clock), "JALON_SIGNING_FOLDER": str(clock.parent)}
    with (
        django_db_blocker.unblock(),
        serving("tests.browser.moved:application", JALON_DEMONSTRATION="1", **moved) as site,
    ):
        yield site


class Desk:
    """A screen for each hat, and the hour at which everybody acts."""

    def __init__(self, page_as: Callable[..., Page], visitor: Page, clock: Path) -> None:
        self.page_as, self.visitor, self.clock = page_as, visitor, clock
        self.begins = dt.datetime.now(PARIS).replace(hour=9, minute=0, second=0, microsecond=0)
        self.pages: dict[int, Page] = {}
        self.officer = hat_of_the_state(organisation__name="Préfecture inventée")
        state = self.officer.organisation
        self.head = hat_of_the_state(role=AffiliationRole.MANAGER, organisation=state)
        self.carrier = hat_of_the_state(
            OrganisationKind.DEPARTEMENT, organisation__name="Département inventé"
        )
        self.president = hat_of_the_state(
            OrganisationKind.DEPARTEMENT,
            role=AffiliationRole.MANAGER,
            organisation=self.carrier.organisation,
        )
        self.member = hat_of_the_state(
            OrganisationKind.FRANCE_TRAVAIL, organisation__name="Agence inventée"
        )
        self.readers = [hat_of_the_state(OrganisationKind.DDETS), hat_of_the_state()]

    def day(self, days: int, hour: int = 9) -> dt.datetime:
        return self.begins + dt.timedelta(days=days, hours=hour - 9)

    @property
    def today(self) -> dt.date:
        ahead = dt.timedelta(seconds=float(self.clock.read_text()))
        return (dt.datetime.now(PARIS) + ahead).date()

    def move(self, days: int) -> None:
        """So many days after the publication. Who comes back that day signs in again."""
        ahead = (self.day(days) - dt.datetime.now(PARIS)).total_seconds()
        self.clock.write_text(str(ahead))
        self.pages.clear()

    def of(self, hat: Affiliation) -> Page:
        if hat.pk not in self.pages:
            with time_machine.travel(time.time() + float(self.clock.read_text())):
                self.pages[hat.pk] = self.page_as(hat)
        return self.pages[hat.pk]

    def at(self, hat: Affiliation, name: str, *args: Any) -> Page:
        """The page of this address, on the screen of this hat."""
        page = self.of(hat)
        page.goto(reverse(name, args=args))
        return page


def write(page: Page, button: str, **typed: Any) -> None:
    """Fill the fields of the form, by the name they are sent under; send it; it is accepted."""
    form = page.locator("main form", has=page.get_by_role("button", name=button, exact=True))
    for name, value in typed.items():
        field = form.locator(f'[name="{name}"]')
        kind = field.first.get_attribute("type")
        if value is True:
            field.check()
        elif kind in {"radio", "checkbox"}:
            form.locator(f'[name="{name}"][value="{value}"]').check()
        elif field.evaluate("one => one.tagName") == "SELECT":
            field.select_option(value)
        elif kind == "file":
            field.set_input_files(value)
        else:
            field.fill(str(value))
    with page.expect_response(lambda answer: answer.request.method == "POST") as sent:
        form.get_by_role("button", name=button, exact=True).click()
    assert sent.value.status in {200, 302}, (button, page.locator(".j-summary").text_content())
    page.wait_for_load_state()


def picture(page: Page, name: str) -> None:
    """What the documentation shows, when a folder is given."""
    if folder := os.environ.get("JALON_PICTURES"):
        page.screenshot(path=Path(folder) / f"{name}.png")


def minute(at: dt.datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M")


def published(desk: Desk) -> Call:
    """The officer takes the model, fills in what is missing, publishes; everybody reads it."""
    page = desk.at(desk.officer, "calls")
    page.get_by_role("link", name="Commencer un appel").click()
    write(page, "Commencer", title=TITLE)
    call = Call.objects.get()
    picture(page, "write-call")
    desk.at(desk.officer, "write_part", call.public_id, "calendar")
    write(page, "Enregistrer", opens_at=minute(desk.day(1)), closes_at=minute(desk.day(60, 18)))
    desk.at(desk.officer, "write_part", call.public_id, "money")
    write(page, "Enregistrer", envelope_cents="15000000")
    desk.at(desk.officer, "write_part", call.public_id, "contacts")
    write(page, "Enregistrer", label_0="Pôle insertion", email_0="ami@prefecture.example")
    expect(page.get_by_text("Rien ne manque")).to_be_visible()
    desk.at(desk.officer, "publish_call", call.public_id)
    write(page, "Publier")
    desk.move(2)
    desk.visitor.goto(reverse("call", args=[call.public_id]))
    expect(desk.visitor.get_by_role("heading", name=TITLE)).to_be_visible()
    picture(desk.visitor, "call")
    return call


def composed(desk: Desk, call: Call) -> Project:
    """The carrier opens a project; France Travail joins it and writes its own part."""
    page = desk.at(desk.carrier, "open_project", call.public_id)
    write(page, "Commencer le brouillon", title=PROJECT)
    project = Project.objects.get()
    desk.at(desk.carrier, "invite_project_member", project.public_id)
    siret = desk.member.organisation.siret
    write(page, "Ajouter au groupement", siret=siret, email="agence@exemple.example")
    member = project.members.get(organisation=desk.member.organisation)
    theirs = desk.at(desk.member, "answer_project_invitation", project.public_id, member.public_id)
    write(theirs, "Répondre", answer="yes")
    desk.at(desk.member, "write_project_part", project.public_id, member.public_id)
    write(
        theirs, "Enregistrer la partie", role="Un conseiller au guichet", fte_hundredths="1,5",
        signatory_name="Claire Dupont, directrice", signatory_email=SIGNS,
    )  # fmt: skip
    own = project.members.get(organisation=desk.carrier.organisation)
    desk.at(desk.carrier, "write_project_part", project.public_id, own.public_id)
    write(page, "Enregistrer la partie", role="Porter et coordonner")
    written(desk, project)
    return project


def written(desk: Desk, project: Project) -> None:
    """The carrier writes the rest: frame, place, texts, plan, papers."""
    page, one = desk.of(desk.carrier), project.public_id
    version = CallVersion.objects.get(call=project.call)
    desk.at(desk.carrier, "revise_project", one)
    starts = desk.day(120).strftime("%Y-%m-%d")
    write(
        page, "Enregistrer", starts_on=starts, months=24, people=800, public_is_broad="yes",
        zonings_present="qpv", zonings_associated="qpv",
    )  # fmt: skip
    TerritoryFactory(kind="department", code="57", name="Moselle")  # type: ignore[no-untyped-call]
    desk.at(desk.carrier, "project_perimeter", one)
    page.goto(f"{page.url}?q=moselle")
    page.get_by_role("button", name=re.compile("^Ajouter")).first.click()
    desk.at(desk.carrier, "write_text", one, "resume")
    write(page, "Enregistrer", body="Ce que nous ferons ensemble.")
    for line in grid(version.grid):
        write_text(
            project=project, code=line.code, body="Ce que nous ferons.", seen=0,
            by=actor(desk.carrier), at=desk.day(2),
        )  # fmt: skip
    desk.at(desk.carrier, "financing", one)
    lines = (
        ("spending-staff", "100000"),
        ("resource-state", "80000"),
        ("resource-carrier", "20000"),
    )
    for what, amount in lines:
        write(page, "Ajouter", what=what, label="Coordination", year=2027, amount_cents=amount)
        expect(page.locator('[name="amount_cents"]')).to_have_value("")
    picture(page, "financing")
    for paper in documents(version.documents):
        if paper.required:
            desk.at(desk.carrier, "join_paper", one, paper.code)
            write(page, "Joindre", file=PAPER)


def signed(desk: Desk, project: Project) -> None:
    """The letter goes to somebody who has no account, who reads it and signs with a code."""
    member = project.members.get(organisation=desk.member.organisation)
    page = desk.at(desk.member, "send_letter", project.public_id, member.public_id)
    write(page, "Envoyer la lettre")
    hers = desk.visitor
    hers.goto(f"/lettre/{secret_of(Letter.objects.get())}")
    picture(hers, "letter")
    write(hers, "Recevoir un code")
    write(hers, "Signer cette lettre", code=code_received(), agreed=True)
    expect(hers.get_by_text("Cette lettre est signée")).to_be_visible()


def filed(desk: Desk, project: Project) -> None:
    page = desk.at(desk.carrier, "project", project.public_id)
    expect(page.get_by_text("Brouillon : ce projet n’est pas déposé.")).to_be_visible()
    picture(page, "project")
    desk.at(desk.carrier, "file_project", project.public_id)
    assert page.locator("#manque").all_inner_texts() == []
    write(page, "Déposer le projet")
    expect(page.get_by_role("heading", name="Accusé de réception")).to_be_visible()
    picture(page, "receipt")


def appraised(desk: Desk, project: Project) -> None:
    """Admissible, corrected in one part, read by two who do not see each other."""
    page = desk.at(desk.officer, "declare_admissibility", project.public_id)
    write(page, "Déclarer", is_admissible="yes")
    desk.at(desk.officer, "ask_correction", project.public_id)
    until = minute(desk.day(70))
    write(page, "Demander au porteur", until=until, **{"text-resume": "Dites les communes."})
    theirs = desk.at(desk.carrier, "write_text", project.public_id, "resume")
    write(theirs, "Enregistrer", body="Ce que nous ferons à Metz et à Thionville.")
    desk.at(desk.carrier, "correct_project", project.public_id)
    write(theirs, "Déposer la correction")
    for reader, part in zip(desk.readers, (8, 7), strict=True):
        desk.at(desk.officer, "assign_review", project.public_id)
        due = desk.day(80).strftime("%Y-%m-%d")
        write(page, "Confier", reviewer=str(reader.public_id), due_on=due)
        read(desk, reader, part)
    desk.at(desk.officer, "appraisal", project.public_id)
    picture(page, "appraisal")


def read(desk: Desk, reader: Affiliation, part: int) -> None:
    review = Review.objects.get(reviewer=reader)
    page = desk.at(reader, "declare_interests", review.public_id)
    write(page, "Déclarer", has_interest="no")
    desk.at(reader, "review", review.public_id)
    if part == 8:
        picture(page, "review")
    marks = {
        key: value
        for line in grid(review.version.grid)
        for key, value in (
            (f"points-{line.code}", str(line.weight * part / 10).replace(".", ",")),
            (f"comment-{line.code}", "Clair et chiffré."),
        )
    }
    write(page, "Rendre mon avis", **marks)
    expect(page.get_by_text("Votre avis est rendu le")).to_be_visible()


def arbitrated(desk: Desk, project: Project) -> Scenario:
    """The officer writes what the choice must respect; a proposal is computed, and explained."""
    page = desk.at(desk.officer, "draft_scenario", project.call.public_id)
    write(page, "Commencer le scénario", name="Un territoire au moins", territories_least=1)
    write(page, "Calculer")
    expect(page.locator('select[name^="outcome-"]')).to_have_value("selected")
    picture(page, "scenario")
    return Scenario.objects.get()


def announced(desk: Desk, project: Project) -> None:
    """Whoever is responsible decides; nobody knows before all know."""
    theirs = desk.at(desk.carrier, "project", project.public_id)
    scenario = arbitrated(desk, project)
    page = desk.at(desk.head, "take_over_scenario", scenario.public_id)
    write(page, "Prendre ces décisions", selected="Solide.")
    theirs.goto(reverse("result", args=[project.public_id]))
    expect(theirs.get_by_text("Solide.")).to_have_count(0)
    desk.at(desk.head, "appraisal_table", project.call.public_id)
    picture(page, "comparison")
    desk.at(desk.head, "announce_results", project.call.public_id)
    write(page, "Annoncer à tous")
    assert draw_result_letter(by=None, at=desk.day(61))
    theirs.goto(reverse("result", args=[project.public_id]))
    expect(theirs.get_by_text("Solide.")).to_be_visible()
    expect(theirs.get_by_text("Télécharger la lettre")).to_be_visible()
    picture(theirs, "result")


def agreed(desk: Desk, project: Project) -> None:
    """Drawn from the model, read by the carrier, signed by one then by the other."""
    one = project.public_id
    page = desk.at(desk.officer, "draft_agreement", one)
    write(page, "Préparer le texte", reference="2027-012")
    write(page, "Envoyer au porteur")
    theirs = desk.at(desk.carrier, "answer_agreement", one)
    picture(theirs, "answer-agreement")
    write(theirs, "Accepter ce texte")
    for hat in (desk.president, desk.head):
        page = desk.at(hat, "sign_agreement", one)
        write(page, "Signer")
    page = desk.at(desk.officer, "agreement", one)
    expect(page.get_by_text("depuis le")).to_be_visible()
    picture(page, "agreement")


def paid(desk: Desk, project: Project) -> None:
    """Each payment in its time: the reports that are due, the request, the service done."""
    one, agreement = project.public_id, Agreement.objects.get(project=project)
    for payment in Payment.objects.filter(agreement=agreement).order_by("due_on"):
        desk.move((payment.due_on - desk.begins.date()).days + 70)
        for report in Report.objects.filter(agreement=agreement, state="due").order_by("due_on"):
            if report.due_on <= desk.today:
                reported(desk, project, report)
        page = desk.at(desk.carrier, "ask_payment", one, payment.public_id)
        write(page, "Demander", cents=str(payment.cents // 100), file_1=PAPER)
        page = desk.at(desk.officer, "certify_payment", one, payment.public_id)
        write(page, "Constater le service fait", cents=str(payment.cents // 100))
        desk.at(desk.officer, "enter_payment", one, payment.public_id)
        write(page, "Enregistrer", reference=f"DP {payment.pk}", paid_on=desk.today.isoformat())
    page = desk.at(desk.officer, "agreement", one)
    page.locator("#versements").scroll_into_view_if_needed()
    expect(page.locator("#versements")).to_contain_text("Reste0")
    picture(page, "payments")
    desk.at(desk.officer, "close_agreement", one)
    write(page, "Solder")
    desk.visitor.goto(reverse("call_subsidies", args=[project.call.public_id]))
    expect(desk.visitor.get_by_role("row", name="Département inventé")).to_be_visible()


def reported(desk: Desk, project: Project, report: Report) -> None:
    """What the platform measured is there; the carrier adds words; the officer accepts."""
    where = (project.public_id, report.public_id)
    page = desk.at(desk.carrier, "report", *where)
    words = {"means": "Deux conseillers.", "results": "Un guichet.", "impact": "Moins d’attente."}
    write(page, "Enregistrer", spent_cents="50000", fte="2", people=400, **words)
    picture(page, "report")
    write(page, "Remettre le rapport")
    page = desk.at(desk.officer, "report", *where)
    write(page, "Accepter le rapport")


def test_from_the_publication_to_the_last_instalment(
    page_as: Callable[..., Page], visitor: Page, clock: Path
) -> None:
    desk = Desk(page_as, visitor, clock)
    call = published(desk)
    project = composed(desk, call)
    signed(desk, project)
    filed(desk, project)

    desk.move(61)
    close_calls(by=None, at=desk.day(61))
    appraised(desk, project)
    announced(desk, project)
    agreed(desk, project)
    paid(desk, project)
