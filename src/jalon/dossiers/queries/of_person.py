"""The dossier of a person: the open one, else the last that was opened."""

from jalon.dossiers.models import Dossier


def dossier_of(person_id: int) -> Dossier | None:
    """None when nobody opened one. What is shown of it goes on record where it is shown."""
    own = Dossier.objects.filter(person_id=person_id).order_by("-opened_at")
    return own.filter(closed_at=None).first() or own.first()
