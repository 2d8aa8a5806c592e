"""The components of pages, rendered as pages render them."""

import re
from typing import Any

from django import forms
from django.template import engines
from django.utils import translation


class Letter(forms.Form):
    subject = forms.CharField(label="Objet", help_text="En trois mots")
    channel = forms.ChoiceField(
        label="Moyen", choices=[("mail", "E-mail"), ("post", "Courrier")], widget=forms.RadioSelect
    )
    urgent = forms.BooleanField(label="Urgent", required=False)


def rendered(source: str, **context: Any) -> str:
    page = '{% import "ui/components.html" as ui %}' + source
    with translation.override("fr"):
        html = engines["jinja2"].from_string(page).render(context)
    return re.sub(r"\s+", " ", html)


def test_a_field_has_its_label_its_hint_and_its_error_beside_it() -> None:
    html = rendered('{{ ui.field(form["subject"]) }}', form=Letter({"channel": "mail"}))

    assert html.strip() == (
        '<div class="fr-input-group fr-input-group--error"> '
        '<label class="fr-label" for="id_subject">Objet'
        '<span class="fr-hint-text" id="id_subject_helptext">En trois mots</span></label> '
        '<input type="text" name="subject" class="fr-input" required aria-invalid="true" '
        'aria-describedby="id_subject_helptext id_subject_error" id="id_subject"> '
        '<p class="fr-error-text" id="id_subject_error">Ce champ est obligatoire.</p> </div>'
    )


def test_choices_are_a_fieldset_with_a_legend() -> None:
    html = rendered('{{ ui.field(form["channel"]) }}', form=Letter())

    assert re.findall(r"<legend[^>]*>(\w+)", html) == ["Moyen"]
    assert re.findall(r'<label class="fr-label" for="(\w+)">([\w-]+)</label>', html) == [
        ("id_channel_0", "E-mail"),
        ("id_channel_1", "Courrier"),
    ]


def test_the_summary_of_errors_links_to_each_field() -> None:
    html = rendered("{{ ui.error_summary(form) }}", form=Letter({}))

    assert re.findall(r'<a href="#(\w+)">(\w+)</a>', html) == [
        ("id_subject", "Objet"),
        ("id_channel", "Moyen"),
    ]
    assert "2 corrections sont à faire" in html


def test_no_summary_without_error() -> None:
    assert rendered("{{ ui.error_summary(form) }}", form=Letter()).strip() == ""


def test_what_people_wrote_stays_inert() -> None:
    html = rendered("{{ ui.badge(text) }}{{ ui.empty(text) }}", text="<script>alert(1)</script>")

    assert "<script>" not in html


def test_a_table_names_each_cell_for_the_telephone() -> None:
    html = rendered(
        '{% call ui.table("Équipe", ["Nom", ("Depuis", "?tri=depuis", "descending")]) %}'
        '<tr>{{ ui.cell("Nom", "Ada") }}</tr>{% endcall %}'
    )

    assert '<td role="cell" data-label="Nom">Ada</td>' in html
    assert 'aria-sort="descending"><a href="?tri=depuis">Depuis' in html


def test_sentences_of_pages_take_values_and_plurals() -> None:
    source = "{{ ngettext('%(num)s jour', '%(num)s jours', n) }} {{ _('Étape %(n)s', n=n) }}"

    assert rendered(source, n=3).endswith("3 jours Étape 3")
