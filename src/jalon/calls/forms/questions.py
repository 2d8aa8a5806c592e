"""Questions, answers, and following without an account."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from jalon.calls.content import articles
from jalon.calls.models import CallVersion, Question
from jalon.strategies.forms import PublicText

LONGEST = 4000


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class QuestionForm(forms.Form):
    """A question, about an article or the whole call."""

    article = forms.ChoiceField(label=_("À propos de"), required=False)
    body = PublicText(
        label=_("Votre question"),
        max_length=LONGEST,
        widget=_area(6),
        help_text=_(
            "L'État la publie avec sa réponse, sans dire qui la pose. N'y nommez personne."
        ),
    )

    def __init__(self, data: Any = None, *, version: CallVersion, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        known = articles(version.sections).values()
        self.fields["article"].choices = [  # type: ignore[attr-defined]  # a ChoiceField
            ("", _t("Tout l'appel")),
            *((one.code, f"{one.number} {one.title}") for one in known),
        ]


class AnswerForm(QuestionForm):
    """An answer, and the question as everybody will read it."""

    body = PublicText(label=_("Réponse"), max_length=LONGEST, widget=_area(8))
    wording = PublicText(
        label=_("Question, telle qu'elle sera publiée"),
        max_length=LONGEST,
        widget=_area(4),
        help_text=_("Retirez ce qui dirait qui la pose : un lieu, un nom, un montant."),
    )
    field_order = ("article", "wording", "body")

    @classmethod
    def start(cls, question: Question) -> dict[str, str]:
        """What is already there: the last answer, else the question as it was asked."""
        last = question.answers.order_by("-number").first()
        if last is None:
            return {"article": question.article, "wording": question.body}
        return {"article": last.article, "wording": last.wording, "body": last.body}


class FollowForm(forms.Form):
    email = forms.EmailField(label=_("Adresse e-mail"), max_length=200)
