"""The notice for the person: short sentences, plain words, true durations, within reach."""

import datetime as dt
import re
from html import unescape

import pytest
from django.urls import reverse

from jalon.parameters.models import ParameterValue
from jalon.parameters.queries import forget
from tests.factories import AffiliationFactory

pytestmark = pytest.mark.django_db

LONGEST = 15  # words of a sentence
JARGON = [
    "traitement", "donnée", "finalité", "habilit", "rgpd", "casf", "article", "responsable",
    "dispositif", "usager", "bénéficiaire", "partenaire", "prescri", "référent", "rectif",
    "opposition", "réclamation", "consentement", "destinataire", "conformément", "notamment",
    "modalité", "préalable", "susmentionné", "en vertu", "afin de", "ci-après", "dans le cadre",
    "problématique", "freins", "accès", "archive", "numérique",
]  # fmt: skip


@pytest.fixture
def html(client):
    answer = client.get(reverse("your_information"))
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def sentences(html):
    lists = re.findall(r"<ul data-falc>(.*?)</ul>", html, re.S)
    return [
        re.sub(r"\s+", " ", one) for part in lists for one in re.findall("<li>(.*?)</li>", part)
    ]


def words(sentence):
    return re.findall(r"[^\W_]+(?:['’-][^\W_]+)*", sentence)


def test_one_idea_and_fifteen_words_at_most_per_sentence(html):
    said = sentences(html)

    assert len(said) > 30
    assert [one for one in said if len(words(one)) > LONGEST] == []
    assert [one for one in said if ";" in one or one.count(",") > 2] == []
    assert [one for one in said if not one.rstrip("\xa0").endswith((".", "?", "…"))] == []
    assert sum(len(words(one)) for one in said) / len(said) <= 9


def test_no_word_of_the_trade(html):
    said = " ".join(sentences(html)).lower()

    assert [word for word in JARGON if word in said] == []


def test_each_part_has_its_picture_and_its_title(html):
    parts = re.findall(r'<section class="j-falc__part".*?</section>', html, re.S)

    assert len(parts) == 8
    for part in parts:
        assert part.count("<svg") == 1
        assert re.search(r"<svg[^>]*aria-hidden=\"true\"[^>]*>\s*<(path|circle)", part)
        assert re.search(r"<h2[^>]*>[^<]+</h2>", part)


def test_durations_are_those_of_the_deployment(html, client):
    assert "2 ans après le dernier contact" in html
    ParameterValue.objects.create(
        key="retention.active_months", value="18", in_force_from=dt.date(2024, 1, 1),
        decided_by="Délégué", source="Registre", recorded_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC),
    )  # fmt: skip

    forget()
    now = unescape(client.get(reverse("your_information")).content.decode())

    forget()

    assert "18 mois après le dernier contact" in now


def test_the_texts_of_the_law_come_after_for_who_wants_them(html):
    before, texts = html.split('id="les-textes"')

    for text in ("L. 263-4-1", "article 6 (1, e)", "articles 13 et 14", "R. 263-8"):
        assert text in texts
        assert text not in before


def test_it_is_within_reach_of_everybody(client):
    address = f'href="{reverse("your_information")}"'

    for name in ("account_login", "legal", "site_map"):
        assert address in client.get(reverse(name)).content.decode()


def test_whoever_opens_a_dossier_is_told_to_hand_it_over(sign_in):
    answer = sign_in(AffiliationFactory()).get(reverse("open_dossier"))

    assert "Remettez cette page à la personne" in unescape(answer.content.decode())
