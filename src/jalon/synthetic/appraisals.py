"""The appraisal of the demonstration: six invented projects, each at another point of the way.

Nobody real ever marked, corrected or decided any of this.
"""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Final

from django.utils import timezone

from jalon.accounts.actor import Actor, actor_of
from jalon.accounts.models import Affiliation, AffiliationRole, Organisation
from jalon.appraisal.arbitration.constraints import Constraint, Rule
from jalon.appraisal.models import Opinion, Review, Verdict
from jalon.appraisal.operations import (
    answer_opinion,
    ask_correction,
    ask_opinion,
    assign_review,
    declare_admissibility,
    declare_interests,
    draft_scenario,
    fill_scenario,
    give_review,
    plan_announcement,
    write_marks,
    write_remark,
)
from jalon.appraisal.queries.scenarios import candidates_of
from jalon.calls.content import grid
from jalon.calls.models import Call
from jalon.calls.queries.readable import binding
from jalon.projects.models import Project
from jalon.projects.operations import file_project, write_text
from jalon.projects.queries.parts import text_part

CALLER: Final = "pref-region"
READERS: Final = ("ddets", "academie")
NEEDED: Final = (*READERS, "ars", "region")
FRIDAY: Final = 4
COMMENT: Final = "Argumenté et chiffré ; le suivi après l’embauche reste à préciser (avis inventé)."
WEAK: Final = "Peu de preuves à ce stade (avis inventé)."
WHOLE: Final = "Au mieux des notes"
SHORT: Final = "Enveloppe réduite, deux territoires"
SHORT_CENTS: Final = 900_000_00
REFUSED: Final = "Le périmètre ne comprend aucune personne hors du dispositif déjà financé."


def appraise_projects(call: Call, bodies: Mapping[str, Organisation], today: date) -> None:
    """In the fortnight before that day; where the bodies that read are not, nothing."""
    if not all(key in bodies for key in NEEDED):
        return
    scene = _Scene(bodies, today)
    projects = list(Project.objects.filter(call=call).order_by("pk"))
    read, split, corrected, begun, owing, refused = projects
    for one in projects[:4]:
        scene.judge(one, "")
    scene.judge(refused, REFUSED)
    scene.correct(corrected, is_filed=True)
    scene.correct(owing, is_filed=False)
    marked = ((read, (8, 7)), (split, (9, 5)), (corrected, (6, 7)), (begun, (8, None)))
    entrusted = [
        (scene.entrust(one, key), key, part)
        for one, parts in marked
        for key, part in zip(READERS, parts, strict=True)
    ]
    asked = [scene.ask(one, key) for one, key in ((read, "ars"), (read, "region"), (begun, "ars"))]
    for review, key, part in entrusted:
        scene.read(review, key, part)
    scene.arbitrate(call)
    scene.answer(asked[0], "ars", Verdict.FAVOURABLE, "")
    scene.answer(asked[1], "region", Verdict.RESERVED, "Articuler avec le plan de formation.")
    write_remark(
        project=split, body="Les deux lectures divergent sur l’évaluation.", by=scene.officer(4),
        at=scene.at(4),
    )  # fmt: skip


class _Scene:
    """Who acts, some days ago."""

    def __init__(self, bodies: Mapping[str, Organisation], today: date) -> None:
        self.bodies, self.today = bodies, today

    def at(self, days: int, hour: int = 10) -> datetime:
        """That many days ago; on a Friday rather than on the days that follow it."""
        day = self.today - timedelta(days=days)
        day -= timedelta(days=max(0, day.weekday() - FRIDAY))
        return timezone.make_aware(datetime.combine(day, time(hour)))

    def hat(self, key: str) -> Affiliation:
        hats = Affiliation.objects.select_related("user", "organisation")
        return hats.get(organisation=self.bodies[key], role=AffiliationRole.STEERING)

    def actor(self, key: str, days: int) -> Actor:
        return actor_of(self.hat(key), on=self.today - timedelta(days=days))

    def officer(self, days: int) -> Actor:
        return self.actor(CALLER, days)

    def judge(self, project: Project, refusal: str) -> None:
        declare_admissibility(
            project=project, is_admissible=not refusal, reason=refusal, by=self.officer(14),
            at=self.at(14),
        )  # fmt: skip

    def correct(self, project: Project, *, is_filed: bool) -> None:
        """One text to make precise: corrected within three days, or still owed."""
        version = project.filings.order_by("-number")[0].version
        code = grid(version.grid)[0].code
        days = 13 if is_filed else 2
        ask_correction(
            project=project,
            wanted={text_part(code): "Donnez les chiffres du territoire et leur année."},
            until=self.at(days - 10, 18), by=self.officer(days), at=self.at(days),
        )  # fmt: skip
        if not is_filed:
            return
        hats = Affiliation.objects.select_related("user", "organisation")
        hat = hats.get(organisation=project.carrier_id, role=AffiliationRole.STEERING)
        by, at = actor_of(hat, on=self.today - timedelta(days=10)), self.at(10)
        body = "4 200 allocataires, dont un tiers depuis plus de deux ans (chiffres inventés)."
        write_text(project=project, code=code, body=body, seen=1, by=by, at=at)
        file_project(project=project, by=by, at=at)

    def entrust(self, project: Project, key: str) -> Review:
        due = self.today + timedelta(days=6)
        return assign_review(
            project=project, reviewer=self.hat(key), due_on=due, by=self.officer(9), at=self.at(9)
        )

    def read(self, review: Review, key: str, part: int | None) -> None:
        """`part` tenths of the points of each line; None: still being read."""
        by, at = self.actor(key, 6), self.at(6, 15)
        review = declare_interests(review=review, has_interest=False, reason="", by=by, at=at)
        if part is None:
            return
        said = COMMENT if part > 5 else WEAK
        marks: dict[str, tuple[int | None, str]] = {
            one.code: (one.weight * part, said) for one in grid(review.version.grid)
        }
        write_marks(review=review, marks=marks, by=by, at=at)
        give_review(review=review, by=by, at=at)

    def arbitrate(self, call: Call) -> None:
        """Two ways of spending the envelope, to be compared, and the day of the results."""
        by, at, version = self.officer(2), self.at(2, 11), binding(call)
        if version is None:
            return
        among = candidates_of(call, version, by, at)
        envelope = Constraint(Rule.ENVELOPE, most=version.envelope_cents)
        short = (Constraint(Rule.ENVELOPE, most=SHORT_CENTS), Constraint(Rule.TERRITORIES, most=2))
        for name, wanted in ((WHOLE, (envelope,)), (SHORT, short)):
            scenario = draft_scenario(call=call, name=name, constraints=wanted, by=by, at=at)
            fill_scenario(scenario=scenario, among=among, by=by, at=at)
        day = self.today + timedelta(days=21)
        plan_announcement(call=call, on=day, by=by, at=at)

    def ask(self, project: Project, key: str) -> Opinion:
        return ask_opinion(
            project=project, organisation=self.bodies[key], due_on=self.today + timedelta(days=4),
            by=self.officer(9), at=self.at(9, 11),
        )  # fmt: skip

    def answer(self, opinion: Opinion, key: str, verdict: Verdict, body: str) -> None:
        answer_opinion(
            opinion=opinion, verdict=verdict, body=body, by=self.actor(key, 5), at=self.at(5, 16)
        )
