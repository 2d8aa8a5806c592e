"""What an account has said of how it wants to be told."""

from jalon.notifications.models import DigestTime, Preference


def chosen(user_id: int) -> tuple[dict[str, str], int | None]:
    """(family → way, hour of the digest); what was never said is absent."""
    said = dict(Preference.objects.filter(user_id=user_id).values_list("family", "way"))
    hour = DigestTime.objects.filter(user_id=user_id).values_list("hour", flat=True).first()
    return said, hour
