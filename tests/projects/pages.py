"""The pages of a project, each with what fills it: looked at by the tests of accessibility."""

from typing import Any

from jalon.accounts.models import Affiliation
from jalon.projects.operations import comment_field, file_project, invite_project_member
from tests.projects.situations import AT, complete, stranger_body

Page = tuple[str, tuple[Any, ...]]
ALONE = (
    "project", "revise_project", "project_perimeter", "link_strategy", "invite_project_member",
    "financing", "import_lines", "file_project", "withdraw_project",
)  # fmt: skip


def pages_of_projects() -> list[tuple[Affiliation, list[Page]]]:
    """Who looks, and at what: the carrier of a draft, then the State at what was filed."""
    world, filed = complete(), complete()
    project = world.project
    by = world.carrier
    comment_field(project=project, field="financement", body="À revoir", by=by, at=AT)
    absent = invite_project_member(project=project, body=stranger_body(), by=by, at=AT)
    file_project(project=filed.project, by=filed.carrier, at=AT)
    one, line = project.public_id, project.lines.all()[0]
    hat = Affiliation.objects.get(pk=by.affiliation_id)
    pages: list[Page] = [
        ("projects", ()),
        ("open_project", (world.call.public_id,)),
        *((name, (one,)) for name in ALONE),
        ("write_text", (one, "resume")),
        ("comment_field", (one, "financement")),
        ("write_line", (one, line.public_id)),
        ("join_paper", (one, "rib")),
        ("replace_member", (one, absent.public_id)),
        ("write_project_part", (one, absent.public_id)),
        ("answer_project_invitation", (one, absent.public_id)),
    ]
    state = Affiliation.objects.get(pk=filed.state.affiliation_id)
    return [(hat, pages), (state, [("project_receipt", (filed.project.public_id,))])]
