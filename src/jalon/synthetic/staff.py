"""The invented professionals: who signs in, under which hats."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib.auth.hashers import make_password

from jalon.accounts.kinds import OrganisationKind as Kind
from jalon.accounts.models import Affiliation, AffiliationRole, Organisation
from jalon.journal.purposes import purpose_of_hat
from jalon.synthetic import fiction
from jalon.synthetic.corpora import draw_first_names, origins
from jalon.synthetic.dice import person_dice
from jalon.synthetic.tables import Tables, public_id

PASSWORD = "demonstration-jalon"  # noqa: S105  (of invented accounts, and printed on purpose)
LOGIN_DOMAIN = "demonstration.example"
AGENTS_DOMAIN = "agents.example"
FIRST_LOGINS = ("referente", "france.travail")
HERE_FOR_DAYS = 900  # longer than the two years of facts

# Job of those who accompany, by kind of organisation: (a woman's title, a man's).
JOBS: dict[str, tuple[str, str]] = {
    Kind.DEPARTEMENT: ("Chargée d’orientation", "Chargé d’orientation"),
    Kind.MDS: ("Assistante sociale", "Assistant social"),
    Kind.FRANCE_TRAVAIL: ("Conseillère en emploi", "Conseiller en emploi"),
    Kind.MISSION_LOCALE: ("Conseillère en insertion", "Conseiller en insertion"),
    Kind.CAP_EMPLOI: ("Conseillère Cap emploi", "Conseiller Cap emploi"),
    Kind.PLIE: ("Référente de parcours", "Référent de parcours"),
    Kind.CCAS: ("Travailleuse sociale", "Travailleur social"),
    Kind.ASSOCIATION: ("Accompagnatrice sociale", "Accompagnateur social"),
    Kind.SIAE: ("Accompagnatrice socioprofessionnelle", "Accompagnateur socioprofessionnel"),
    Kind.TRAINING: ("Référente pédagogique", "Référent pédagogique"),
    Kind.HOUSING_OFFICE: ("Conseillère sociale du logement", "Conseiller social du logement"),
    Kind.CAF: ("Technicienne-conseil", "Technicien-conseil"),
    Kind.MSA: ("Technicienne-conseil", "Technicien-conseil"),
    Kind.CPAM: ("Accompagnatrice en santé", "Accompagnateur en santé"),
    Kind.MDPH: ("Référente insertion", "Référent insertion"),
    Kind.EMPLOYER: ("Chargée de recrutement", "Chargé de recrutement"),
}


@dataclass(frozen=True, slots=True)
class Post:
    """A hat: who, for which organisation."""

    affiliation_id: int
    user_id: int
    organisation_id: int
    purpose: str  # of its readings


@dataclass(frozen=True)
class Office:
    """An account that is there whatever the number of people: alias, hats, titles (her, him)."""

    alias: str
    hats: tuple[tuple[str, AffiliationRole], ...]
    titles: tuple[str, str]


R = AffiliationRole
OFFICES = (
    Office(
        "responsable.mds",
        (("mds-metz", R.MANAGER), ("mds-sarrebourg", R.MANAGER)),
        ("Responsable de MDS", "Responsable de MDS"),
    ),
    Office(
        "responsable.ft", (("ft-metz", R.MANAGER),), ("Directrice d’agence", "Directeur d’agence")
    ),
    Office("responsable.siae", (("siae-metz", R.MANAGER),), ("Directrice", "Directeur")),
    Office(
        "pilotage.cd",
        (("cd", R.STEERING), ("plie", R.STEERING)),
        ("Directrice de l’insertion", "Directeur de l’insertion"),
    ),
    Office(
        "pilotage.ft", (("ft", R.STEERING),), ("Directrice territoriale", "Directeur territorial")
    ),
    Office(
        "prefet",
        (("pref-57", R.STEERING),),
        ("Sous-préfète à la relance", "Sous-préfet à la relance"),
    ),
    Office(
        "prefet.54",
        (("pref-54", R.STEERING),),
        ("Secrétaire générale adjointe", "Secrétaire général adjoint"),
    ),
    Office(
        "prefet.88",
        (("pref-88", R.STEERING),),
        ("Secrétaire générale adjointe", "Secrétaire général adjoint"),
    ),
    Office(
        "sgar",
        (("pref-region", R.STEERING),),
        ("Chargée de mission au SGAR", "Chargé de mission au SGAR"),
    ),
    Office("commissaire", (("commissaire", R.STEERING),), ("Commissaire", "Commissaire")),
    Office(
        "ddets", (("ddets", R.STEERING),), ("Cheffe du pôle insertion", "Chef du pôle insertion")
    ),
    Office(
        "region", (("region", R.STEERING),), ("Directrice de l’emploi", "Directeur de l’emploi")
    ),
    Office("ars", (("ars", R.STEERING),), ("Chargée de mission", "Chargé de mission")),
    Office("academie", (("academie", R.STEERING),), ("Déléguée régionale", "Délégué régional")),
    Office(
        "metropole",
        (("epci-metz", R.STEERING),),
        ("Chargée de mission insertion", "Chargé de mission insertion"),
    ),
    Office(
        "ville",
        (("ville-metz", R.STEERING),),
        ("Adjointe aux solidarités", "Adjoint aux solidarités"),
    ),
    Office(
        "dpo",
        (("cd", R.DATA_PROTECTION),),
        ("Déléguée à la protection des données", "Délégué à la protection des données"),
    ),
    Office(
        "administration",
        (("operateur", R.ADMINISTRATOR),),
        ("Administratrice de la plateforme", "Administrateur de la plateforme"),
    ),
    Office(
        "orientation.54",
        (("cd-54", R.ORIENTATION_OFFICER),),
        ("Chargée d’orientation", "Chargé d’orientation"),
    ),
    Office(  # decides the projects that the region's call retains, and announces them
        "prefete.region",
        (("pref-region", R.MANAGER),),
        ("Secrétaire générale", "Secrétaire général"),
    ),
    Office(  # sign, for the bodies that carry projects
        "presidence.cd",
        (("cd", R.MANAGER), ("plie", R.MANAGER)),
        ("Vice-présidente à l’insertion", "Vice-président à l’insertion"),
    ),
    Office("direction.ft", (("ft", R.MANAGER),), ("Directrice régionale", "Directeur régional")),
)


@dataclass(frozen=True, slots=True)
class Human:
    """The holder of an account."""

    user_id: int
    is_man: bool


class Recruiter:
    """Gives accounts and hats, each human with a name of their own, as rows of `tables`."""

    def __init__(
        self,
        seed: int,
        today: date,
        organisations: dict[str, Organisation],
        first_ids: Mapping[str, int],
    ) -> None:
        self.tables = Tables()
        self._seed = seed
        self._organisations = organisations
        self._started_on = today - timedelta(days=HERE_FOR_DAYS)
        self._password = make_password(PASSWORD, salt=f"synthetic{seed}")
        self._first_user = first_ids["accounts_user"]
        self._first_hat = first_ids["accounts_affiliation"]
        self._users = self._hats = 0
        self._known: dict[str, Human] = {}

    def open_offices(self) -> None:
        """The accounts of OFFICES."""
        for office in OFFICES:
            human = self._account(office.alias)
            for key, role in office.hats:
                self._hat(human, self._organisations[key], role, office.titles[human.is_man])

    def recruit(self, key: str, *, alias: str = "", hat_of: str = "") -> Post:
        """Someone who accompanies people in an organisation.

        `alias` gives a simple e-mail address to sign in with; `hat_of` gives the post to the holder
        of that alias, who then has several hats.
        """
        organisation = self._organisations[key]
        human = self._known.get(hat_of) or self._account(alias)
        role = R.ORIENTATION_OFFICER if key == "cd" else R.PROFESSIONAL
        return self._hat(human, organisation, role, JOBS[organisation.kind][human.is_man])

    def _account(self, alias: str) -> Human:
        self._users += 1
        dice = person_dice(self._seed, 2_000_000_000 + self._users)
        origin, female = origins().draw(dice), dice.random() < 0.68
        first = draw_first_names(dice, origin.key, female=female, born=dice.randrange(1964, 2001))
        last = origin.surnames.draw(dice)
        local = alias or f"{fiction.local_part(first, last)}.{self._users}"
        human = Human(self._first_user + self._users - 1, not female)
        self.tables.add(
            "accounts_user",
            human.user_id,
            self._password,
            public_id(self._started_on, dice),
            f"{local}@{LOGIN_DOMAIN if alias else AGENTS_DOMAIN}",
            first.split(" ")[0],
            last,
            "Mme" if female else "M.",
            True,
            self._started_on,
        )
        if alias:
            self._known[alias] = human
        return human

    def _hat(self, human: Human, body: Organisation, role: AffiliationRole, title: str) -> Post:
        self._hats += 1
        dice = person_dice(self._seed, 4_000_000_000 + self._hats)
        hat = self._first_hat + self._hats - 1
        self.tables.add(
            "accounts_affiliation",
            hat,
            public_id(self._started_on, dice),
            human.user_id,
            body.pk,
            role.value,
            title,
            fiction.landline(1000 + self._hats),
            self._started_on,
            self._started_on,
        )
        return Post(hat, human.user_id, body.pk, purpose_of_hat(role, body.kind).value)


def logins() -> Sequence[Affiliation]:
    """The hats one can sign in with; the first two accompany the same people."""
    hats = Affiliation.objects.filter(user__email__endswith=f"@{LOGIN_DOMAIN}")
    first = [f"{alias}@{LOGIN_DOMAIN}" for alias in FIRST_LOGINS]
    return sorted(
        hats.select_related("user", "organisation"),
        key=lambda hat: (hat.user.email not in first[:1], hat.user.email not in first, hat.pk),
    )
