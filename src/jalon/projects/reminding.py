"""What the keeper does about drafts: who must be told before the closing, who never answered."""

from datetime import datetime

from jalon.projects.operations import lapse_project_invitations, remind_drafts


def keep_drafts(at: datetime) -> None:
    """Once each, whatever the number of times the keeper looks, and stops."""
    lapse_project_invitations(by=None, at=at)
    remind_drafts(by=None, at=at)
