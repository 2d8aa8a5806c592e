from jalon.intake.bulk.undoing import TooLateToUndo
from jalon.intake.operations.apply_list import apply_list
from jalon.intake.operations.check_list import NotToBeChecked, check_list
from jalon.intake.operations.correct_line import NotToBeCorrected, correct_line
from jalon.intake.operations.decide_proposal import (
    AlreadyDecided,
    NumberTaken,
    ValueChangedSince,
    decide_proposal,
)
from jalon.intake.operations.discard_list import ListIsInUse, discard_list
from jalon.intake.operations.map_columns import IncompleteMapping, ListAlreadyApplied, map_columns
from jalon.intake.operations.purge_lists import purge_lists
from jalon.intake.operations.receive_list import receive_list
from jalon.intake.operations.recognise_line import recognise_line
from jalon.intake.operations.request_application import NotToBeApplied, request_application
from jalon.intake.operations.request_undo import request_undo
from jalon.intake.operations.resume_list import resume_list
from jalon.intake.operations.undo_list import undo_list

__all__ = [
    "AlreadyDecided",
    "IncompleteMapping",
    "ListAlreadyApplied",
    "ListIsInUse",
    "NotToBeApplied",
    "NotToBeChecked",
    "NotToBeCorrected",
    "NumberTaken",
    "TooLateToUndo",
    "ValueChangedSince",
    "apply_list",
    "check_list",
    "correct_line",
    "decide_proposal",
    "discard_list",
    "map_columns",
    "purge_lists",
    "receive_list",
    "recognise_line",
    "request_application",
    "request_undo",
    "resume_list",
    "undo_list",
]
