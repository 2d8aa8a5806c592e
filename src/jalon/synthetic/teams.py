"""Who accompanies whom: caseloads of fifty to seventy, near where people live."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from jalon.synthetic.dice import Integers
from jalon.synthetic.organisations import BODIES, ZONES
from jalon.synthetic.proportions import CASELOAD
from jalon.synthetic.staff import Post, Recruiter

ZONE_KEYS = tuple(ZONES)
# Who may be the référent, and the organisations of each group (by zone, see organisations.py).
GROUPS = (
    "welcome", "departement", "france_travail", "mission_locale", "cap_emploi", "ccas", "plie",
    "association",
)  # fmt: skip
BODIES_OF_GROUP = {
    "welcome": ("cd",),
    "departement": tuple(body.key for body in BODIES if body.key.startswith("mds-")),
    "france_travail": tuple(body.key for body in BODIES if body.key.startswith("ft-")),
    "mission_locale": ("ml-metz", "ml-nord", "ml-est"),
    "cap_emploi": ("cap",),
    "plie": ("plie",),
    "ccas": ("ccas-metz", "ccas-thionville", "ccas-forbach", "cias-saulnois"),
    "association": ("asso-delegataire", "asso-est"),
}
ALIASES = {
    "departement": "referente",
    "france_travail": "france.travail",
    "mission_locale": "mission.locale",
    "cap_emploi": "cap.emploi",
    "ccas": "ccas",
    "association": "association",
    "welcome": "orientation",
}
# The one who holds the PLIE's hat in the demonstration also has another.
SECOND_HATS = {"plie": "ccas"}
# Bodies that join a team for one difficulty, with the alias of their account.
PARTNERS = {
    "siae-metz": "siae", "siae-fensch": "", "siae-forbach": "", "formation": "formation",
    "caf": "caf", "msa": "msa", "cpam": "cpam", "mdph": "mdph", "oph-metz": "hlm", "oph-57": "",
    "asso-mobilite": "mobilite", "asso-mots": "savoirs",
}  # fmt: skip
_ZONE_OF_BODY = {body.key: body.zone for body in BODIES}
LOGIN_ZONE = ZONE_KEYS.index("metz")


@dataclass(frozen=True)
class Desk:
    """The référents of one group, in the order of the territory: `starts` where each begins."""

    posts: tuple[Post, ...]
    starts: tuple[float, ...]

    def near(self, rank: float) -> Post:
        """Whoever works at that place of the territory (0: south, 1: north-west)."""
        return self.posts[max(0, bisect_right(self.starts, rank) - 1)]

    def beside(self, post: Post) -> Post:
        """The colleague of the next caseload."""
        return self.posts[(self.posts.index(post) + 1) % len(self.posts)]


@dataclass(frozen=True)
class Teams:
    """By person of a batch: rank in the territory, group and post of the référent."""

    ranks: Sequence[float]
    groups: Integers
    referents: Sequence[Post]
    desks: dict[str, Desk]
    partners: dict[str, Post]


def build_teams(
    recruiter: Recruiter, groups: Integers, zones: Integers, *, first_batch: bool
) -> Teams:
    """Give every person of a batch a référent, recruiting as many as the caseloads ask for.

    `groups`: index of GROUPS by person; `zones`: index of ZONE_KEYS by person.
    """
    order = np.argsort(zones, kind="stable")
    rank_of = np.empty(len(order))
    rank_of[order] = np.arange(len(order)) / max(len(order), 1)
    login_rank = float(np.mean(rank_of[zones == LOGIN_ZONE])) if (zones == LOGIN_ZONE).any() else 0
    referents: list[Post | None] = [None] * len(order)
    desks = {}
    for number, group in enumerate(GROUPS):
        members = order[groups[order] == number]
        chunks = np.array_split(members, max(1, round(len(members) / CASELOAD)))
        starts = tuple(float(rank_of[chunk[0]]) if len(chunk) else 0.0 for chunk in chunks)
        at_login = max(0, bisect_right(starts, login_rank) - 1) if first_batch else -1
        posts = tuple(
            _recruit(recruiter, group, zones[chunk], is_login=position == at_login)
            for position, chunk in enumerate(chunks)
        )
        desks[group] = Desk(posts, starts)
        for post, chunk in zip(posts, chunks, strict=True):
            for person in chunk:
                referents[person] = post
    partners = {
        key: recruiter.recruit(key, alias=alias if first_batch else "")
        for key, alias in PARTNERS.items()
    }
    return Teams(rank_of.tolist(), groups, [post for post in referents if post], desks, partners)


def _recruit(recruiter: Recruiter, group: str, zones: Integers, *, is_login: bool) -> Post:
    bodies = BODIES_OF_GROUP[group]
    home = Counter(zones.tolist()).most_common(1)[0][0] if len(zones) else LOGIN_ZONE
    key = min(bodies, key=lambda body: _distance(body, home))
    if not is_login:
        return recruiter.recruit(key)
    return recruiter.recruit(key, alias=ALIASES.get(group, ""), hat_of=SECOND_HATS.get(group, ""))


def _distance(body: str, zone: int) -> int:
    home = _ZONE_OF_BODY[body]
    return abs(ZONE_KEYS.index(home) - zone) if home else 0
