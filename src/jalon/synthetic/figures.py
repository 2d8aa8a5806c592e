"""What invented people must come out to: public figures, their source, and how to count here."""

# ruff: noqa: S608  (the SQL is put together from the constants of this very file)
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

INSEE = "Insee, foyers allocataires du RSA, fin 2021 (2407796)"
SENIORITY = "Drees, ancienneté dans le RSA"
SELF_BOOKED = "rdv-insertion, autoévaluations de départements"
PILOTS = "Territoires pilotes, juin 2024 (Localtis)"
DREES = "Drees, orientation et accompagnement, fin 2023"

# Those whom the figures are about: people with an RSA.
RSA = "dossiers_rights rights WHERE rights.rsa <> 'none'"
ON_RSA = "dossier_id IN (SELECT dossier_id FROM dossiers_rights WHERE rsa <> 'none')"
PERSON = (
    "dossiers_dossier d JOIN people_person p ON p.id = d.person_id"
    " JOIN dossiers_household h ON h.dossier_id = d.id"
    " JOIN dossiers_rights r ON r.dossier_id = d.id WHERE r.rsa <> 'none'"
)


@dataclass(frozen=True)
class Figure:
    """A share (percent) or a number, its public value, and the gap that is tolerated."""

    name: str
    public: float
    tolerance: float
    source: str
    sql: str  # one number; may use %(today)s


def _households(name: str, public: float, condition: str) -> Figure:
    return Figure(name, public, 3, INSEE, f"SELECT {_share(condition)} FROM {PERSON}")


def _share(condition: str) -> str:
    return f"100.0 * count(*) FILTER (WHERE {condition}) / nullif(count(*), 0)"


def _seniority(name: str, public: float, condition: str) -> Figure:
    return Figure(name, public, 4, SENIORITY, f"SELECT {_share(condition)} FROM {RSA}")


def _barrier(name: str, public: float, theme: str) -> Figure:
    declared = f"bool_or(theme = '{theme}' AND status IN ('yes', 'resolved'))"
    return Figure(name, public, 4, PILOTS, _assessed(declared))


def _assessed(declared: str) -> str:
    """Among those whose obstacles were talked about."""
    return (
        f"SELECT {_share('declared')} FROM (SELECT {declared} AS declared FROM dossiers_barrier"
        f" WHERE {ON_RSA} GROUP BY dossier_id) assessed"
    )


MAIN = (
    "('mobilite', 'sante', 'famille', 'logement-hebergement',"
    " 'difficultes-administratives-ou-juridiques', 'lecture-ecriture-calcul')"
)
# The lead body of those who are oriented: whoever opens the door (the council itself) waits.
LEAD = (
    "SELECT {share} FROM dossiers_dossier d JOIN dossiers_membership m ON m.id = d.referent_id"
    " JOIN accounts_organisation o ON o.id = m.organisation_id"
    " JOIN dossiers_rights r ON r.dossier_id = d.id"
    " WHERE r.rsa <> 'none' AND o.kind <> 'departement'"
)
ORIENTED = (
    "SELECT {share} FROM dossiers_dossier d JOIN dossiers_membership m ON m.id = d.referent_id"
    " JOIN accounts_organisation o ON o.id = m.organisation_id"
    " JOIN dossiers_rights r ON r.dossier_id = d.id"
    " WHERE r.rsa <> 'none' AND {among}"
)
# Days from the opening of rights to the first référent who is not the orientation officer.
DELAY = (
    "SELECT {share} FROM (SELECT r.rsa_since, min(m.started_on) AS oriented_on"
    " FROM dossiers_rights r JOIN dossiers_dossier d ON d.id = r.dossier_id"
    " LEFT JOIN (dossiers_membership m JOIN accounts_organisation o ON o.id = m.organisation_id"
    " AND o.kind <> 'departement' AND m.role = 'referent') ON m.dossier_id = d.id"
    " WHERE r.rsa <> 'none' AND r.rsa_since BETWEEN %(today)s::date - 700 AND %(today)s::date - 120"
    " GROUP BY d.id, r.rsa_since) entrants"
)
CASELOADS = (
    "SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY people) FROM (SELECT count(*) AS people"
    " FROM dossiers_dossier d JOIN dossiers_membership m ON m.id = d.referent_id"
    " GROUP BY m.affiliation_id) caseloads"
)
WORKED = (
    "SELECT {share} FROM dossiers_work w JOIN dossiers_rights r ON r.dossier_id = w.dossier_id"
    " WHERE r.rsa <> 'none'"
)
EMPLOYED = (
    "w.situation IN ('permanent_full', 'permanent_part', 'fixed_full', 'fixed_part', 'temporary',"
    " 'iae', 'employed', 'self_employed', 'apprenticeship', 'performer')"
)
MISSED = (
    "SELECT 100.0 * count(*) FILTER (WHERE state = 'missed') / nullif(count(*), 0)"
    " FROM appointments_appointment WHERE settled_at IS NOT NULL AND booked_side = '{side}'"
)
LOW = "level IN ('AFS', 'CP4', 'CFG', 'C3A', 'C12', 'NV5')"

FIGURES = (
    _households("Hommes seuls", 36.8, "p.sex = 'M' AND h.kind IN ('alone', 'with_relatives')"),
    _households("Femmes seules", 18.8, "p.sex = 'F' AND h.kind IN ('alone', 'with_relatives')"),
    _households("Mères seules", 29.5, "p.sex = 'F' AND h.kind = 'lone_parent'"),
    _households("Pères seuls", 2.7, "p.sex = 'M' AND h.kind = 'lone_parent'"),
    _households("Couples", 12.3, "h.kind IN ('couple', 'couple_with_children')"),
    _households("Femmes", 54, "p.sex = 'F'"),
    _seniority("RSA depuis moins d’un an", 25, "rsa_since > %(today)s::date - 365"),
    _seniority("RSA depuis plus de deux ans", 60, "rsa_since <= %(today)s::date - 730"),
    _seniority("RSA depuis plus de cinq ans", 35, "rsa_since <= %(today)s::date - 1825"),
    Figure(
        "Niveau inférieur au bac",
        63,
        3,
        PILOTS,
        f"SELECT {_share(LOW)} FROM dossiers_education WHERE {ON_RSA}",
    ),
    Figure(
        "Au moins un frein (parmi six)",
        82,
        4,
        PILOTS,
        _assessed(f"bool_or(theme IN {MAIN} AND status IN ('yes', 'resolved'))"),
    ),
    _barrier("Frein : mobilité", 43, "mobilite"),
    _barrier("Frein : santé", 29, "sante"),
    _barrier("Frein : garde d’enfants, famille", 25, "famille"),
    _barrier("Frein : logement", 20, "logement-hebergement"),
    _barrier("Frein : administratif", 15, "difficultes-administratives-ou-juridiques"),
    _barrier("Frein : savoirs de base", 12, "lecture-ecriture-calcul"),
    Figure(
        "Orientés (RSA depuis plus d’un an)",
        90,
        5,
        DREES,
        ORIENTED.format(
            share=_share("o.kind <> 'departement'"), among="r.rsa_since <= %(today)s::date - 365"
        ),
    ),
    Figure(
        "Orientés en moins de trois mois",
        46,
        5,
        "Drees, dossier 133 (2021)",
        DELAY.format(share=_share("oriented_on <= rsa_since + 91")),
    ),
    Figure(
        "Organisme référent : France Travail",
        40,
        4,
        DREES,
        LEAD.format(share=_share("o.kind = 'france_travail'")),
    ),
    Figure(
        "Organisme référent : département",
        32,
        4,
        DREES,
        LEAD.format(share=_share("o.kind = 'mds'")),
    ),
    Figure(
        "Organisme référent : autre",
        28,
        4,
        DREES,
        LEAD.format(share=_share("o.kind NOT IN ('mds', 'france_travail')")),
    ),
    Figure(
        "Ont travaillé dans l’année",
        39,
        4,
        "Drees, bénéficiaires fin 2018 suivis en 2019",
        WORKED.format(share=_share(f"{EMPLOYED} OR w.last_job_ended_on > %(today)s::date - 365")),
    ),
    Figure(
        "Rendez-vous manqués, heure choisie",
        14,
        4,
        SELF_BOOKED,
        MISSED.format(side="link"),
    ),
    Figure(
        "Rendez-vous manqués, heure imposée",
        50,
        6,
        SELF_BOOKED,
        MISSED.format(side="professional"),
    ),
    Figure("Personnes par référent (médiane)", 60, 10, PILOTS, CASELOADS),
)
# Known publicly, and not yet something that a dossier records.
NOT_RECORDED = (
    "Parcours (emploi, social, socio-professionnel) : 44 / 32 / 24 %",
    "Premier contrat : 57 jours après l’orientation ; 49 % hors France Travail",
    "Sorties du RSA : 25 % par an",
    "Emploi durable : 14 à 16 % entre cinq et douze mois",
)


def measure(figure: Figure, *, today: date) -> float | None:
    """The figure as the people of this database give it; None when there is nobody."""
    with connection.cursor() as cursor:
        cursor.execute(figure.sql, {"today": today})
        row: tuple[Any, ...] = cursor.fetchone()
    return None if row[0] is None else float(row[0])
