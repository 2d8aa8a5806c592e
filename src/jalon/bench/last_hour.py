"""The work of `./jalon bench filing`: drafts that lack nothing, and the rush of their carriers."""

import http.client
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from urllib.parse import urlencode

from django.test import Client
from django.utils import timezone

from jalon.accounts.actor import actor_of
from jalon.accounts.kinds import OrganisationKind
from jalon.accounts.models import Affiliation, AffiliationRole, Organisation, User
from jalon.bench.report import Report, Target, quantile
from jalon.calls.content import documents, grid
from jalon.calls.models import Call, CallVersion
from jalon.calls.operations import draft_call, publish_call, revise_call
from jalon.calls.queries.readable import binding
from jalon.journal.models import Entry
from jalon.post.models import Mail
from jalon.projects.models import (
    Filing,
    Funder,
    Line,
    Member,
    Paper,
    Place,
    Project,
    Side,
    Spending,
)
from jalon.projects.models import Text as Words
from jalon.projects.states import MemberState, ProjectState
from jalon.territories.models import Territory, TerritoryKind

Say = Callable[[str], None]
AT_ONCE: Final = 40
LATE: Final = 5
CSRF: Final = "a" * 32
RECEIPT: Final = "/depot"
TOTAL: Final = 100_000_00


@dataclass
class Click:
    """When somebody files, and what they were told."""

    public_id: str
    session: str
    due: float  # seconds after the beginning
    began: datetime | None = None
    ended: datetime | None = None
    status: int = 0
    leads_to: str = ""

    @property
    def is_filed(self) -> bool:
        """Whether they were sent to the receipt: other pages send elsewhere too (signing in…)."""
        return self.status == 302 and self.leads_to.endswith(RECEIPT)


class LastHour:
    """So many drafts, and a call that closes when the pressed hour is over."""

    def __init__(self, projects: int, seconds: int, say: Say) -> None:
        self.seconds, self.say = seconds, say
        self.place = Territory.objects.create(
            kind=TerritoryKind.DEPARTMENT, code="57", name="Moselle", valid_from="2020-01-01"
        )
        self.state = self._hat("Préfecture", OrganisationKind.PREFECTURE, 0)
        carriers = [
            self._hat(f"Département {number}", OrganisationKind.DEPARTEMENT, number + 1)
            for number in range(projects + LATE)
        ]
        self.sessions = [_session(hat) for hat in carriers]
        self.carriers = carriers
        say(f"{projects} carriers signed in")

    def lived(self, port: int) -> Report:
        """The call opens, closes at the end of the hour, and everybody files meanwhile."""
        self.call = self._published(timezone.now() + timedelta(seconds=self.seconds + 30))
        version = binding(self.call)
        if version is None or version.closes_at is None:
            raise ValueError("the call is not published")
        projects = self._drafts(version)
        wait = (version.closes_at - timezone.now()).total_seconds() - self.seconds
        time.sleep(max(wait, 0))
        started = time.monotonic()
        closing = started + (version.closes_at - timezone.now()).total_seconds()
        clicks = self._clicks(projects, closing - started)
        self.say(f"{len(clicks)} clicks in {closing - started:.0f} s, then the closing")
        with ThreadPoolExecutor(AT_ONCE) as pool:
            list(pool.map(lambda click: _file(click, port, started), clicks))
        return self._report(clicks, version)

    def _clicks(self, projects: list[Project], seconds: float) -> list[Click]:
        """A third in the first five sixths, two thirds in the last one; each clicks twice."""
        early = (len(projects) - LATE) // 3
        clicks = []
        for rank, project in enumerate(projects):
            if rank < early:
                due = seconds * 5 / 6 * rank / early
            elif rank < len(projects) - LATE:
                share = (rank - early) / max(len(projects) - LATE - early, 1)
                due = seconds * (5 / 6 + share / 6 * 0.9)
            else:
                due = seconds + 1
            for hurry in (0.0, 0.05):
                session = self.sessions[rank]
                clicks.append(Click(str(project.public_id), session, due + hurry))
        return sorted(clicks, key=lambda click: click.due)

    def _report(self, clicks: list[Click], version: CallVersion) -> Report:
        filings = {str(one.project.public_id): one for one in _filings()}
        acknowledged = {one.public_id for one in clicks if one.is_filed}
        told_late = [one for one in clicks if one.began and version.closes_at
                     and one.began > version.closes_at and one.is_filed]  # fmt: skip
        durations = [
            (one.ended - one.began).total_seconds() * 1000
            for one in clicks if one.began and one.ended
        ]  # fmt: skip
        facts = Entry.objects.filter(kind="project.filed").count()
        mails = Mail.objects.filter(kind="project_receipt").count()
        figures = {
            "filed": float(len(filings)),
            "lost": float(len(acknowledged - set(filings))),
            "filed_unsaid": float(len(set(filings) - acknowledged)),
            "twice": float(Filing.objects.exclude(number=1).count()),
            "without_one_fact": float(abs(facts - len(filings))),
            "without_one_mail": float(abs(mails - len(filings))),
            "errors": float(sum(one.status == 0 or one.status >= 500 for one in clicks)),
            "receipts_off_a_second": float(_off(clicks, filings)),
            "filed_after_the_closing": float(len(told_late)),
            "late_drafts_kept": float(Project.objects.filter(state=ProjectState.DRAFT).count()),
            "p50_ms": quantile(durations, 0.5),
            "p99_ms": quantile(durations, 0.99),
        }
        none = ("lost", "filed_unsaid", "twice", "without_one_fact", "without_one_mail", "errors",
                "receipts_off_a_second", "filed_after_the_closing")  # fmt: skip
        targets = [Target(name, "at most", 0) for name in none]
        targets += [
            Target("filed", "at least", len(self.carriers) - LATE),
            Target("late_drafts_kept", "at least", LATE),
        ]
        return Report("filing", figures, targets)

    def _hat(self, name: str, kind: str, number: int) -> Affiliation:
        body = Organisation.objects.create(
            name=name, kind=kind, siret=_siret(number), territory=self.place
        )
        user = User.objects.create_user(email=f"banc{number}@exemple.example", password=None)
        return Affiliation.objects.create(
            user=user, organisation=body, role=AffiliationRole.STEERING,
            started_on=timezone.localdate() - timedelta(days=9), confirmed_at=timezone.now(),
        )  # fmt: skip

    def _published(self, closes_at: datetime) -> Call:
        by, at = actor_of(self.state, on=timezone.localdate()), timezone.now()
        call = draft_call(title="Banc d’essai", template="spie", by=by, at=at)
        contact = {"label": "Banc", "email": "banc@exemple.example", "phone": ""}
        changes: dict[str, Any] = {
            "opens_at": at, "questions_until": at + timedelta(seconds=1), "closes_at": closes_at,
            "grace_minutes": 0, "envelope_cents": TOTAL * 900, "contacts": [contact],
        }  # fmt: skip
        revise_call(call=call, changes=changes, by=by, at=at)
        publish_call(call=call, by=by, at=at)
        return Call.objects.get(pk=call.pk)

    def _drafts(self, version: CallVersion) -> list[Project]:
        """Written straight into the tables: what is measured is filing."""
        now, today = timezone.now(), timezone.localdate()
        projects = Project.objects.bulk_create(
            Project(
                call=self.call, carrier=hat.organisation, title=f"Projet {rank}", opened_at=now,
                opened_by=hat, starts_on=today, months=12, people=100, public_is_broad=True,
                zonings_present=[], zonings_associated=[],
            )
            for rank, hat in enumerate(self.carriers)
        )  # fmt: skip
        for project in projects:
            self._fill(project, version, now)
        self.say(f"{len(projects)} drafts that lack nothing")
        return projects

    def _fill(self, project: Project, version: CallVersion, now: datetime) -> None:
        body, year = project.carrier, now.year
        Member.objects.create(
            project=project, organisation=body, siret=body.siret, name=body.name, kind=body.kind,
            state=MemberState.ACCEPTED, role="Agir", added_at=now, answered_at=now,
        )  # fmt: skip
        Place.objects.create(project=project, territory=self.place)
        Words.objects.bulk_create(
            Words(project=project, code=code, body="Un texte. " * 300, revision=1,
                  written_by=project.opened_by, written_at=now)
            for code in ("resume", *(one.code for one in grid(version.grid)))
        )  # fmt: skip
        state, carrier = TOTAL * 8 // 10, TOTAL * 2 // 10
        Line.objects.bulk_create([
            Line(project=project, side=Side.SPENDING, post=Spending.STAFF, year=year,
                 amount_cents=TOTAL),
            Line(project=project, side=Side.RESOURCE, funder=Funder.STATE, year=year,
                 amount_cents=state),
            Line(project=project, side=Side.RESOURCE, funder=Funder.CARRIER, year=year,
                 amount_cents=carrier),
        ])  # fmt: skip
        Paper.objects.bulk_create(
            Paper(project=project, document=one.code, name="p.pdf", content=b"%PDF-1.7", size=8,
                  digest="0" * 64, joined_by=project.opened_by, joined_at=now)
            for one in documents(version.documents) if one.required
        )  # fmt: skip


def _filings() -> list[Filing]:
    return list(Filing.objects.select_related("project").order_by("pk"))


def _off(clicks: list[Click], filings: dict[str, Filing]) -> int:
    """Filings whose instant is not between the first click and its answer, to the second."""
    first: dict[str, Click] = {}
    for one in clicks:
        if one.is_filed and one.public_id in filings:
            first.setdefault(one.public_id, one)
    second = timedelta(seconds=1)
    return sum(
        not (one.began - second <= filings[key].filed_at <= one.ended + second)
        for key, one in first.items() if one.began and one.ended
    )  # fmt: skip


def _file(click: Click, port: int, started: float) -> None:
    """One click on « Déposer le projet », at its hour."""
    time.sleep(max(started + click.due - time.monotonic(), 0))
    server = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    headers = {
        "Cookie": f"sessionid={click.session}; csrftoken={CSRF}",
        "X-CSRFToken": CSRF,
        "Content-Type": "application/x-www-form-urlencoded",
    }
    click.began = timezone.now()
    try:
        server.request("POST", f"/projets/{click.public_id}/deposer", urlencode({}), headers)
        answer = server.getresponse()
        answer.read()
        click.status, click.leads_to = answer.status, answer.getheader("Location", "")
    except OSError:
        click.status = 0
    finally:
        click.ended = timezone.now()
        server.close()


def _session(hat: Affiliation) -> str:
    client = Client()
    client.force_login(hat.user)
    session = client.session
    session["acting"] = hat.pk
    session.save()
    return session.session_key or ""


def _siret(number: int) -> str:
    """Fourteen digits that pass their check (Luhn)."""
    return _with_key(_with_key(f"{number:08}") + "0001")


def _with_key(digits: str) -> str:
    total = 0
    for rank, digit in enumerate(reversed(digits)):
        double = int(digit) * (2 if rank % 2 == 0 else 1)
        total += double - 9 if double > 9 else double
    return f"{digits}{(10 - total % 10) % 10}"
