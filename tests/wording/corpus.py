"""Sentences as professionals could write them, each with the classes that it should raise.

All invented. One sentence per line; `=> a b` when a sentence belongs to several classes. The half
that is held out (`is_held_out`, by a digest of the sentence) is never looked at when the lexicons
are changed: a sentence of it that was read because it failed is replaced by new ones.
"""

import hashlib
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Sentence:
    text: str
    classes: frozenset[str]

    @property
    def is_held_out(self) -> bool:
        if self.text in READ:
            return False
        return hashlib.sha256(self.text.encode()).digest()[0] % 2 == 1


# Held out once, then read because they failed: they count with the half that is tuned on.
READ: Final = frozenset(
    {
        "Il est arabe et parle peu français.",
        "Couleur de peau citée par l'employeur.",
        "Syndicat mixte des transports : carte gratuite demandée.",
    }
)

HEALTH: Final = """
Elle dit être en dépression depuis mars.
Il est suivi pour un diabète de type 2.
Monsieur est bipolaire et stabilisé depuis un an.
Sortie de l'hôpital psychiatrique la semaine dernière.
Elle prend du Subutex tous les matins.
Traitement par méthadone délivré au CSAPA.
Cancer du sein diagnostiqué en janvier.
Il est sous antidépresseurs, ce qui le fatigue.
Son psychiatre a changé, prochain rendez-vous en juin.
Schizophrène, il ne prend plus son traitement.
Alcoolique, il arrive parfois en retard.
Il est alcoolisé au rendez-vous.
Elle a fait une tentative de suicide en décembre.
Idées suicidaires évoquées en entretien.
Il a le VIH depuis dix ans.
Séropositif, il n'en parle pas à son employeur.
Hospitalisée trois semaines pour une embolie pulmonaire.
Madame a fait une fausse couche le mois dernier.
Elle est enceinte de cinq mois.
Il a une hernie discale opérée en 2024.
Elle souffre de fibromyalgie.
Sclérose en plaques déclarée en 2021.
Il fait des crises d'épilepsie régulières.
Burn out reconnu par son médecin traitant.
Suivi par le CMP de secteur tous les quinze jours.
Elle consulte un addictologue au centre hospitalier.
Il fume du cannabis quotidiennement, addiction reconnue.
Suivie par un psychologue pour ses crises d'angoisse.
Il attend une greffe de rein et passe en dialyse trois fois par semaine.
Autisme léger selon sa mère.
Son neurologue parle d'une maladie de Parkinson.
Anorexie à l'adolescence, poids encore fragile.
AVC en 2022, séquelles à gauche.
Elle a une endométriose sévère.
Il a fait un infarctus au printemps.
en cure de desintoxication jusqu'au 12
Post-cure prévue en Alsace pour son alcoolisme.
Troubles psychiatriques évoqués par le partenaire.
Il entend des voix et se dit persécuté, propos délirants.
Elle suit une chimiothérapie, fatigue importante.
Problèmes de santé mentale, syndrome de stress post-traumatique.
Il a des troubles bipolaires d'après sa sœur.
Elle prend des anxiolytiques et des somnifères.
Hépatite C traitée l'an dernier.
Opéré du genou il y a deux mois, rééducation en cours.
Il souffre d'asthme et d'apnée du sommeil.
Sa tension est élevée, elle a vu un cardiologue.
Radio des poumons : suspicion de tuberculose.
Diagnostic de TDAH posé cet hiver.
Il a rechuté dans l'alcool cet été.
"""

JUSTICE: Final = """
Il a passé 24 h en garde à vue samedi.
Condamné à six mois de prison avec sursis.
Sorti de prison le 3 mars, sans logement.
Incarcéré à la maison d'arrêt depuis juin.
Suivi par le SPIP jusqu'en 2027.
Il porte un bracelet électronique.
Le juge d'application des peines autorise une sortie.
Casier judiciaire B2 non vierge.
Il a un casier.
Elle est sous contrôle judiciaire, pointage chaque semaine.
Mis en examen pour trafic de stupéfiants.
Travail d'intérêt général à effectuer à la mairie.
Il doit effectuer un TIG de 70 heures.
Ancien détenu, il cherche un logement.
Sa détention a duré deux ans.
Permission de sortir accordée pour l'entretien.
Libération conditionnelle en novembre.
Il est en semi-liberté et rentre le soir.
Convoqué au tribunal correctionnel le 14.
Comparution immédiate prévue lundi.
Interdiction de paraître dans le quartier.
Retrait de permis après conduite en état d'ivresse. => justice health
Connu des services de police pour vol.
Arrêté par la gendarmerie pour recel.
Il purge une peine jusqu'en septembre.
Madame est victime de violences conjugales.
Elle a déposé plainte contre son mari.
Ordonnance de protection demandée au juge.
Son ex-compagnon la frappe devant les enfants.
Violences intrafamiliales signalées par l'école.
Mise à l'abri après des coups de son conjoint.
Elle dit avoir été violée à 15 ans.
Il a été condamné pour agression sexuelle.
Attouchements subis dans l'enfance.
Téléphone grave danger attribué en avril.
Elle fuit un mariage forcé.
Victime de proxénétisme, elle sort d'un réseau. => justice sexual_life
Bracelet anti-rapprochement posé au père.
Ses trois enfants sont placés à l'ASE.
Placement des enfants en famille d'accueil depuis mars.
Une information préoccupante a été transmise à la CRIP.
Mesure d'AEMO pour le fils aîné.
Le juge des enfants a ordonné un placement.
Elle a été placée en foyer de l'enfance.
Signalement au procureur pour maltraitance.
Ancien jeune de l'ASE, sorti à 18 ans.
Suivi PJJ terminé à sa majorité.
Contrat jeune majeur avec l'aide sociale à l'enfance.
Droit de visite médiatisé avec ses enfants placés.
L'éducatrice de l'AEMO passe chaque semaine.
Harcèlement sexuel de la part d'un collègue, plainte en cours.
Son frère est en prison à Metz.
il sort de detention et n'a plus de papiers
Il a frappé sa compagne la semaine dernière.
Elle est sous emprise, contrôlée par son mari violent.
Enfant maltraité, d'après la voisine.
Peine aménagée, il doit prévenir le juge.
Obligation de soins décidée par le tribunal.
Sursis probatoire de deux ans.
Antécédents judiciaires à vérifier.
"""

RELIGION: Final = """
Elle est musulmane pratiquante.
Il est catholique et va à la messe le dimanche.
Monsieur prie à la mosquée le vendredi midi.
Elle porte le voile au quotidien.
Refuse d'enlever son foulard islamique pour le poste.
Il fait le ramadan, fatigue l'après-midi.
De confession juive, il ne travaille pas le samedi.
Converti à l'islam l'an dernier.
Témoin de Jéhovah, elle refuse certains emplois.
Il fréquente une église évangélique.
Famille très religieuse.
Elle mange halal, attention à la cantine.
Ne mange que casher.
Il est protestant, engagé dans sa paroisse.
Madame est bouddhiste.
Il dit être athée.
Sa foi l'aide à tenir.
Le pasteur de sa communauté l'héberge.
L'imam lui a trouvé une chambre.
Elle s'est radicalisée selon son frère.
Il porte la barbe, sans doute salafiste.
Elle va à la synagogue chaque semaine.
Son mari est sikh et porte un turban.
Les enfants sont à l'école coranique.
Baptême du fils dimanche, elle sera absente.
Pratique religieuse incompatible avec les horaires.
Elle est orthodoxe, fête Noël en janvier.
Il demande une salle de prière sur le chantier.
Croyant, il refuse de servir de l'alcool.
Part à La Mecque en pèlerinage.
Il suit des cours de catéchisme.
Hindou, il ne mange pas de bœuf.
Elle appartient à une secte.
ses convictions religieuses l'empêchent de serrer la main
Elle porte le hijab, refus de l'employeur.
Musulman, il demande ses vendredis.
Elle est chrétienne et chante à la chorale de l'église.
Il est juif pratiquant, pas de travail pendant le shabbat.
Sa religion lui interdit ce métier, dit-elle.
Le curé de la paroisse la connaît bien.
"""

UNION: Final = """
Il est délégué syndical CGT.
Elle est syndiquée à la CFDT.
Ancien militant de Force ouvrière.
Membre du syndicat Sud depuis dix ans.
Il a fait grève avec la CGT en mars.
Adhérente à l'UNSA éducation.
Son engagement syndical lui a valu des ennuis.
Elle se présente aux élections professionnelles pour la CFTC.
Représentant du personnel et syndicaliste connu.
Il se dit syndicaliste avant tout.
Il paie sa cotisation syndicale chaque mois.
Licencié, dit-il, pour activité syndicale.
Elle a pris sa carte au syndicat.
Il milite à la CNT.
Déléguée du personnel, section syndicale FO.
Elle a adhéré au syndicat l'an dernier.
Il tient la permanence de l'union locale CGT.
Syndiqué, il connaît bien le droit du travail.
Elle a été secrétaire du syndicat de l'usine.
Il est encarté à Solidaires.
Mandat syndical jusqu'en 2026.
Monsieur appartient à la Confédération paysanne.
Ancienne responsable syndicale, très à l'aise à l'oral.
Elle participe aux réunions de FO.
Il a été mis au placard parce que syndiqué.
Se fait aider par son délégué CFE-CGC.
La CGT chômeurs l'accompagne dans ses recours, il en est adhérent.
elle est a la CGT
Il distribue des tracts de la CFDT.
Appartenance syndicale connue de l'employeur.
Il est adhérent FSU depuis ses débuts.
Gréviste et syndiquée, elle n'a pas été renouvelée.
Elu CGT au comité d'entreprise.
Discrimination syndicale évoquée par monsieur.
Elle représente le syndicat au CSE.
Son syndicat lui paie l'avocat.
Adhésion à la CFDT signalée par l'ancien chef.
Il anime la section CFTC de l'entrepôt.
Elle a quitté la FSU l'année dernière.
Monsieur a été délégué CGT pendant vingt ans.
Elle s'est syndiquée après son licenciement.
Conseillée par l'UNSA, elle saisit les prud'hommes.
Il parle souvent de son passé de syndicaliste.
Elle a fait grève trois semaines.
Militante syndicale, elle connaît ses droits.
Permanent syndical de 2010 à 2018.
Il est passé de FO à la CFE-CGC.
"""

ORIGIN: Final = """
Madame est d'origine algérienne.
Il est d'origine maghrébine, accent marqué.
Famille rom installée près du canal.
C'est un gitan sédentarisé.
Les gens du voyage du terrain communal la connaissent.
Il est noir, ce qui complique ses entretiens.
Personne de couleur, se dit discriminée.
De type européen.
Il est arabe et parle peu français.
Elle est kabyle par son père.
Monsieur est tsigane, il vit en caravane.
De race noire, dit-il.
Elle est de type africain.
Origine ethnique : turque.
Il est d'ethnie peule.
Famille d'origine turque, père ouvrier.
C'est une Africaine de l'Ouest.
Issu de l'immigration, troisième génération.
Elle est métisse.
Il est blanc et se dit mal vu dans le quartier.
Les Maghrébins du quartier l'aident.
Sa peau noire lui vaut des remarques.
Elle est d'origine africaine et très volontaire.
Ses origines marocaines sont un atout.
Asiatique, arrivée en 2015.
Il vient de la communauté tamoule.
Elle appartient à la communauté kurde.
D'origine étrangère, elle maîtrise l'écrit.
Beur de la deuxième génération.
C'est un manouche du coin.
un black du quartier, sympathique
De type maghrébin, environ 30 ans.
Il est berbère et en est fier.
Origine : Comores, ethnie à préciser.
Elle se dit victime de racisme parce qu'elle est noire.
Madame est yéniche, famille de forains.
Ses parents sont d'origine sénégalaise.
Couleur de peau citée par l'employeur.
Monsieur est d'origine malienne.
Jeune femme d'origine antillaise, motivée.
Ses grands-parents sont d'origine polonaise.
L'employeur lui a parlé de sa couleur de peau.
Elle est kurde et veut ouvrir un salon.
Elle appartient à l'ethnie bambara.
Les Roms du campement voisin l'hébergent.
Il est gitan par sa mère.
Madame est noire, dit-elle, et on le lui fait sentir.
Insultes racistes au travail.
Il est d'origine comorienne et vit chez son oncle.
C'est un Maghrébin d'une quarantaine d'années.
Il est asiatique, je ne sais pas de quel pays.
Communauté turque très présente dans le quartier, il en est.
Sa mère est métisse.
Famille d'origine portugaise, attachée à la maison.
"""

POLITICS: Final = """
Il vote Rassemblement national.
Elle est adhérente du Parti socialiste.
Militant communiste depuis toujours.
Il est d'extrême droite.
Elle milite à La France insoumise.
Opinions politiques tranchées, éviter le sujet.
Ancien élu du Front national.
Il colle des affiches pour Reconquête.
Sympathisante écologiste, engagée chez Les Verts.
Il manifeste avec les gilets jaunes chaque samedi.
Il se dit anarchiste.
Elle est candidate sur une liste de gauche.
Engagement politique prenant, peu disponible le soir.
Il est membre de Renaissance, le parti présidentiel.
Elle a sa carte au PCF.
Il vote à droite et le dit.
Convictions politiques affichées pendant l'atelier.
Elle est à LFI.
Militante d'extrême gauche d'après son voisin.
Il ne vote pas, se dit contre tous les partis.
Royaliste convaincu.
Il est proche du NPA.
Elle soutient Marine Le Pen.
Propos politiques virulents contre Macron.
Il est gauchiste.
Réfugié en raison de ses opinions politiques.
Elle tient la permanence du parti.
Il est trésorier de la section locale du PS.
Militant politique dans son pays, il a dû fuir.
Il est au RN, conseiller municipal.
Elle distribue des tracts du Parti communiste.
il est tres a gauche, militant
Il est fasciste.
Adhérent des Républicains, il connaît le maire.
Elle participe aux réunions d'Europe Écologie.
Complotiste, il partage des contenus politiques.
"""

SEXUAL_LIFE: Final = """
Il est homosexuel et l'a dit à sa famille.
Elle est lesbienne.
Il est gay, rejeté par ses parents.
Elle se prostitue occasionnellement.
Ancienne prostituée, en parcours de sortie.
Personne transgenre, en transition.
Il est bisexuel.
Orientation sexuelle connue de l'équipe.
Elle a plusieurs partenaires sexuels.
Travailleuse du sexe jusqu'en 2023.
Sa vie sexuelle est compliquée, dit-elle.
Femme trans, demande à être appelée Léa.
Il a fait son coming out au travail.
Infidèle, elle a eu plusieurs amants.
Rapports sexuels non protégés évoqués.
Il vit en couple homosexuel.
Elle a une maîtresse et sa femme l'ignore.
Il se travestit le soir.
Victime d'homophobie dans son quartier.
Transition de genre en cours, changement de prénom.
Elle fait de l'escorting sur internet.
Il fréquente des prostituées.
Sexualité évoquée librement en entretien.
Il est addict au sexe. => sexual_life health
Elle trompe son mari.
Problèmes intimes avec son conjoint, plus de relations sexuelles.
Couple de femmes, projet de PMA. => sexual_life health
Elle est en relation avec une femme depuis un an.
Il a eu une aventure extraconjugale.
elle dit etre asexuelle
Il a été chassé de chez lui parce qu'il est homo.
Jeune LGBT sans soutien familial.
Elle tapine près de la gare.
Identité de genre : non binaire.
Il regarde de la pornographie au travail.
Mœurs légères selon la voisine.
"""

JUDGMENT: Final = """
Il est fainéant, rien à en tirer.
Madame est paresseuse.
Elle ment tout le temps.
C'est un menteur.
De mauvaise foi pendant tout l'entretien.
Il sent mauvais, hygiène déplorable.
Elle est hystérique.
Il est bête mais gentil.
Pas très intelligente, il faut tout répéter.
C'est un cas social.
Famille à problèmes, comme d'habitude.
Il est ingérable.
Elle profite du système.
C'est un profiteur, il ne veut pas travailler.
Il est fou, à ne pas recevoir seul.
Mère indigne, les enfants traînent dehors.
Il est insupportable et arrogant.
Elle est manipulatrice.
Feignant, il se lève à midi.
Personne toxique pour le groupe.
Il raconte n'importe quoi.
Elle est sale et mal habillée.
C'est un boulet pour la structure.
Il joue la victime.
Une vraie peste avec les collègues.
Elle est limitée intellectuellement.
Il est idiot.
Elle fait son cinéma à chaque fois.
Il est débile.
Aucune volonté, il se complaît dans l'assistanat.
C'est un assisté.
Il est désagréable et agressif.
Elle est folle.
Caractérielle, elle se fâche avec tous.
il est con
Elle n'est pas une lumière.
Irrécupérable, on perd notre temps.
Il est parano.
Capricieuse, elle refuse tout.
Il se fiche de nous.
"""

DISABILITY: Final = """
RQTH obtenue jusqu'en 2028.
Elle perçoit l'AAH depuis deux ans.
Dossier MDPH déposé en avril.
Pension d'invalidité de deuxième catégorie.
Taux d'incapacité entre 50 et 79 %.
Reconnue travailleuse handicapée l'an dernier.
Il est handicapé, poste aménagé nécessaire.
Renouvellement de sa RQTH à préparer.
En situation de handicap, suivie par Cap emploi.
Demande d'allocation aux adultes handicapés refusée.
Carte mobilité inclusion demandée.
Il travaille en ESAT trois jours par semaine.
Orientation milieu protégé proposée.
Son handicap ne se voit pas.
Elle touche une rente d'accident du travail.
En invalidité depuis 2020.
Bénéficiaire de la PCH à domicile.
Il est sourd et lit sur les lèvres.
Déficience visuelle, écran adapté demandé.
il a une rqth
Malvoyante, elle utilise une loupe.
Elle a l'AAH et un petit complément.
Handicap reconnu par la CDAPH.
Il se déplace en fauteuil roulant.
Maladie professionnelle reconnue, dossier clos.
Licencié pour inaptitude constatée par le médecin du travail.
"""

HARMLESS: Final = """
Il loge en résidence sociale rue Sidaine.
Stage à l'Alger-Centre de formation validé.
Il a de bonne foi déclaré trop tard.
Elle a perdu la foi en son projet, il faut remotiver.
Il travaille au noir d'après le voisin, à clarifier.
Veste noire et chaussures de sécurité achetées.
Rendez-vous 12 rue des Juifs, à Strasbourg.
Emploi recherché : surveillant de prison.
Elle prépare le concours de surveillante pénitentiaire.
Le syndic de copropriété réclame 300 euros.
Bénévole à la Croix-Rouge le mardi.
Née sous le signe du cancer, dit-elle en riant.
Il cherche un poste d'agent d'accueil à l'hôpital.
Formation d'aide-soignante en psychiatrie à partir de mai.
Elle a travaillé dix ans comme secrétaire médicale chez un cardiologue.
La station debout prolongée n'est pas possible.
Il ne peut pas porter de charges de plus de dix kilos.
Elle fatigue vite, préférer des demi-journées.
Des soins sont en cours le jeudi, ne pas fixer de rendez-vous.
Droits à la complémentaire santé renouvelés.
Carte Vitale perdue, démarche faite avec elle.
Il demande un rendez-vous médical, adresse donnée.
Bilan de santé gratuit proposé par la caisse.
Le médecin du travail a validé la reprise.
Rendez-vous au point-justice pour une question de pension.
Aide juridictionnelle demandée pour le divorce.
Le juge aux affaires familiales fixe la résidence des enfants.
Conseil de prud'hommes saisi pour salaires impayés.
Elle vise un poste de greffière au tribunal.
Il a réussi l'entretien de gardien de la paix.
Condamnée à attendre : pas de place en crèche avant mars.
Elle se sent prisonnière de ses horaires.
Placement de ses économies sur un livret.
Placée en tête de liste pour le logement.
Le stage est en bonne place dans son projet.
Sa peine est réelle depuis le décès de son père.
Elle a de la peine à remplir les papiers.
Il vit 3 place de l'Église.
Elle habite impasse de la Mosquée, code 1234.
Arrêt de bus devant le temple.
Atelier à la salle paroissiale le lundi.
Le lycée Notre-Dame confirme l'inscription.
Il croit en ses chances.
Elle pratique le football deux fois par semaine.
Magasin de Saint-Denis, horaires de soirée.
Père de deux enfants, il cherche une garde.
Formation de prêt-à-porter, stage en vitrine.
Vendredi saint est férié en Moselle.
Vacances de Noël : la structure ferme dix jours.
Syndicat mixte des transports : carte gratuite demandée.
Le syndicat des eaux recrute deux agents.
L'office de tourisme, syndicat d'initiative, cherche une hôtesse.
Grève des bus, rendez-vous reporté.
Le syndicat intercommunal d'énergie cherche un technicien.
Offre du syndicat mixte du lac, poste d'agent d'entretien.
Le syndicat des copropriétaires a voté les travaux.
Couleur préférée demandée par l'exercice : le bleu.
Peinture noire pour la façade du local.
Elle a trouvé l'origine du problème.
Livre sur l'origine des espèces, prêté par le centre.
Rendez-vous à la Maison des syndicats, salle 2.
Elle prépare le diplôme de gestionnaire de paie.
Il est solidaire de ses collègues de chantier.
Convention collective à vérifier avec l'inspection du travail.
Elle est née à Oran et vit en France depuis 1990.
Nationalité algérienne, titre de séjour valable jusqu'en 2030.
Il parle arabe et français.
Cours d'arabe donnés le samedi contre rémunération.
Elle est interprète en turc et en kurde.
Cuisine africaine : projet de food truck.
Produit d'origine bretonne, vente au marché.
La panne est d'origine électrique.
Écran blanc sur la borne, bug signalé.
Il a passé une nuit blanche avant l'entretien.
Poste de chef de rang à La Table noire.
Marché noir du logement : prudence, dit-elle.
Elle habite le quartier de l'Afrique, à Nancy.
Restaurant asiatique, poste de serveur.
Aire d'accueil : la mairie recrute un gardien.
Politique de la ville : chantier éducatif proposé.
La politique d'embauche de l'entreprise a changé.
Il a voté au conseil de vie sociale.
Son parti pris est de chercher près de chez elle.
Elle tourne à gauche après la gare, plan remis.
Parti à 9 h, il n'a pas eu son bus.
Rendez-vous à la République, sortie de gauche.
Espaces verts : il aime le travail en équipe.
Elle cherche une place au Centre social du Front de mer.
Liste électorale : inscription faite à la mairie.
Ensemble, nous relisons son CV.
Renaissance d'un projet abandonné en 2022.
Discours clair, propos structurés.
Sexe : féminin, déclaré à l'inscription.
Elle cherche un emploi de maîtresse d'école.
Maîtresse de maison en foyer, contrat de six mois.
Il habite rue du Gay-Lussac.
Transition professionnelle : dossier déposé.
Période de transition entre deux contrats.
Relation client : expérience de dix ans.
Rapports hebdomadaires remis à l'heure.
Elle est en couple et a deux enfants.
Il vit en concubinage.
Hygiène alimentaire : formation HACCP suivie.
La voiture sent mauvais, garage prévu.
Chambre sale et humide, signalement au bailleur.
L'ordinateur est lent, débit limité.
Il est sérieux et ponctuel.
Elle n'est pas d'accord avec la proposition et l'explique.
Il a manqué deux rendez-vous sans prévenir.
Elle refuse l'offre : trop loin, pas de bus.
Un fou rire pendant l'atelier, bonne ambiance.
Concours réussi, elle est ravie.
Il tient un petit journal de ses démarches.
Le prix de l'essence est fou, dit-elle.
Il veut devenir éducateur à l'aide sociale à l'enfance.
Elle postule à l'ASE comme secrétaire.
Recherche un emploi d'assistante familiale.
Formation aux premiers secours passée.
Stage en EHPAD auprès de personnes atteintes d'Alzheimer.
Elle veut devenir infirmière en addictologie.
Poste d'agent hospitalier au CHU.
Il a été opérateur de saisie deux ans.
Opération ménage terminée, les clés sont rendues.
Il est tombé en panne sur la route.
Test de positionnement positif.
Elle n'a plus de tension dans le groupe.
Dispositif de garde d'enfants trouvé.
Numéro de dossier 2024 0012 7788, à rappeler.
Téléphone : 06 39 98 01 23, à appeler le matin.
SIRET de l'entreprise : 732 829 320 00074.
Identifiant France Travail 1234567A.
Référence du colis : 1Z999AA10123456784.
Rendez-vous le 12/03/2026 à 14 h 30, salle 204.
Facture n° 2025-000123 de 1 250,00 euros.
Numéro allocataire 1234567, courrier envoyé.
Budget : 1 200 de salaire, 450 de loyer, 180 de charges.
Relevé d'identité bancaire demandé pour la prochaine fois.
Le RIB est à apporter au rendez-vous.
Demander l'attestation de droits de sécurité sociale.
Carte bancaire bloquée, rendez-vous à la banque.
Vol annulé, elle arrivera lundi.
Il aime le vol à voile.
Coup de main pour le déménagement samedi.
Elle a eu un coup de fatigue et se repose.
Violent orage, le bus n'est pas passé.
Il plaisante : la concurrence est violente.
Porte-plainte : non, il porte la palette au quai.
Elle élève seule ses enfants, accueil périscolaire à trouver.
Famille d'accueil pour chats, bénévolat apprécié.
Il veut ouvrir un bar à chicha.
La cure thermale du village recrute des hôtesses.
Traitement de texte : niveau débutant.
Traitement de sa demande en cours à la CAF.
Diagnostic de mobilité fait avec la plateforme.
Diagnostic socioprofessionnel à compléter.
Une crise de confiance, puis tout repart.
Il est accro au café, dit-il en souriant.
Le cabinet dentaire recrute une assistante.
Handball : entraînement le mardi.
Salon du handicap : stand tenu comme hôtesse.
Elle prépare un CAP et rêve d'un food truck halal.
Boucherie halal : poste d'apprenti à pourvoir.
Vendeuse en orthopédie, contrat renouvelé.
Appel de la secrétaire du CMP : poste d'agent d'entretien à pourvoir.
Entreprise adaptée : chantier d'espaces verts, visite prévue.
Elle a un bon sens du contact.
Maison d'arrêt : chantier de peinture, badge demandé pour l'équipe.
Chantier d'insertion au couvent des Récollets.
Prise de sang-froid : elle a su répondre au recruteur.
Adresse : cité Marcel-Paul, bâtiment CGT.
"""

_NUMBER_TEMPLATES: Final = {
    "nir": """
Son numéro est le {nir}.
NSS {compact}, à transmettre.
N° de sécu : {nir}
sécurité sociale {thirteen}
Carte Vitale {dotted}.
Elle m'a dicté {nir} au téléphone.
{compact}
num secu {compact} caf 1234567
Né en Corse : {corsica}.
Corse aussi, {corsica_compact}, vérifié.
Immatriculation {dashed} confirmée par la CPAM.
Copie de l'attestation : {nir}, droits ouverts.
NIR {thirteen} sans la clé.
Inscrit sous le {nir} depuis 2019.
Appeler la CPAM avec le {compact}.
Numéro d'assurée {woman}.
Pour la fiche de paie : {woman_compact}
Enfant rattaché, {nir}
Provisoire : {temporary}.
Son n° SS est {dotted}
Le {woman} est celui de madame.
Sécu={compact};CAF=1234567
{nir} (à vérifier)
Demande faite avec {dashed}
attestation {woman_compact} reçue
Numéro provisoire {temporary_compact} de la caisse.
Noté au dos : {woman}
""",
    "bank": """
Son IBAN : {iban}
Virement à faire sur {iban_compact}.
RIB {rib} remis ce jour.
Compte {rib_compact} au nom de madame.
Carte bancaire {card}, expire en 12/27.
numéro de carte {card_compact}
Paiement avec la {card_dashed}
iban {iban_lower}
Nouvel IBAN belge {belgian}.
Compte luxembourgeois {luxembourg}
Versement de l'aide : {iban}.
Il a changé de banque : {iban_compact}
Coordonnées bancaires {rib}, banque postale.
{iban_compact}
CB {amex} utilisée pour la caution.
Son compte Nickel {iban}
Prélèvement sur {rib_compact}
Carte de sa mère {card}
Le bailleur donne {iban} pour le loyer.
Compte allemand {german}.
IBAN {german_compact} à enregistrer
numéro de la carte : {amex}.
{card_compact} cryptogramme 123
Banque : {belgian_compact}
À rembourser sur {luxembourg_compact}.
Le RIB dit {rib}
""",
}


def _nir(thirteen: str) -> str:
    number = int(thirteen.replace("2A", "19").replace("2B", "18"))
    return f"{thirteen}{97 - number % 97:02d}"


def _spaced(number: str, sizes: tuple[int, ...], gap: str = " ") -> str:
    pieces, at = [], 0
    for size in sizes:
        pieces.append(number[at : at + size])
        at += size
    return gap.join(piece for piece in [*pieces, number[at:]] if piece)


def _iban(country: str, account: str) -> str:
    digits = "".join(str(int(sign, 36)) for sign in f"{account}{country}00")
    return f"{country}{98 - int(digits) % 97:02d}{account}"


def _rib(bank: str, desk: str, account: str) -> str:
    key = 97 - (89 * int(bank) + 15 * int(desk) + 3 * int(account)) % 97
    return f"{bank}{desk}{account}{key:02d}"


def _card(start: str) -> str:
    """Any number of the right shape with a right last digit (Luhn)."""
    doubled = [int(sign) * (2 - at % 2) for at, sign in enumerate(reversed(start))]
    return f"{start}{-sum(one // 10 + one % 10 for one in doubled) % 10}"


NIR_SHAPE: Final = (1, 2, 2, 2, 3, 3, 2)
MAN, WOMAN, CORSICAN = _nir("1840557999312"), _nir("2910675999004"), _nir("185082A999017")
TEMPORARY: Final = _nir("7930199999021")
RIB: Final = _rib("30001", "00794", "12345678901")
FRENCH, GERMAN = _iban("FR", RIB), _iban("DE", "370400440532013000")
BELGIAN, LUXEMBOURG = _iban("BE", "539007547034"), _iban("LU", "0019400644750000")
CARD, AMEX = _card("497010000000001"), _card("37828224631000")
FOURS: Final = (4,) * 8

NUMBERS: Final = {
    "nir": _spaced(MAN, NIR_SHAPE),
    "compact": MAN,
    "thirteen": _spaced(MAN[:13], NIR_SHAPE),
    "dotted": _spaced(MAN, NIR_SHAPE, "."),
    "dashed": _spaced(MAN, NIR_SHAPE, "-"),
    "woman": _spaced(WOMAN, NIR_SHAPE),
    "woman_compact": WOMAN,
    "corsica": _spaced(CORSICAN, NIR_SHAPE),
    "corsica_compact": CORSICAN,
    "temporary": _spaced(TEMPORARY, NIR_SHAPE),
    "temporary_compact": TEMPORARY,
    "iban": _spaced(FRENCH, FOURS),
    "iban_compact": FRENCH,
    "iban_lower": FRENCH.lower(),
    "rib": _spaced(RIB, (5, 5, 11)),
    "rib_compact": RIB,
    "card": _spaced(CARD, FOURS),
    "card_compact": CARD,
    "card_dashed": _spaced(CARD, FOURS, "-"),
    "amex": _spaced(AMEX, (4, 6, 5)),
    "belgian": _spaced(BELGIAN, FOURS),
    "belgian_compact": BELGIAN,
    "luxembourg": _spaced(LUXEMBOURG, FOURS),
    "luxembourg_compact": LUXEMBOURG,
    "german": _spaced(GERMAN, FOURS),
    "german_compact": GERMAN,
}


def _sentences(classes: frozenset[str], lines: str) -> list[Sentence]:
    read = []
    for line in lines.strip().splitlines():
        text, _arrow, said = line.partition(" => ")
        read.append(Sentence(text, frozenset(said.split()) or classes))
    return read


_WRITTEN: Final = {
    "health": HEALTH,
    "justice": JUSTICE,
    "religion": RELIGION,
    "union": UNION,
    "origin": ORIGIN,
    "politics": POLITICS,
    "sexual_life": SEXUAL_LIFE,
    "judgment": JUDGMENT,
    "disability": DISABILITY,
    **{code: lines.format(**NUMBERS) for code, lines in _NUMBER_TEMPLATES.items()},
}
CORPUS: Final = [
    *(one for code, lines in _WRITTEN.items() for one in _sentences(frozenset({code}), lines)),
    *_sentences(frozenset(), HARMLESS),
]
CLASSES: Final = sorted(_WRITTEN)
