"""What professionals write, made of sentences about needs and steps; never about an illness."""

from random import Random

from jalon.synthetic.dice import Urn

KINDS = Urn({"meeting": 44, "call": 21, "note": 18, "letter": 8, "no_news": 6, "visit": 3})

OPENINGS = {
    "meeting": (
        "Entretien de suivi au bureau.",
        "Entretien d’une heure, {madame_min} est venue avec ses documents.",
        "Point d’étape sur le projet.",
        "Premier entretien : présentation de l’accompagnement et de l’équipe.",
        "Entretien avancé à la demande de {madame_min}.",
        "Rendez-vous honoré, échange constructif.",
        "Entretien tripartite avec le partenaire.",
        "Entretien de bilan des trois derniers mois.",
    ),
    "call": (
        "Appel de {madame_min}.",
        "Appel pour préparer le prochain rendez-vous.",
        "Échange téléphonique rapide.",
        "{madame} rappelle après mon message.",
        "Appel de relance, {madame_min} répond aussitôt.",
    ),
    "note": (
        "Pour l’équipe :",
        "À savoir avant le prochain rendez-vous :",
        "Information reçue du partenaire.",
        "Point fait avec les collègues.",
        "Mise à jour de la situation.",
    ),
    "letter": (
        "Courrier envoyé avec la convocation et le plan d’accès.",
        "Message envoyé pour confirmer le rendez-vous.",
        "Courriel reçu de {madame_min}, réponse faite le jour même.",
        "Dossier transmis par courrier au partenaire.",
    ),
    "visit": (
        "Visite à domicile, convenue à l’avance.",
        "Visite sur le lieu du chantier avec l’encadrant technique.",
    ),
}
NO_NEWS = (
    "{madame} n’est pas venue au rendez-vous. Message laissé, nouveau créneau proposé.",
    "Rendez-vous manqué, pas de réponse au téléphone. Courrier envoyé.",
    "Pas de nouvelles depuis le dernier échange. Je rappelle la semaine prochaine.",
    "Deux appels sans réponse. À joindre plutôt par SMS en fin de journée.",
    "Absence : le bus ne circulait pas. Rendez-vous reporté d’une semaine.",
)
ABOUT = {
    "mobilite": (
        "Sans véhicule, le trajet jusqu’à la zone d’activités prend plus d’une heure.",
        "Le permis est suspendu à une question de financement ; dossier d’aide à préparer.",
        "Essai à la plateforme de mobilité : location d’un scooter pendant la mission.",
        "Le code est réussi, reste la conduite. Vingt heures prévues.",
        "Pas de bus avant sept heures : les postes du matin ne sont pas possibles pour l’instant.",
        "La voiture est en panne, devis de réparation demandé au garage solidaire.",
    ),
    "sante": (
        "La station debout prolongée n’est pas possible ; chercher des postes assis ou variés.",
        "Pas de port de charges pour l’instant. À prendre en compte dans les offres.",
        "La fatigue limite les journées à quatre heures ; un temps partiel serait un bon début.",
        "Droits à la complémentaire santé à renouveler, rendez-vous pris avec la caisse.",
        "{madame} souhaite reprendre à son rythme ; horaires réguliers nécessaires.",
        "Des soins sont en cours le mardi et le jeudi matin : ne pas prévoir de rendez-vous.",
    ),
    "famille": (
        "Garde d’enfants à trouver avant toute entrée en formation.",
        "Place en crèche obtenue trois jours par semaine à partir du mois prochain.",
        "Les horaires décalés sont exclus : personne pour aller chercher les enfants à l’école.",
        "La grand-mère peut garder le plus jeune le matin.",
        "Demande d’aide à la garde d’enfants déposée avec {madame_min}.",
        "{madame} s’occupe aussi d’un parent âgé, deux après-midi par semaine.",
    ),
    "logement-hebergement": (
        "Hébergement chez un proche, solution fragile : demande de logement social enregistrée.",
        "Commission d’attribution le mois prochain, dossier complet.",
        "Loyer en retard de deux mois, plan d’apurement signé avec le bailleur.",
        "Le logement est trop petit et mal chauffé ; signalement fait avec {madame_min}.",
        "Proposition de logement refusée car trop loin de l’école, nouvelle demande faite.",
        "Bail signé, entrée dans les lieux en fin de mois.",
    ),
    "difficultes-administratives-ou-juridiques": (
        "Déclaration trimestrielle en retard, faite ensemble pendant l’entretien.",
        "Titre de séjour à renouveler : rendez-vous obtenu en préfecture.",
        "Courriers non ouverts depuis plusieurs semaines, tri fait ensemble.",
        "Attestation demandée à l’ancien employeur, relance faite.",
        "Rendez-vous pris au point-justice pour une question de pension.",
    ),
    "lecture-ecriture-calcul": (
        "Lire un planning reste difficile ; atelier d’écriture deux fois par semaine.",
        "Bons progrès à l’oral, l’écrit demande encore du temps.",
        "Test de positionnement passé, entrée en formation de français prévue.",
        "Les consignes courtes et illustrées sont bien comprises.",
    ),
    "difficultes-financieres": (
        "Budget fait ensemble ; aide alimentaire demandée pour ce mois-ci.",
        "Dossier déposé à l’accompagnement budgétaire.",
        "Une dette d’énergie pèse sur le budget, échéancier négocié.",
        "Avance de frais impossible : prévoir la prise en charge du transport.",
    ),
    "numerique": (
        "Pas d’ordinateur à la maison, démarches faites sur le téléphone.",
        "Inscription à l’atelier du conseiller numérique, le jeudi.",
        "Espace personnel créé ensemble, mot de passe noté par {madame_min}.",
    ),
    "remobilisation": (
        "La confiance revient ; {madame_min} a proposé elle-même un atelier.",
        "Rythme à retrouver : deux activités par semaine pour commencer.",
        "Participation régulière à l’atelier cuisine, bons contacts avec le groupe.",
    ),
    "equipement-et-alimentation": (
        "Réfrigérateur en panne, demande faite à la ressourcerie.",
        "Tenue de travail nécessaire avant l’embauche : achat pris en charge.",
    ),
}
GENERAL = (
    "Les engagements pris la dernière fois sont tenus.",
    "CV refait et validé ensemble.",
    "Trois offres repérées, candidatures envoyées pendant l’entretien.",
    "Immersion de deux semaines envisagée, convention à préparer.",
    "Retour positif de l’employeur après l’immersion.",
    "Mission d’intérim de deux semaines terminée, bon retour.",
    "Information collective sur les métiers de la logistique : {madame_min} est intéressée.",
    "Le projet se précise : une formation courte, puis un emploi près de la maison.",
    "Entretien d’embauche préparé avec des mises en situation.",
    "Candidature déposée dans une structure d’insertion.",
    "La situation est stable, {madame_min} dit se sentir mieux entourée.",
    "Le projet de départ est trop loin ; un autre métier, plus proche, est à l’étude.",
    "Bilan partagé : ce qui a avancé, ce qui reste à lever.",
)
NEXT = (
    "Prochain rendez-vous dans deux semaines.",
    "Je prends contact avec le partenaire cette semaine.",
    "{madame} apporte les justificatifs la prochaine fois.",
    "À revoir dans un mois.",
    "Je transmets au reste de l’équipe.",
    "{madame} appelle elle-même l’employeur d’ici vendredi.",
    "On refait le point après l’essai.",
    "",
    "",
)
PRIVATE = (
    "À évoquer en réunion d’équipe avant de répondre.",
    "Ne rien promettre sur le calendrier, à revoir en réunion de service.",
    "Préparer la passation avant mes congés.",
    "Place possible dans notre atelier du printemps, rien n’est encore dit à {madame_min}.",
)
# The same sentences for a man: what agrees with "Madame".
FOR_A_MAN = (
    ("est venue", "est venu"),
    ("n’est pas venue", "n’est pas venu"),
    ("elle-même", "lui-même"),
    ("est intéressée", "est intéressé"),
    ("mieux entourée", "mieux entouré"),
)


def draw_note(dice: Random, themes: list[str], *, female: bool, private: bool) -> tuple[str, str]:
    """The kind and the text of one note about someone who meets these difficulties."""
    kind = KINDS.draw(dice)
    if private:
        return "note", _agree(dice.choice(PRIVATE), female=female)
    if kind == "no_news":
        return kind, _agree(dice.choice(NO_NEWS), female=female)
    sentences = [dice.choice(OPENINGS[kind])]
    known = [theme for theme in themes if theme in ABOUT]
    if known and dice.random() < 0.75:
        sentences.append(dice.choice(ABOUT[dice.choice(known)]))
    if len(sentences) == 1 or dice.random() < 0.45:
        sentences.append(dice.choice(GENERAL))
    sentences.append(dice.choice(NEXT))
    return kind, _agree(" ".join(filter(None, sentences)), female=female)


def _agree(text: str, *, female: bool) -> str:
    """Say it of a woman or of a man."""
    text = text.replace("{madame}", "Madame" if female else "Monsieur")
    text = text.replace("{madame_min}", "madame" if female else "monsieur")
    if not female:
        for woman, man in FOR_A_MAN:
            text = text.replace(woman, man)
    return text
