from jalon.projects.models.comment import Comment
from jalon.projects.models.correction import Correction
from jalon.projects.models.filing import Filing
from jalon.projects.models.line import Funder, Line, Side, Spending
from jalon.projects.models.member import Circle, Member
from jalon.projects.models.paper import Paper
from jalon.projects.models.place import Place
from jalon.projects.models.project import Project
from jalon.projects.models.reminder import Reminder
from jalon.projects.models.text import Text

__all__ = [
    "Circle", "Comment", "Correction", "Filing", "Funder", "Line", "Member", "Paper", "Place",
    "Project", "Reminder", "Side", "Spending", "Text",
]  # fmt: skip
