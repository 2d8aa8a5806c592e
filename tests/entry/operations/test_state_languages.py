import re

import pytest
from django.utils import timezone

from jalon.entry.models import SpokenLanguages
from jalon.entry.operations import TooManyLanguages, state_languages
from jalon.entry.queries.candidates import candidates
from jalon.journal.models import Entry
from jalon.kernel.errors import Denied
from jalon.people.models import Contact
from tests.factories import AffiliationFactory, actor, make_dossier

pytestmark = pytest.mark.django_db


def test_languages_speak_for_a_candidate_and_are_one_s_own_to_say(sign_in):
    dossier = make_dossier()
    by = actor(dossier.referent.affiliation)
    Contact.objects.update_or_create(person=dossier.person, defaults={"language": "ar"})
    hat = AffiliationFactory(organisation_id=by.organisation_id)
    browser = sign_in(hat)

    browser.post("/mon-compte/langues", {"codes": ["ar", "pt"], "other": "ti"})

    assert SpokenLanguages.objects.get(pk=hat.pk).codes == "ar pt ti"
    page = browser.get("/mon-compte/langues").content.decode()
    ticked = re.findall(r'<input[^>]*name="codes"[^>]*>', page)
    assert ["checked" in one for one in ticked].count(True) == 3
    [found] = candidates(by, dossier, "")
    assert "parle arabe" in found.reasons
    Contact.objects.filter(person=dossier.person).update(language="fr")
    assert "parle" not in " ".join(candidates(by, dossier, "")[0].reasons)
    with pytest.raises(Denied):
        state_languages(affiliation=hat, codes=["de"], by=by, at=timezone.now())
    codes = [f"a{letter}" for letter in "abcdefghijklm"]
    with pytest.raises(TooManyLanguages):
        state_languages(affiliation=hat, codes=codes, by=actor(hat), at=timezone.now())

    state_languages(affiliation=hat, codes=[], by=actor(hat), at=timezone.now())
    assert not SpokenLanguages.objects.exists()
    assert Entry.objects.filter(kind="languages.stated").count() == 2
