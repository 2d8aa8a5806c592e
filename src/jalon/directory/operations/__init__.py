from jalon.directory.operations.close_account import close_account
from jalon.directory.operations.close_organisation import close_organisation
from jalon.directory.operations.confirm_affiliation import confirm_affiliation
from jalon.directory.operations.decide_parameter import decide_parameter
from jalon.directory.operations.end_affiliation import end_affiliation
from jalon.directory.operations.grant_affiliation import grant_affiliation
from jalon.directory.operations.open_account import open_account
from jalon.directory.operations.register_organisation import register_organisation

__all__ = [
    "close_account",
    "close_organisation",
    "confirm_affiliation",
    "decide_parameter",
    "end_affiliation",
    "grant_affiliation",
    "open_account",
    "register_organisation",
]
