"""What people send to the pages of lists: a file, columns, texts of cells, choices."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from jalon.intake.models import PeopleList
from jalon.intake.reading.fields import BY_CODE, FIELDS
from jalon.intake.reading.limits import LIMITS
from jalon.intake.reading.problems import SECRET_FIELDS

MEGABYTE = 1024 * 1024


class ReceiveListForm(forms.Form):
    file = forms.FileField(
        label=_("Fichier de la liste"),
        help_text=_("CSV ou XLSX, jusqu’à 200 Mo. Rien n’est importé avant votre accord."),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx"}),
        error_messages={
            "required": _("Choisissez un fichier."),
            "empty": _("Le fichier est vide."),
        },
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LIMITS.file_bytes:
            size = LIMITS.file_bytes // MEGABYTE
            raise ValidationError(_t("Le fichier dépasse %(size)d Mo.") % {"size": size})
        return file


class MappingForm(forms.Form):
    """One choice per column of the file: the field it holds, or nothing."""

    def __init__(self, people_list: PeopleList, data: Any = None) -> None:
        super().__init__(data)
        self.label_suffix = ""
        choices = [("", _("Ne pas importer")), *((f.code, f.label) for f in FIELDS)]
        for column, title in enumerate(people_list.titles):
            self.fields[f"column_{column}"] = forms.ChoiceField(
                label=title or _t("Colonne %(number)d, sans titre") % {"number": column + 1},
                choices=choices,
                initial=people_list.mapping[column],
                required=False,
            )

    @property
    def mapping(self) -> list[str]:
        return [self.cleaned_data[name] for name in self.fields]


class CorrectLineForm(forms.Form):
    """The cells of a line by column; a secret cell is never shown, only replaced.

    It is sent under a name that begins with its field ("nir_4"): such names are never shown again.
    """

    def __init__(self, people_list: PeopleList, cells: Sequence[str], data: Any = None) -> None:
        super().__init__(data)
        self.label_suffix = ""
        for column, code in enumerate(people_list.mapping):
            if not code:
                continue
            is_secret = code in SECRET_FIELDS
            name = f"{code if is_secret else 'cell'}_{column}"
            self.fields[name] = forms.CharField(
                label=people_list.titles[column],
                widget=forms.PasswordInput(attrs={"autocomplete": "off"}) if is_secret else None,
                initial="" if is_secret else cells[column] if column < len(cells) else "",
                help_text=_("Laissez vide pour garder ce que dit le fichier.") if is_secret else "",
                required=False,
                strip=False,
                max_length=LIMITS.cell_characters,
            )

    def column(self, name: str) -> int:
        return int(name.rpartition("_")[2])

    def cells(self, people_list: PeopleList) -> dict[int, str]:
        """The texts to put, by column; an empty secret cell is left as it is."""
        texts = {self.column(name): text for name, text in self.cleaned_data.items()}
        return {
            column: text
            for column, text in texts.items()
            if text or people_list.mapping[column] not in SECRET_FIELDS
        }


def label_of(code: str) -> str:
    """The name of a field, for people."""
    return str(BY_CODE[code].label)
