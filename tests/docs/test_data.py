"""The page of what each datum must be names them all, and what must agree."""

from django.apps import apps

from jalon.web.data_docs import data_page

OURS = [model for model in apps.get_models() if model.__module__.startswith("jalon.")]


def test_every_datum_is_told_with_its_rule():
    page = data_page()
    parts = {part.split("\n")[0]: part for part in page.split("\n## ")[1:]}

    assert set(parts) == {model._meta.label for model in OURS}
    for model in OURS:
        for field in model._meta.concrete_fields:
            assert field.primary_key or f"| `{field.name}` |" in parts[model._meta.label], field
    assert "| `siret` | line | be unique, hold at most 14 characters, be given |" in page
    assert "| `body` | text, sealed | be given |" in parts["dossiers.Note"]
    assert "be one of `F`, `M`, `U`" in parts["people.Person"]


def test_every_rule_on_several_data_is_named():
    page = data_page()
    names = [one.name for model in OURS for one in model._meta.constraints]

    assert len(names) > 100
    assert [name for name in names if f"`{name}`" not in page] == []
