"""Addresses of strategies. Public ids and codes of steps only."""

from django.urls import path

from jalon.strategies.views import deciding, reading, writing

urlpatterns = [
    path("strategies", reading.strategy_list, name="strategies"),
    path("strategies/commencer", writing.draft, name="draft_strategy"),
    path("strategies/<uuid:public_id>", reading.strategy_page, name="strategy"),
    path("strategies/<uuid:public_id>/changements", reading.changes, name="strategy_changes"),
    path("strategies/<uuid:public_id>/etapes/nouvelle", writing.add, name="add_strategy_step"),
    path(
        "strategies/<uuid:public_id>/etapes/<slug:step>",
        writing.revise,
        name="revise_strategy_step",
    ),
    path(
        "strategies/<uuid:public_id>/etapes/<slug:step>/retirer",
        writing.remove,
        name="remove_strategy_step",
    ),
    path(
        "strategies/<uuid:public_id>/etapes/<slug:step>/moyens",
        writing.means,
        name="declare_means",
    ),
    path("strategies/<uuid:public_id>/proposer", deciding.propose, name="propose_strategy"),
    path("strategies/<uuid:public_id>/retirer", deciding.withdraw, name="withdraw_strategy"),
    path("strategies/<uuid:public_id>/adopter", deciding.adopt, name="adopt_strategy"),
    path("strategies/<uuid:public_id>/abandonner", deciding.discard, name="discard_strategy"),
]
