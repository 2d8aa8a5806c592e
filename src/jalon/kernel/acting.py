"""In whose name a session of the database acts: plain texts, as the database is told them."""

from dataclasses import dataclass

ROLE = "jalon_app"  # owns nothing; row-level security decides what it sees


@dataclass(frozen=True)
class Acting:
    """The settings of a session of the database; empty text for what is not known.

    `shown`: what somebody at a door shows to be found. `contact`: who watches over all accounts.
    """

    role: str = ROLE
    affiliation: str = ""
    user: str = ""
    at: str = ""
    subject: str = ""
    shown: str = ""
    contact: str = ""
    link: str = ""

    @property
    def settings(self) -> dict[str, str]:
        return vars(self)


AS_LOGGED_IN = Acting(role="none")
NOBODY = Acting()
