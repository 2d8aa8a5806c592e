"""The calls announced before their selected projects were listed: those are listed too."""

from typing import Any

from django.db import migrations


def list_laureates(apps: Any, editor: Any) -> None:
    """As an announcement does, from the last filing; what was withdrawn before is left out."""
    announcements = apps.get_model("appraisal", "Announcement")
    for told in announcements.objects.filter(laureates=None).order_by("pk"):
        selected = told.decisions.filter(outcome="selected").exclude(
            project__withdrawn_at__lte=told.announced_at
        )
        for decision in selected.order_by("pk"):
            filings = decision.project.filings.filter(filed_at__lte=told.announced_at)
            content = filings.order_by("-number")[0].content
            told.laureates.create(
                title=content["title"], carrier=content["carrier"]["name"],
                places=[one["name"] for one in content["perimeter"]],
                amount_cents=decision.amount_cents,
            )  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("appraisal", "0003_results_and_their_letters")]

    operations = [migrations.RunPython(list_laureates, migrations.RunPython.noop)]
