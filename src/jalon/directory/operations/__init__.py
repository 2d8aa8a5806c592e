from jalon.directory.operations.accept_affiliation import accept_affiliation
from jalon.directory.operations.close_account import close_account
from jalon.directory.operations.close_organisation import close_organisation
from jalon.directory.operations.confirm_affiliation import confirm_affiliation
from jalon.directory.operations.decide_parameter import decide_parameter
from jalon.directory.operations.end_affiliation import end_affiliation
from jalon.directory.operations.end_habilitation import end_habilitation
from jalon.directory.operations.grant_affiliation import grant_affiliation
from jalon.directory.operations.grant_habilitation import grant_habilitation
from jalon.directory.operations.link_identity import link_identity
from jalon.directory.operations.open_account import open_account
from jalon.directory.operations.purge_affiliation_requests import purge_affiliation_requests
from jalon.directory.operations.refuse_affiliation import refuse_affiliation
from jalon.directory.operations.register_organisation import register_organisation
from jalon.directory.operations.reopen_account import reopen_account
from jalon.directory.operations.request_affiliation import request_affiliation
from jalon.directory.operations.unlink_identity import unlink_identity

__all__ = [
    "accept_affiliation",
    "close_account",
    "close_organisation",
    "confirm_affiliation",
    "decide_parameter",
    "end_affiliation",
    "end_habilitation",
    "grant_affiliation",
    "grant_habilitation",
    "link_identity",
    "open_account",
    "purge_affiliation_requests",
    "refuse_affiliation",
    "register_organisation",
    "reopen_account",
    "request_affiliation",
    "unlink_identity",
]
