from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jalon.ui.cautions import Cautioned

LONGEST = 1000


class MessageForm(Cautioned, forms.Form):
    """A few words."""

    body = forms.CharField(
        label=_("Votre message"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, label_suffix="")
