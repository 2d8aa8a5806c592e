from django.db import models
from django.utils.translation import gettext_lazy as _

from jalon.dossiers.models.dossier import Dossier


class RsaStatus(models.TextChoices):
    """States of an RSA file, as the CAF and MSA flows name them."""

    PENDING = "pending", _("demande en attente")
    PAYABLE = "payable", _("droit ouvert et versable")
    SUSPENDED = "suspended", _("droit ouvert et suspendu")
    PAYMENT_SUSPENDED = "payment_suspended", _("droit ouvert, versement suspendu")
    REFUSED = "refused", _("droit refusé")
    CLOSED = "closed", _("droit clos")
    CLOSED_BEFORE = "closed_before", _("droit clos un mois antérieur")
    NONE = "none", _("pas de RSA")


class Rights(models.Model):
    """The person's rights as known today. A yes/no left empty means that nobody said."""

    dossier = models.OneToOneField(Dossier, models.CASCADE, related_name="rights", primary_key=True)
    rsa = models.CharField(_("RSA"), max_length=20, choices=RsaStatus, blank=True)
    rsa_since = models.DateField(_("RSA depuis le"), null=True, blank=True)
    has_duties = models.BooleanField(_("soumis aux droits et devoirs"), null=True, blank=True)
    has_are = models.BooleanField(_("allocation chômage (ARE)"), null=True, blank=True)
    has_ass = models.BooleanField(_("allocation de solidarité (ASS)"), null=True, blank=True)
    has_activity_bonus = models.BooleanField(_("prime d’activité"), null=True, blank=True)
    has_rqth = models.BooleanField(
        _("reconnaissance de travailleur handicapé (RQTH)"), null=True, blank=True
    )
    rqth_until = models.DateField(_("RQTH jusqu’au"), null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(rsa__in=["", *RsaStatus.values]), name="known_rsa_status"
            ),
        ]
