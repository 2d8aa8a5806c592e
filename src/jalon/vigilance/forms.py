from django import forms
from django.utils.translation import gettext_lazy as _

from jalon.ui.cautions import Cautioned


class DecisionForm(Cautioned, forms.Form):
    """Why an account may read again, or may not."""

    reason = forms.CharField(
        label=_("Ce que vous avez vérifié, et comment"),
        max_length=300,
        help_text=_("Par exemple : appel à son bureau, une réunion se préparait."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, data: object = None) -> None:
        super().__init__(data, label_suffix="")  # type: ignore[arg-type]
