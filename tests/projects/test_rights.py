"""No candidate sees another's project; the State sees what is filed; the database agrees."""

import pytest

from jalon.accounts.acting import acting
from jalon.projects import models
from jalon.projects.operations import (
    comment_field,
    file_project,
    join_paper,
    write_line,
    write_part,
)
from jalon.projects.queries.readable import readable
from jalon.projects.rules import READ_PROJECT
from tests.calls.situations import officer
from tests.projects.situations import AT, SPENT, complete

pytestmark = pytest.mark.django_db
TABLES = ("Project", "Member", "Text", "Line", "Place", "Paper", "Comment", "Filing")


def seen(who):
    """How many rows of each table the session of this actor reads."""
    with acting(who, at=AT):
        return [getattr(models, name).objects.count() for name in TABLES]


def test_who_reads_what_before_and_after_the_filing():
    world = complete()
    comment_field(project=world.project, field="money", body="Oui", by=world.partner, at=AT)
    colleague = officer(role="professional", organisation_id=world.carrier.organisation_id)
    closed = [0] * len(TABLES)
    draft = [1, 2, 7, 3, 1, 2, 1, 0]

    everybody = (world.carrier, world.partner, world.rival, world.state, colleague)
    assert [seen(who) for who in everybody] == [draft, draft, closed, closed, closed]

    file_project(project=world.project, by=world.carrier, at=AT)
    whole = [*draft[:-1], 1]
    received = [1, 2, 0, 3, 1, 2, 0, 1]  # neither the writings nor the comments
    assert [seen(who) for who in everybody] == [whole, whole, closed, received, closed]
    assert seen(officer()) == closed  # another préfecture
    for who in everybody:
        is_there = readable(who).filter(pk=world.project.pk).exists()
        assert is_there is READ_PROJECT.allows(who, world.now())


def test_the_database_lets_each_write_what_is_theirs():
    world = complete()

    with acting(world.carrier, at=AT):
        write_line(
            project=world.project, values={**SPENT, "amount_cents": 1}, by=world.carrier, at=AT
        )
        join_paper(
            project=world.project, document="bilan", name="b.pdf", content=b"%PDF",
            by=world.carrier,
            at=AT,
        )  # fmt: skip
    with acting(world.partner, at=AT):
        write_part(
            member=world.member(world.partner), changes={"role": "Mieux"}, seen=2,
            by=world.partner, at=AT,
        )  # fmt: skip
        comment_field(project=world.project, field="money", body="Oui", by=world.partner, at=AT)
        assert not models.Project.objects.update(title="Volé")
        assert not models.Line.objects.all().delete()[0]
        others = models.Member.objects.exclude(organisation_id=world.partner.organisation_id)
        assert not others.update(role="Volé")
