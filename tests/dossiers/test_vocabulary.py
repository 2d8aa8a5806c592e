"""The words that we share with others are theirs."""

from data_inclusion.schema.v1 import Categorie

from jalon.dossiers.models import THEMES


def test_the_themes_of_obstacles_are_the_categories_of_data_inclusion() -> None:
    assert {theme.value: theme.label for theme in Categorie} == THEMES
