"""What becomes of a note of an invented professional: its fact; and a word with the person."""

from random import Random

from jalon.dossiers.operations.write_note import CONTACTS
from jalon.synthetic.calendar import Calendar
from jalon.synthetic.phrases import draw_note
from jalon.synthetic.plots import Fact, WrittenNote


def fact_of(note: WrittenNote, calendar: Calendar) -> Fact:
    audience = note.post.organisation_id if note.private else None
    told = not note.private and note.kind in CONTACTS
    payload: dict[str, object] = {
        "note_id": note.id,
        "private_to": audience,
        "block": "N",
        "contact_on": calendar.iso(calendar.days_ago(note.at)) if told else None,
    }
    return Fact(note.at, "note.written", payload, note.post, audience)


def draw_word(dice: Random, themes: list[str], *, female: bool) -> tuple[str, str]:
    """The kind and the text of a note that tells of a word with the person."""
    while True:
        kind, body = draw_note(dice, themes, female=female, private=False)
        if kind in CONTACTS:
            return kind, body
