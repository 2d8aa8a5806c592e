from datetime import date

import pytest

from jalon.intake.models import ListPolicy


@pytest.fixture(autouse=True)
def policy(request):
    """The first policy; a test that empties tables has lost the one of the migration."""
    if "django_db" in request.keywords:
        request.getfixturevalue(
            "transactional_db"
            if request.node.get_closest_marker("django_db").kwargs.get("transaction")
            else "db"
        )
        ListPolicy.objects.get_or_create(
            in_force_from=date(2026, 1, 1),
            defaults={"keep_days": 30, "undo_hours": 24, "source": "test"},
        )
