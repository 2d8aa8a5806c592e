import pytest
from django import forms

from jalon.ui.offering import offer


class Form(forms.Form):
    where = forms.ChoiceField()
    words = forms.CharField()


def test_a_field_offers_what_is_known_only_when_somebody_asks():
    form = Form({"where": "b", "words": "x"})
    offer(form, "where", [("a", "Ici"), ("b", "Là")])

    assert form.is_valid()
    assert form.cleaned_data["where"] == "b"


def test_a_field_of_text_has_nothing_to_offer():
    with pytest.raises(TypeError, match="words is a CharField"):
        offer(Form(), "words", [("a", "Ici")])
