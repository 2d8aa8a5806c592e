from jalon.projects.operations.answer_project_invitation import answer_project_invitation
from jalon.projects.operations.comment_field import comment_field
from jalon.projects.operations.file_project import file_project
from jalon.projects.operations.import_lines import import_lines
from jalon.projects.operations.invite_project_member import invite_project_member
from jalon.projects.operations.join_paper import join_paper
from jalon.projects.operations.lapse_project_invitations import lapse_project_invitations
from jalon.projects.operations.link_strategy import link_strategy
from jalon.projects.operations.open_project import open_project
from jalon.projects.operations.remind_drafts import remind_drafts
from jalon.projects.operations.remove_line import remove_line
from jalon.projects.operations.replace_member import replace_member
from jalon.projects.operations.resume_project import resume_project
from jalon.projects.operations.revise_project import revise_project
from jalon.projects.operations.settle_comment import settle_comment
from jalon.projects.operations.withdraw_project import withdraw_project
from jalon.projects.operations.write_line import write_line
from jalon.projects.operations.write_part import write_part
from jalon.projects.operations.write_text import write_text

__all__ = [
    "answer_project_invitation", "comment_field", "file_project", "import_lines",
    "invite_project_member", "join_paper", "lapse_project_invitations", "link_strategy",
    "open_project", "remind_drafts", "remove_line", "replace_member", "resume_project",
    "revise_project", "settle_comment", "withdraw_project", "write_line", "write_part",
    "write_text",
]  # fmt: skip
