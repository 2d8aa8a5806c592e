"""« Messages », on the page of a dossier: the last words of each side."""

from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jalon.access.policy.blocks import Block
from jalon.accounts.actor import Actor
from jalon.dossiers.sections import Section
from jalon.exchanges.queries.thread import THREAD, Thread, ready_thread


def _ready(value: Thread, page: dict[str, Any], actor: Actor) -> Thread | None:
    """For who writes, always; for who only reads, once there is something to read."""
    allows = page["allows"]
    if not allows.reads(Block.NOTES):
        return None
    is_open = page["dossier"]["closed_at"] is None
    writes = allows.writes(Block.NOTES)
    if not value["messages"] and not (writes and is_open):
        return None
    return ready_thread(value) | {"may_write": writes and is_open, "may_read": writes}


def _sent(item: dict[str, Any]) -> str:
    if item["payload"]["role"] == "person":
        return _("La personne a écrit un message")
    return _("Message envoyé à la personne")


def _acknowledged(item: dict[str, Any]) -> str:
    if item["payload"]["role"] == "person":
        return _("La personne a lu les messages")
    return _("Les messages de la personne sont lus")


MESSAGES: Final = Section(
    name="messages",
    anchor="messages",
    title=gettext_lazy("Messages"),
    block=Block.NOTES,
    sql=THREAD,
    template="exchanges/section.html",
    place="situation",
    ready=_ready,
    sentences={"message.sent": _sent, "messages.acknowledged": _acknowledged},
)
