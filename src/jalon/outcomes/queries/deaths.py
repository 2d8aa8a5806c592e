"""Whether a person has died, as far as her dossiers say."""

from jalon.outcomes.models import Closing, ClosingReason


def has_died(person_id: int) -> bool:
    """One of her dossiers ended so, and was not taken up again: nothing leaves for her."""
    ended = Closing.objects.filter(reopened_at=None, reason=ClosingReason.DEATH)
    return ended.filter(dossier__person_id=person_id).exists()
