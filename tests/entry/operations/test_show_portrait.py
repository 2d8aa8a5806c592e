from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from jalon.entry.models import Portrait
from jalon.entry.operations import show_portrait
from jalon.kernel.errors import Denied
from tests.factories import AffiliationFactory, actor, make_dossier
from tests.facts import recorded
from tests.space.situations import account_of, browser_of

pytestmark = pytest.mark.django_db
AT = "/mon-compte/photo"
HERS = "/mon-espace/referent/photo"


def photo(color="navy"):
    drawn = BytesIO()
    Image.new("RGB", (900, 1200), color).save(drawn, "PNG")
    return drawn.getvalue()


def test_the_referent_shows_a_photo_that_the_person_alone_sees(sign_in):
    dossier = make_dossier()
    hat = dossier.referent.affiliation
    browser, her = sign_in(hat), browser_of(account_of(dossier.person))
    assert her.get(HERS).status_code == 404

    sent = browser.post(AT, {"photo": SimpleUploadedFile("moi.png", photo())})

    assert sent.url == AT
    for seen in (browser.get(f"{AT}/image"), her.get(HERS)):
        with Image.open(BytesIO(seen.content)) as shown:
            assert (shown.format, shown.size) == ("JPEG", (240, 320))
    assert HERS in her.get("/mon-espace").text
    assert browser_of(account_of(make_dossier().person)).get(HERS).status_code == 404
    with pytest.raises(Denied):
        show_portrait(
            affiliation=hat, photo=photo(), by=actor(AffiliationFactory()), at=timezone.now()
        )


def test_what_is_no_photo_is_refused_beside_the_field(sign_in):
    hat = make_dossier().referent.affiliation

    answer = sign_in(hat).post(AT, {"photo": SimpleUploadedFile("moi.png", b"<svg/>")})

    assert answer.status_code == 422
    assert "pas une photo" in answer.text
    assert not Portrait.objects.exists()
    assert "portrait.shown" not in [kind for kind, _ in recorded()]
