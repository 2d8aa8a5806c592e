"""The proportions people are drawn with. `figures.py` says what they must come out to, and why.

Where a public source gives only a total, the split by age or household is ours, chosen so that the
total comes out; it is written "ours".
"""

# Household of the person: weight, woman?, household kinds with their weights. Insee 2407796.
HOUSEHOLDS: tuple[tuple[float, float, dict[str, float]], ...] = (
    (36.8, 0.0, {"alone": 80, "with_relatives": 20}),
    (18.8, 1.0, {"alone": 84, "with_relatives": 16}),
    (29.5, 1.0, {"lone_parent": 1}),
    (2.7, 0.0, {"lone_parent": 1}),
    (12.3, 0.5, {"couple": 21, "couple_with_children": 79}),
)
# Children at home, by household kind: lone mothers 1, 2, 3+ and couples 1 to 4+ (Insee 2407796).
DEPENDANTS: dict[str, dict[int, float]] = {
    "alone": {0: 1},
    "with_relatives": {0: 1},
    "couple": {0: 1},
    "lone_parent": {1: 244, 2: 172, 3: 112, 4: 30, 5: 12},
    "couple_with_children": {1: 505, 2: 579, 3: 438, 4: 220, 5: 136},
}

AGES = ((25, 29), (30, 39), (40, 49), (50, 59), (60, 66))
# By household: weight of each age class (ours; the total is a working assumption).
AGE_BY_HOUSEHOLD = (
    (26, 22, 20, 23, 9),
    (24, 15, 18, 30, 13),
    (20, 38, 28, 12, 2),
    (8, 30, 35, 22, 5),
    (16, 32, 27, 19, 6),
)
# Seniority in the RSA, in days; by age class, its weights (ours; totals from DREES).
SENIORITIES = ((5, 364), (366, 729), (731, 1824), (1826, 4380))
SENIORITY_BY_AGE = (
    (31, 24, 33, 12),
    (24, 15, 27, 34),
    (20, 12, 26, 42),
    (16, 9, 22, 53),
    (14, 8, 20, 58),
)
# 63 % below the bac among those who enter (pilot territories); the split is ours.
EDUCATION = {
    "AFS": 7, "CP4": 9, "CFG": 6, "C3A": 14, "C12": 4, "NV5": 23,
    "NV4": 19, "NV3": 8, "NV2": 6, "NV1": 4,
}  # fmt: skip

# Share who declare each difficulty at the first assessment (pilot territories).
MAIN_BARRIERS = {
    "mobilite": 0.43,
    "sante": 0.29,
    "famille": 0.25,
    "logement-hebergement": 0.20,
    "difficultes-administratives-ou-juridiques": 0.15,
    "lecture-ecriture-calcul": 0.12,
}
# Only beside one of the above, so that "at least one" stays at 82 % (ours).
OTHER_BARRIERS = {
    "difficultes-financieres": 0.26,
    "numerique": 0.22,
    "remobilisation": 0.18,
    "equipement-et-alimentation": 0.10,
    "choisir-un-metier": 0.24,
    "se-former": 0.22,
    "preparer-sa-candidature": 0.16,
    "trouver-un-emploi": 0.28,
    "creer-une-entreprise": 0.04,
}

# From the opening of rights to orientation: a log-logistic fitted on DREES has scale 101 days and
# shape 1.54 (46 % within three months); since some are never oriented (90 % are after a year), the
# others are here a little sooner.
ORIENTATION_SCALE_DAYS = 94.0
ORIENTATION_SHAPE = 1.54
NEVER_ORIENTED = 0.07
# Body that leads once oriented (DREES, end of 2023); "other" is split by profile.
LEADS = {"france_travail": 40, "departement": 32, "other": 28}

OTHERS_SHARE = 0.08  # people in support without RSA: young people, job-seekers on ASS (ours)
EMPLOYED_NOW = 0.15
WORKED_WITHIN_A_YEAR = 0.39
DUTIES = 0.97
RQTH = 0.12  # recognised as disabled workers (ours)
CASELOAD = 60

EMPLOYED = {
    "fixed_part": 22, "temporary": 17, "iae": 15, "permanent_part": 15, "fixed_full": 11,
    "self_employed": 9, "permanent_full": 8, "apprenticeship": 2, "performer": 1,
}  # fmt: skip
NOT_EMPLOYED = {
    "job_search": 46, "project": 15, "training": 7, "at_home": 6, "training_search": 6,
    "sick_leave": 5, "parental_leave": 5, "business_project": 4, "carer": 3, "invalidity": 2,
    "internship": 1,
}  # fmt: skip
RSA_STATUS = {"payable": 88, "suspended": 4, "payment_suspended": 3, "closed": 5}
# French of those who were born abroad and of those who were not (ours).
FRENCH_BORN_ABROAD = {"none": 7, "A1": 17, "A2": 21, "B1": 19, "B2": 12, "fluent": 24}
FRENCH_BORN_HERE = {"fluent": 96, "B2": 3, "B1": 1}
# Trades looked for: ROME code and words (ours, weighted as low-qualified demand is).
TRADES = {
    ("K2204", "Agent ou agente d’entretien de locaux"): 15,
    ("K1304", "Employé ou employée de maison"): 6,
    ("K1302", "Aide à domicile"): 7,
    ("K1303", "Garde d’enfants"): 5,
    ("N1103", "Préparation de commandes"): 11,
    ("N1105", "Manutention"): 6,
    ("N1101", "Cariste"): 4,
    ("N4105", "Livraison"): 4,
    ("G1602", "Cuisine"): 5,
    ("G1605", "Aide en cuisine, plonge"): 4,
    ("G1803", "Service en restauration"): 3,
    ("D1106", "Vente en alimentation"): 5,
    ("D1505", "Caisse"): 3,
    ("D1507", "Mise en rayon"): 5,
    ("A1203", "Espaces verts"): 5,
    ("F1703", "Maçonnerie"): 3,
    ("F1606", "Peinture en bâtiment"): 3,
    ("I1203", "Entretien de bâtiments"): 3,
    ("H3302", "Opérations d’assemblage"): 4,
    ("K2503", "Sécurité privée"): 3,
    ("M1601", "Accueil"): 2,
    ("M1607", "Secrétariat"): 3,
    ("J1501", "Aide-soignant ou aide-soignante"): 2,
    ("K1207", "Éducation spécialisée"): 1,
    ("M1805", "Développement informatique"): 1,
}
