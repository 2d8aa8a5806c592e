from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jalon.projects.views.words import ADDED, REMOVED, SAME, Piece, changed_words

WORDS = st.lists(st.sampled_from(["le", "projet", "aide", ",", "\n"]), max_size=12).map(" ".join)


def test_only_the_words_that_changed_are_marked():
    assert changed_words("Un rendez-vous en un mois.", "Un rendez-vous en quinze jours.") == [
        Piece(SAME, "Un rendez-vous en "),
        Piece(REMOVED, "un"),
        Piece(ADDED, "quinze"),
        Piece(SAME, " "),
        Piece(REMOVED, "mois."),
        Piece(ADDED, "jours."),
    ]


@settings(suppress_health_check=[HealthCheck.too_slow])  # a busy machine is no fault of words
@given(WORDS, WORDS)
def test_both_texts_are_read_back_from_what_is_shown(before, after):
    pieces = changed_words(before, after)
    assert "".join(one.text for one in pieces if one.kind != ADDED) == before
    assert "".join(one.text for one in pieces if one.kind != REMOVED) == after
