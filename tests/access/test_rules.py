import pytest
from django.utils import translation
from django.utils.translation import gettext_lazy

from jalon.access.rules import Permission, Rule, rule
from jalon.kernel.errors import Denied


def rule_that_says(answer: bool, name: str = "") -> Rule:
    return Rule(name or str(answer), lambda actor, subject: answer)


@rule
def is_the_same(actor, subject):
    return actor == subject


@pytest.mark.parametrize("left", [True, False])
@pytest.mark.parametrize("right", [True, False])
def test_rules_join_like_the_words_and_and_or(left, right):
    one, other = rule_that_says(left), rule_that_says(right)

    assert (one | other).holds(None, None) is (left or right)
    assert (one & other).holds(None, None) is (left and right)


def test_a_rule_is_asked_about_its_actor_and_its_subject():
    assert is_the_same.holds("Ada", "Ada")
    assert not is_the_same.holds("Ada", "Billie")


def test_the_name_of_a_joined_rule_reads_as_it_was_written():
    joined = (is_the_same | rule_that_says(True, "open")) & rule_that_says(True, "late")

    assert joined.name == "((is_the_same | open) & late)"


def test_the_second_question_is_not_asked_when_the_first_decides():
    def explode(actor, subject):
        raise AssertionError("asked for nothing")

    assert (rule_that_says(True) | Rule("explode", explode)).holds(None, None)
    assert not (rule_that_says(False) & Rule("explode", explode)).holds(None, None)


def test_a_permission_refuses_with_its_own_sentence():
    permission = Permission("thing.do", rule_that_says(False), "Vous ne pouvez pas faire cela.")

    assert not permission.allows(None, None)
    with pytest.raises(Denied, match=r"^Vous ne pouvez pas faire cela\.$"):
        permission.require(None, None)


def test_a_permission_that_holds_says_nothing():
    assert Permission("thing.do", rule_that_says(True), "Non.").require(None, None) is None


def test_the_sentence_is_translated_when_it_is_shown():
    permission = Permission("thing.do", rule_that_says(False), gettext_lazy("Yes"))

    with translation.override("fr"), pytest.raises(Denied, match=r"^Oui$"):
        permission.require(None, None)
