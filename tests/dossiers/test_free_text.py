"""Every field where people write what they like is reviewed; a new one is not forgotten."""

import pytest
from django.db import models
from django.utils import timezone

from jalon.dossiers.models import CautionOverride
from jalon.dossiers.operations import revise_block
from jalon.dossiers.operations.revise_block import BLOCKS, FREE_TEXT
from jalon.wording.guard import Insistence, WordsToReview
from tests.factories import AffiliationFactory, actor, make_dossier

# Text that is no free text: what it holds instead.
NOT_FREE = {
    "identity.first_names": "names",
    "identity.birth_name": "a name",
    "identity.usage_name": "a name",
    "identity.birth_place": "a place",
    "contact.phones": "checked numbers",
    "contact.emails": "checked addresses",
    "contact.postal_code": "a code",
    "contact.city": "a place",
}


def test_a_text_field_of_a_block_is_free_text_or_says_what_it_holds():
    texts = {
        f"{block}.{field.name}"
        for block, model in BLOCKS.items()
        for field in model._meta.get_fields()
        if isinstance(field, models.CharField | models.TextField)
        and not field.choices
        and field.editable
        and (field.max_length is None or field.max_length > 5)
        and not getattr(field, "generated", False)
    }
    free = {f"{block}.{name}" for block, names in FREE_TEXT.items() for name in names}

    assert free <= texts
    assert texts - free == set(NOT_FREE)


WRITTEN = [
    (block, name, "Suivi psychiatrique en cours") for block, names in FREE_TEXT.items()
    for name in names
]  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize(("block", "name", "text"), WRITTEN)
def test_what_is_typed_in_a_block_is_reviewed(block, name, text):
    hat = AffiliationFactory()
    dossier = make_dossier(referent=hat)
    typed = {
        "dossier": dossier, "block": block, "before": {name: ""}, "after": {name: text},
        "by": actor(hat), "at": timezone.now(),
    }  # fmt: skip

    with pytest.raises(WordsToReview):
        revise_block(**typed)
    assert not CautionOverride.objects.exists()
    kept = revise_block(**typed, insistence=Insistence(frozenset({"health"}), "Nécessaire."))

    assert getattr(kept, name) == text
    override = CautionOverride.objects.get()
    assert (override.field, override.reason, override.note) == (block, "Nécessaire.", None)


@pytest.mark.django_db
def test_what_was_already_there_does_not_stop_another_change():
    hat = AffiliationFactory()
    dossier = make_dossier(referent=hat)
    old = {"sought_job": "Infirmier en psychiatrie", "has_vehicle": None}
    dossier.work.sought_job = old["sought_job"] = "Chauffeur, sorti de prison"
    dossier.work.save()

    kept = revise_block(
        dossier=dossier, block="work", before=old, after={**old, "has_vehicle": True},
        by=actor(hat), at=timezone.now(),
    )  # fmt: skip

    assert kept.has_vehicle
