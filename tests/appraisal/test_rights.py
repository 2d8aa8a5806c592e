"""S1 at the desk: no candidate sees anything of an appraisal, no reader another's marks."""

import pytest
from django.db import ProgrammingError, transaction

from jalon.accounts.acting import acting
from jalon.accounts.kinds import OrganisationKind
from jalon.accounts.models import Affiliation
from jalon.appraisal import models
from jalon.appraisal.arbitration.choices import Chosen
from jalon.appraisal.operations import (
    announce_results,
    answer_opinion,
    assign_review,
    choose_projects,
    decide_project,
    declare_interests,
    give_review,
    reopen_review,
    write_marks,
    write_remark,
)
from jalon.appraisal.operations.assign_review import CannotRead
from jalon.appraisal.queries.copies import copy_for
from jalon.appraisal.queries.marking import given_marks, shown_to
from jalon.journal.models import Entry
from jalon.kernel.errors import Denied
from jalon.projects.models import Filing, Project
from tests.appraisal.situations import AT, DUE, admitted, asked, begun_scenario, entrusted, marks
from tests.calls.situations import officer
from tests.projects.situations import filed

pytestmark = pytest.mark.django_db
TABLES = (
    "Appraisal", "Remark", "Review", "Round", "Mark", "Opinion", "Scenario", "Choice",
    "ResultLetter", "Decision", "Announcement",
)  # fmt: skip


def seen(who):
    """How many rows of each table the session of this actor reads."""
    with acting(who, at=AT):
        return [getattr(models, name).objects.count() for name in TABLES]


def marks_seen(who, project):
    """How many marks: by the database, and by the rule in Python, which agree."""
    with acting(who, at=AT):
        by_database = models.Mark.objects.count()
    reviews = list(models.Review.objects.filter(project=project).select_related("reviewer"))
    by_rule = sum(len(one.tenths) for one in given_marks(shown_to(who, reviews)))
    return by_database, by_rule


def test_two_readers_a_rival_and_a_carrier_through_a_whole_appraisal():
    world = admitted()
    project, (first, second, _third) = world.project, world.readers
    carrier, partner, rival = world.filed.carrier, world.filed.partner, world.filed.rival
    nothing = [0] * len(TABLES)
    outside = (carrier, partner, rival, officer())
    professional = officer(role="professional", organisation_id=world.officer.organisation_id)
    with acting(world.officer, at=AT):
        write_remark(project=project, body="Porteur fragile ?", by=world.officer, at=AT)
        one, other = entrusted(world, first), entrusted(world, second)
        opinion = asked(world, world.agency)
        scenario = begun_scenario(world)
        kept = {project.pk: Chosen("reserve", None, "Crédits")}
        choose_projects(scenario=scenario, choices=kept, seen=1, by=world.officer, at=AT)
    lines = len(marks(one))

    # Before the interests are declared: names, and nothing else; never the tables of projects.
    with acting(first, at=AT):
        assert set(copy_for(one).content) == {"title", "carrier", "members"}
        assert copy_for(other) is None
        assert not Project.objects.exists()
        assert not Filing.objects.exists()
        assert not models.Remark.objects.exists()
        assert not models.Appraisal.objects.exists()
        declare_interests(review=one, has_interest=False, reason="", by=first, at=AT)
        whole = copy_for(one).content
    assert "lines" in whole
    kept = {key for member in whole["members"] for key in member}
    assert not kept & {"contact_email", "signatory_name", "signatory_email"}

    with acting(first, at=AT):
        write_marks(review=one, marks=marks(one, part=9), by=first, at=AT)
        give_review(review=one, by=first, at=AT)
    with acting(second, at=AT):
        declare_interests(review=other, has_interest=False, reason="", by=second, at=AT)
        write_marks(review=other, marks=marks(other, part=8), by=second, at=AT)
        assert not models.Review.objects.exclude(pk=other.pk).exists()
    # One has given, the other has not: each their own, the officer neither.
    assert marks_seen(first, project) == (lines, lines)
    assert marks_seen(second, project)[0] == lines
    assert marks_seen(world.officer, project) == (0, 0)
    with acting(second, at=AT), pytest.raises(Denied):
        give_review(review=one, by=second, at=AT)
    with acting(second, at=AT):
        assert not models.Mark.objects.filter(round__review=one).update(tenths=0)
        give_review(review=other, by=second, at=AT)
    assert [marks_seen(who, project) for who in (first, second, world.officer)] == [
        (2 * lines, 2 * lines)
    ] * 3
    with acting(first, at=AT):  # what is frozen does not move
        assert not models.Mark.objects.update(tenths=0)

    with acting(world.officer, at=AT):
        reopen_review(review=other, reason="Une ligne mal lue", by=world.officer, at=AT)
    assert marks_seen(second, project)[0] == lines
    assert marks_seen(first, project) == (lines, lines)
    with acting(second, at=AT):
        write_marks(review=other, marks=marks(other, part=7), by=second, at=AT)
        give_review(review=other, by=second, at=AT)

    with acting(world.agency, at=AT):
        assert copy_for(opinion).content["title"] == "Un projet inventé"
        assert not models.Review.objects.exists()
        assert not models.Mark.objects.exists()
        answer_opinion(opinion=opinion, verdict="favourable", body="", by=world.agency, at=AT)
        assert not models.Opinion.objects.update(verdict="unfavourable")
    with acting(world.head, at=AT):
        decide_project(
            project=project, outcome="selected", amount_cents=80_000_00, reason="Solide",
            by=world.head, at=AT,
        )  # fmt: skip
    with acting(world.officer, at=AT), pytest.raises(Denied):
        decide_project(
            project=project, outcome="reserve", amount_cents=None, reason="?", by=world.officer,
            at=AT,
        )  # fmt: skip
    assert [seen(who) for who in outside] == [nothing] * len(outside)
    with acting(carrier, at=AT):
        assert not Entry.objects.filter(stream=f"appraisal/{project.pk}").exists()

    refused = pytest.raises(ProgrammingError)
    alone = {"call": project.call, "announced_at": AT}
    with acting(world.officer, at=AT), refused, transaction.atomic():  # not responsible
        models.Announcement.objects.create(announced_by_id=world.officer.affiliation_id, **alone)
    told_by = professional.affiliation_id
    with acting(professional, at=AT), refused, transaction.atomic():
        models.AnnouncementPlan.objects.create(
            call=project.call, planned_on=DUE, planned_by_id=told_by, planned_at=AT
        )
    with acting(world.head, at=AT):
        announcement = announce_results(call=project.call, by=world.head, at=AT)
    # The letter is its carrier's; the consortium reads the decision; the others, that it is over.
    told = [[0] * 8 + last for last in ([1, 1, 1], [0, 1, 1], [0, 0, 1], [0, 0, 1])]
    assert [seen(who) for who in outside] == told
    with acting(world.head, at=AT):  # announced, it is for good
        assert not models.Decision.objects.update(reason="Autre")
        assert not models.Choice.objects.update(reason="Autre")
        assert not models.Scenario.objects.update(name="Autre")
    invented = {"title": "?", "carrier": "?", "amount_cents": 1, "announcement": announcement}
    with acting(world.officer, at=AT), refused, transaction.atomic():
        models.Laureate.objects.create(**invented)


def test_nobody_judges_what_they_take_part_in_and_who_reads_is_of_a_body_that_may():
    world = admitted()
    of_the_call = (world.filed.carrier, world.filed.partner)
    outside = (officer(kind=OrganisationKind.ASSOCIATION), officer(role="professional"))
    for who in (*of_the_call, *outside):
        hat = Affiliation.objects.get(pk=who.affiliation_id)
        with pytest.raises(CannotRead):
            assign_review(project=world.project, reviewer=hat, due_on=DUE, by=world.officer, at=AT)
    rival, other = world.filed.rival, filed()
    with acting(rival, at=AT), pytest.raises(ProgrammingError), transaction.atomic():
        models.Appraisal.objects.create(project_id=other.project.pk, begun_at=AT)
