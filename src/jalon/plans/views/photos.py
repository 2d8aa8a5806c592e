"""What shows that a step is done: our own JPEG, to keep, never shown within a page."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from jalon.dossiers.views.loading import dossier_or_404, read_or_404
from jalon.journal.models import Channel
from jalon.plans.models import Step, StepPhoto
from jalon.plans.queries.rows import row_of
from jalon.ui.access import page
from jalon.ui.documents import attachment
from jalon.ui.request import Request
from jalon.vault.sealing import open_sealed_bytes


@page
@require_safe
def step_photo(request: Request, public_id: UUID, row_id: UUID) -> HttpResponse:
    dossier = dossier_or_404(request, public_id)
    step = row_of(request.actor, dossier, row_id)
    photo = last_photo(step) if isinstance(step, Step) else None
    if photo is None:
        raise Http404
    read_or_404(request, public_id, ["header", "plan"], Channel.EXPORT)
    return answer(photo)


def last_photo(step: Step) -> StepPhoto | None:
    return step.photos.order_by("-pk").first()


def answer(photo: StepPhoto) -> HttpResponse:
    """As an attachment: the browser of who asks draws nothing that a stranger has sent."""
    return attachment(open_sealed_bytes(photo.sealed), "image/jpeg", "photo.jpg")
