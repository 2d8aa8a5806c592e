"""What the keeper does about letters: reminders, and the end of those that nobody signed."""

from datetime import datetime

from jalon.letters.operations import lapse_letters, remind_letters


def keep_letters(at: datetime) -> None:
    """Once each, whatever the number of times the keeper looks."""
    lapse_letters(by=None, at=at)
    remind_letters(by=None, at=at)
