"""What a field of a form offers, when that is known only once somebody asks for the form."""

from typing import Any

from django import forms


def offer(form: forms.BaseForm, name: str, choices: Any) -> None:
    """Give a field its choices. TypeError when it offers none."""
    field = form.fields[name]
    if not isinstance(field, forms.ChoiceField):
        raise TypeError(f"{name} is a {type(field).__name__}: only a ChoiceField offers choices")
    field.choices = choices
