from django.db import models
from django.utils.translation import gettext_lazy as _


class ParameterValue(models.Model):
    """What a deployment decided of a figure, from a day on. The last one counts; none is changed.

    `decided_by` names the body and the capacity, never a person: this table is read by everyone.
    The fact in the journal says who it was. `value` is the text form that `reading.parse` reads.
    """

    key = models.CharField(max_length=80)
    value = models.CharField(_("valeur"), max_length=200)
    in_force_from = models.DateField(_("à compter du"))
    source = models.CharField(_("texte"), max_length=300)
    decided_by = models.CharField(_("décidé par"), max_length=200)
    recorded_at = models.DateTimeField(_("enregistré le"))

    class Meta:
        indexes = [models.Index(fields=["key", "in_force_from", "id"], name="parameter_by_day")]
