from jalon.entry.models.absence import Absence
from jalon.entry.models.handover import CaseloadLimit, Handover, HandoverState
from jalon.entry.models.orientation import Grounds, Notice, Orientation, Origin
from jalon.entry.models.portrait import Portrait
from jalon.entry.models.referent_request import ReferentRequest, ReferentRequestState
from jalon.entry.models.reorientation import Reorientation, ReorientationState
from jalon.entry.models.spoken import SpokenLanguages
from jalon.entry.models.track_period import TrackPeriod
from jalon.entry.models.transfer import Transfer, TransferState

__all__ = [
    "Absence",
    "CaseloadLimit",
    "Grounds",
    "Handover",
    "HandoverState",
    "Notice",
    "Orientation",
    "Origin",
    "Portrait",
    "ReferentRequest",
    "ReferentRequestState",
    "Reorientation",
    "ReorientationState",
    "SpokenLanguages",
    "TrackPeriod",
    "Transfer",
    "TransferState",
]
