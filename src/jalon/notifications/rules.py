"""What notifies whom: one line per kind of fact, read from top to bottom.

Whoever wrote the fact is never told of it. Whoever may not know of it is not told either: the table
says who is concerned, row-level security of the journal says who may know (`queries.recipients`).
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from jalon.access.rules import Permission, rule
from jalon.accounts.actor import Actor, PersonActor
from jalon.notifications.models import Family, Way


class Who(StrEnum):
    """Whom a fact concerns.

    OTHER_SIDE: the person when a professional spoke, the référent when she did. ASKED: the one
    professional whom the fact names, who need not know the dossier. ASKER: who asked for what is
    answered, whose own seat may have ended with it. MANAGER: of the body whose seat waits for a
    name. LEAD: the managers of the référent's body, who answer about a référent. At the desk for
    calls: who answer for the carrier of a project or for the candidates of a call, who signs.
    """

    REFERENT = "référent ou référente"
    TEAM = "équipe"
    PERSON = "personne"
    OTHER_SIDE = "l'autre côté"
    ASKED = "à qui l'on demande"
    ASKER = "qui a demandé"
    OFFICER = "protection des données"
    MANAGER = "responsable de structure"
    LEAD = "responsable de l'organisme référent"
    CARRIER = "porteur d'un projet"
    CANDIDATE = "candidat à un appel"
    FOLLOWER = "qui suit un appel"
    SIGNATORY = "qui signe une convention"


# Of a call or of a project, without any dossier.
OF_THE_DESK: Final = frozenset({Who.CARRIER, Who.CANDIDATE, Who.FOLLOWER, Who.SIGNATORY})
# By name, whatever they may read: what they are told leads to a page of their own.
BY_NAME: Final = frozenset({Who.ASKED, Who.ASKER, Who.OFFICER, Who.LEAD, *OF_THE_DESK})


@dataclass(frozen=True)
class Rule:
    """`way`: by e-mail, unless the account chose otherwise; NEVER is in Jalon alone.

    `said` to a professional, `told` to the person. It leads to `place`, a part of the dossier, or
    to the page `door` for whom it names.
    """

    kind: str
    whom: tuple[Who, ...]
    family: Family
    way: Way
    said: Any
    told: Any = ""
    place: str = ""
    door: str = "home"


F, W = Family, Way
_BOTH: Final = (Who.OTHER_SIDE,)

TABLE: Final = (
    # What cannot wait
    Rule("referent.changed", (Who.REFERENT, Who.PERSON, Who.MANAGER), F.URGENT, W.AT_ONCE,
         _("Le référent ou la référente a changé."),
         _("Une nouvelle personne vous accompagne."), "equipe"),
    Rule("handover.proposed", (Who.ASKED,), F.URGENT, W.AT_ONCE,
         _("On vous propose un relais."), door="handovers"),
    # Its mails leave with the access itself, to the addresses that the person gave too.
    Rule("exceptional_access.opened", (Who.REFERENT, Who.PERSON, Who.OFFICER), F.URGENT, W.NEVER,
         _("Un dossier a été ouvert en urgence."),
         _("Quelqu’un a ouvert votre dossier en urgence."), "fil", "desk"),
    # Its mails leave with the number itself, to the addresses that the person gave.
    Rule("space_code.handed", (Who.PERSON, Who.OFFICER), F.URGENT, W.NEVER,
         _("Un numéro d’accès à Mon espace a été remis à une personne."),
         _("Vous avez un numéro pour entrer ici."), "fil", "desk"),
    # Its mails leave to the addresses that the person gave, not to that of the account itself.
    Rule("personal_access.opened", (Who.REFERENT, Who.PERSON, Who.OFFICER), F.URGENT, W.NEVER,
         _("L’accès d’une personne à son espace est ouvert."),
         _("Votre espace est ouvert."), "equipe", "desk"),
    Rule("personal_access.recovered", (Who.REFERENT, Who.PERSON, Who.OFFICER), F.URGENT, W.NEVER,
         _("Une personne a retrouvé l’accès à son espace, avec un nouveau mot de passe."),
         _("Votre espace a un nouveau mot de passe."), "equipe", "desk"),
    # Whose turn it is
    Rule("contract.offered", (Who.PERSON,), F.TURN, W.AT_ONCE, "",
         _("Un contrat attend votre réponse."), "contrat"),
    Rule("contract.accepted", (Who.REFERENT,), F.TURN, W.AT_ONCE,
         _("Le contrat est accepté : il reste à le signer."), place="contrat"),
    Rule("contract.refused", (Who.REFERENT,), F.TURN, W.AT_ONCE,
         _("La personne a dit non au contrat."), place="contrat"),
    Rule("member.invited", (Who.ASKED,), F.TURN, W.AT_ONCE,
         _("On vous invite dans une équipe.")),
    Rule("join.requested", (Who.REFERENT, Who.PERSON), F.TURN, W.AT_ONCE,
         _("Quelqu’un demande à entrer dans l’équipe."),
         _("Quelqu’un demande à vous accompagner."), "equipe"),
    Rule("message.sent", _BOTH, F.TURN, W.DAILY,
         _("La personne a écrit un message."), _("On vous a écrit."), "messages"),
    # The person's mails about appointments leave with their link, to an address or a telephone.
    Rule("appointment.asked", (Who.REFERENT,), F.TURN, W.AT_ONCE,
         _("La personne demande un rendez-vous."), place="rendez-vous"),
    Rule("appointment.proposed", (Who.PERSON,), F.TURN, W.NEVER, "",
         _("On vous propose un rendez-vous."), "rendez-vous"),
    # Known to the managers alone: neither the référent nor the team.
    Rule("referent.requested", (Who.LEAD,), F.TURN, W.AT_ONCE,
         _("Une personne demande un autre référent."), door="referent_requests"),
    Rule("goal.proposed", _BOTH, F.TURN, W.DAILY,
         _("La personne propose un objectif."), _("On vous propose un objectif."), "plan"),
    Rule("step.proposed", _BOTH, F.TURN, W.DAILY,
         _("La personne propose une étape."), _("On vous propose une étape."), "plan"),
    Rule("commitment.proposed", _BOTH, F.TURN, W.DAILY,
         _("La personne propose un engagement."), _("On vous propose une promesse."), "contrat"),
    Rule("reorientation.requested", (Who.REFERENT,), F.NEWS, W.DAILY,
         _("Une réorientation est demandée."), place="orientation"),
    # What moves
    Rule("goal.accepted", _BOTH, F.NEWS, W.DAILY,
         _("La personne est d’accord avec un objectif."),
         _("Votre objectif est accepté."), "plan"),
    Rule("goal.declined", _BOTH, F.NEWS, W.DAILY,
         _("La personne n’est pas d’accord avec un objectif."),
         _("Un objectif n’est pas accepté."), "plan"),
    Rule("step.accepted", _BOTH, F.NEWS, W.DAILY,
         _("La personne est d’accord avec une étape."), _("Votre étape est acceptée."), "plan"),
    Rule("step.declined", _BOTH, F.NEWS, W.DAILY,
         _("La personne n’est pas d’accord avec une étape."),
         _("Une étape n’est pas acceptée."), "plan"),
    Rule("step.finished", _BOTH, F.NEWS, W.DAILY,
         _("La personne a terminé une étape."), _("Une étape est terminée."), "plan"),
    Rule("commitment.accepted", _BOTH, F.NEWS, W.DAILY,
         _("La personne accepte un engagement."), _("Une promesse est acceptée."), "contrat"),
    Rule("commitment.kept", _BOTH, F.NEWS, W.DAILY,
         _("La personne a tenu un engagement."), _("Une promesse est tenue."), "contrat"),
    Rule("commitment.missed", _BOTH, F.NEWS, W.DAILY,
         _("Un engagement n’a pas été tenu."), _("Une promesse n’est pas tenue."), "contrat"),
    Rule("contract.signed", (Who.TEAM, Who.PERSON), F.NEWS, W.DAILY,
         _("Le contrat est signé."), _("Votre contrat est signé."), "contrat"),
    Rule("orientation.decided", (Who.TEAM, Who.PERSON), F.NEWS, W.NEVER,
         _("L’orientation est décidée."), _("Une décision vous concerne."), "orientation"),
    Rule("reorientation.accepted", (Who.TEAM, Who.PERSON), F.NEWS, W.NEVER,
         _("La réorientation est acceptée."),
         _("Votre demande a une réponse."), "orientation"),
    Rule("reorientation.refused", (Who.TEAM, Who.PERSON), F.NEWS, W.NEVER,
         _("La réorientation est refusée."), _("Votre demande a une réponse."), "orientation"),
    Rule("referent_request.answered", (Who.PERSON,), F.NEWS, W.AT_ONCE, "",
         _("Votre demande a une réponse."), "referent"),
    Rule("appointment.booked", _BOTH, F.NEWS, W.NEVER,
         _("La personne a choisi un rendez-vous."), _("Votre rendez-vous est fixé."),
         "rendez-vous"),
    Rule("appointment.moved", _BOTH, F.NEWS, W.NEVER,
         _("La personne a changé l’heure d’un rendez-vous."),
         _("L’heure d’un rendez-vous a changé."), "rendez-vous"),
    Rule("appointment.cancelled", (Who.REFERENT,), F.NEWS, W.AT_ONCE,
         _("Un rendez-vous est annulé."), place="rendez-vous"),
    Rule("appointment.missed", (Who.REFERENT,), F.NEWS, W.NEVER,
         _("Un rendez-vous est manqué : un appel peut aider."), place="rendez-vous"),
    Rule("support.suspended", (Who.TEAM, Who.PERSON), F.NEWS, W.DAILY,
         _("L’accompagnement est suspendu."), _("Votre accompagnement est en pause"), "diagnostic"),
    Rule("support.prolonged", (Who.TEAM, Who.PERSON), F.NEWS, W.DAILY,
         _("La suspension de l’accompagnement est prolongée."),
         _("Votre pause dure plus longtemps."), "diagnostic"),
    Rule("support.resumed", (Who.TEAM, Who.PERSON), F.NEWS, W.DAILY,
         _("L’accompagnement reprend."), _("Votre accompagnement reprend."), "diagnostic"),
    # The former team has left, whole: whoever asked is told by name.
    Rule("transfer.accepted", (Who.ASKER, Who.PERSON), F.NEWS, W.AT_ONCE,
         _("Le transfert est accepté : votre accompagnement se termine."),
         _("Votre demande a une réponse."), "orientation", "dossier_list"),
    Rule("transfer.refused", (Who.REFERENT, Who.PERSON), F.NEWS, W.AT_ONCE,
         _("Le transfert est refusé."), _("Votre demande a une réponse."), "orientation"),
    Rule("outcome.confirmed", (Who.PERSON,), F.NEWS, W.DAILY, "",
         _("Ce que vous avez dit est confirmé."), "sorties"),
    Rule("note.written", (Who.TEAM,), F.NEWS, W.DAILY, _("Une note est écrite."), place="fil"),
    Rule("barrier.assessed", (Who.REFERENT,), F.NEWS, W.NEVER,
         _("Un frein a été revu."), place="freins"),
    Rule("outcome.declared", (Who.TEAM,), F.NEWS, W.DAILY,
         _("Une sortie est notée : emploi, formation…"), place="sorties"),
    Rule("dossier.closed", (Who.TEAM, Who.PERSON), F.NEWS, W.DAILY,
         _("Le dossier est clos."), _("Votre dossier est clos."), "fil"),
    Rule("dossier.reopened", (Who.TEAM, Who.PERSON), F.NEWS, W.DAILY,
         _("Le dossier est rouvert."), _("Votre dossier est rouvert."), "fil"),
    # Who is around
    Rule("member.joined", (Who.TEAM, Who.PERSON, Who.MANAGER), F.TEAM, W.DAILY,
         _("Quelqu’un rejoint l’équipe."), _("Quelqu’un de plus vous accompagne."), "equipe"),
    Rule("member.left", (Who.REFERENT, Who.PERSON), F.TEAM, W.DAILY,
         _("Quelqu’un quitte l’équipe."), _("Quelqu’un ne vous accompagne plus."), "equipe"),
    Rule("invitation.declined", (Who.REFERENT,), F.TEAM, W.DAILY,
         _("Une invitation est déclinée."), place="equipe"),
    Rule("invitation.expired", (Who.REFERENT,), F.TEAM, W.DAILY,
         _("Une invitation est restée sans réponse."), place="equipe"),
    Rule("join.accepted", (Who.ASKED,), F.TEAM, W.NEVER,
         _("Votre demande d’entrer dans une équipe est acceptée."), door="dossier_list"),
    Rule("join.refused", (Who.ASKED,), F.TEAM, W.NEVER,
         _("Votre demande d’entrer dans une équipe est refusée.")),
    Rule("handover.accepted", (Who.TEAM,), F.TEAM, W.DAILY,
         _("Le relais est accepté."), place="equipe"),
    Rule("handover.declined", (Who.REFERENT,), F.TEAM, W.AT_ONCE,
         _("Le relais est décliné."), place="equipe"),
    Rule("objection.granted", (Who.REFERENT,), F.NEWS, W.DAILY,
         _("La personne s’oppose à un partage."), place="equipe"),
    # The desk for calls, whose mails leave with each act; `door` is a page of the project or call
    Rule("question.answered", (Who.CANDIDATE, Who.FOLLOWER), F.NEWS, W.NEVER,
         _("Une question sur un appel a sa réponse."), door="call"),
    Rule("correction.asked", (Who.CARRIER,), F.TURN, W.NEVER,
         _("L’État demande une correction d’un projet."), door="correct_project"),
    Rule("results.announced", (Who.CANDIDATE,), F.NEWS, W.NEVER,
         _("Les résultats d’un appel sont annoncés."), door="result"),
    Rule("agreement.sent", (Who.CARRIER,), F.TURN, W.NEVER,
         _("Une convention est à relire."), door="agreement"),
    Rule("agreement.accepted", (Who.SIGNATORY,), F.TURN, W.NEVER,
         _("Une convention est à signer."), door="agreement"),
    Rule("agreement.signed", (Who.SIGNATORY,), F.TURN, W.NEVER,
         _("Une convention est à signer : son porteur a signé."), door="agreement"),
    Rule("payment.certified", (Who.CARRIER,), F.NEWS, W.NEVER,
         _("Le service fait d’un versement est constaté."), door="agreement"),
    Rule("payment.made", (Who.CARRIER,), F.NEWS, W.NEVER,
         _("Un versement est fait."), door="agreement"),
    Rule("report.reminded", (Who.CARRIER,), F.REMINDER, W.NEVER,
         _("Un rapport sur un projet est attendu par l’État."), door="agreement"),
    # Dates: written by the keeper (`reminding`), not by a fact
    Rule("commitment.due", (), F.REMINDER, W.DAILY,
         _("Un engagement arrive à sa date."), _("Vous avez quelque chose à faire bientôt."),
         "contrat"),
    Rule("commitment.late", (), F.REMINDER, W.DAILY,
         _("Un engagement est en retard."), _("Une date est passée. Parlez-en."), "contrat"),
    Rule("promise.due", (), F.REMINDER, W.DAILY,
         _("Votre organisme a promis quelque chose pour bientôt."),
         _("On vous a promis quelque chose pour bientôt."), "contrat"),
    Rule("promise.late", (), F.REMINDER, W.DAILY,
         _("Votre organisme est en retard sur une promesse."),
         _("Une promesse qu’on vous a faite est en retard."), "contrat"),
    Rule("deadline.late", (), F.REMINDER, W.DAILY,
         _("Une échéance du parcours est dépassée."), place="etapes"),
)  # fmt: skip
RULES: Final = {one.kind: one for one in TABLE}


@rule
def has_an_account(actor: Actor | PersonActor, subject: object) -> bool:
    """Whoever is signed in reads what is addressed to them, and nothing else."""
    return actor.user_id is not None


READ_NOTIFICATIONS = Permission(
    "notifications.read", has_an_account, _("Ces notifications ne sont pas les vôtres.")
)
UNREAD_NOTIFICATIONS = Permission(
    "notifications.unread", has_an_account, _("Ces notifications ne sont pas les vôtres.")
)
CHOOSE_WAYS = Permission("ways.choose", has_an_account, _("Chaque compte choisit pour lui-même."))
