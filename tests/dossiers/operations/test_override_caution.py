import pytest
from django.db import connection
from django.utils import timezone

from jalon.dossiers.models import CautionOverride
from jalon.dossiers.operations import override_caution
from jalon.kernel.errors import Denied
from tests.factories import AffiliationFactory, actor, make_dossier
from tests.facts import recorded, refused

pytestmark = pytest.mark.django_db


def override(dossier, by, reason="  Demandé par elle. "):
    return override_caution(
        dossier=dossier,
        field="work",
        classes=["health", "judgment"],
        reason=reason,
        by=by,
        at=timezone.now(),
    )


def test_the_reason_is_sealed_and_the_fact_holds_codes_alone():
    hat = AffiliationFactory()
    dossier = make_dossier(referent=hat)

    kept = override(dossier, actor(hat))

    with connection.cursor() as cursor:
        cursor.execute("SELECT reason FROM dossiers_cautionoverride")
        [(sealed,)] = cursor.fetchall()
    assert b"Demand" not in bytes(sealed)
    kept.refresh_from_db()
    assert (kept.reason, kept.note, kept.author_id) == ("Demandé par elle.", None, hat.pk)
    [(kind, payload)] = recorded()
    assert (kind, payload["classes"], payload["field"]) == (
        "caution.overridden",
        ["health", "judgment"],
        "work",
    )
    assert "Demandé" not in str(payload)


def test_nobody_insists_in_a_dossier_of_others():
    dossier = make_dossier(referent=AffiliationFactory())

    with refused(Denied, "Seules les personnes de l’équipe peuvent écrire dans ce dossier."):
        override(dossier, actor())

    assert not CautionOverride.objects.exists()
