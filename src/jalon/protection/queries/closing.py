"""A request as it stands once nobody else can touch it."""

from django.utils.translation import gettext as _

from jalon.kernel.errors import Refused
from jalon.protection.models import DataRequest


class AlreadyClosed(Refused):
    """Somebody answered in the meantime, or the person withdrew what they asked."""


class AnswerMissing(Refused):
    """A person is never answered without a word."""


class IdentityUnproved(Refused):
    """Nothing is granted nor told to somebody who may not be the person."""


def lock_open(request: DataRequest) -> DataRequest:
    """The request, locked; raises AlreadyClosed when there is nothing to answer any more."""
    locked = DataRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    if not locked.is_open:
        raise AlreadyClosed(_("Cette demande a déjà reçu sa réponse, ou a été retirée."))
    return locked


def require_identity(request: DataRequest) -> None:
    """Raises IdentityUnproved while nothing shows who asks."""
    if request.awaits_proof:
        raise IdentityUnproved(_("Vérifiez d’abord l’identité de la personne, et notez comment."))


def require_words(answer: str) -> str:
    """The answer without its blanks; raises AnswerMissing when there is nothing in it."""
    if not answer.strip():
        raise AnswerMissing(_("Écrivez à la personne pourquoi, en quelques mots simples."))
    return answer.strip()
