from jalon.intake.operations.apply_list import apply_list
from jalon.intake.operations.check_list import NotToBeChecked, check_list
from jalon.intake.operations.map_columns import IncompleteMapping, ListAlreadyApplied, map_columns
from jalon.intake.operations.receive_list import receive_list
from jalon.intake.operations.request_application import NotToBeApplied, request_application

__all__ = [
    "IncompleteMapping",
    "ListAlreadyApplied",
    "NotToBeApplied",
    "NotToBeChecked",
    "apply_list",
    "check_list",
    "map_columns",
    "receive_list",
    "request_application",
]
