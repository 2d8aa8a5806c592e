"""What is worked out when a template is compiled, and what is written when it is filled."""

import datetime as dt

import pytest
from django.template import engines
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy
from markupsafe import Markup, escape

from jalon.ui.templates import written


def rendered(source, language="fr", **context):
    with translation.override(language):
        return engines["jinja2"].from_string(source).render(context)


def test_each_language_has_its_sentences_and_values_are_escaped_in_both():
    for language in ("fr", "en"):
        with translation.override(language):
            said = translation.gettext("Affiché à %(time)s") % {"time": "&lt;i&gt;"}

        assert rendered('{{ _("Affiché à %(time)s", time=at) }}', language, at="<i>") == (
            said.replace("'", "’")
        )
        assert rendered('{{ _("Fermer") if is_open else "" }}', language, is_open=True)


def test_a_percent_of_a_sentence_without_values_is_written_once():
    assert rendered("""<p title="{{ _('%%s écrit ici…') }}">""") == '<p title="%s écrit ici…">'


def test_an_address_is_the_same_known_beforehand_or_not():
    legal = reverse("legal")

    assert rendered('{{ url("legal") }} {{ url(name) }}', name="legal") == f"{legal} {legal}"
    assert rendered('{% if is_there %}{{ url("nowhere") }}{% endif %}', is_there=False) == ""


class Drawn:
    def __html__(self):
        return "<b>drawn</b>"


@pytest.mark.parametrize("value", [
    "<a href='x'>\"&\"</a>", "", Markup("<i>safe</i>"), 12, 1.5, None, True, dt.date(2026, 11, 24),
    gettext_lazy("Fermer"), Drawn(), ["<li>"], b"<b>",
])  # fmt: skip
def test_what_is_written_is_what_escape_gives(value):
    assert written(value) == escape(value)
    assert rendered("{{ value }}", value=value) == str(escape(value))


def test_a_value_of_a_dictionary_is_found_after_its_methods():
    source = (
        "{{ one.name }} {{ one.items() | length }} {{ one['items'] }} {{ one.none is defined }}"
    )

    assert rendered(source, one={"name": "<Ada>", "items": 3}) == "&lt;Ada&gt; 2 3 False"
