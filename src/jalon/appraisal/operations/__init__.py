from jalon.appraisal.operations.announce_results import announce_results
from jalon.appraisal.operations.answer_opinion import answer_opinion
from jalon.appraisal.operations.ask_correction import ask_correction
from jalon.appraisal.operations.ask_opinion import ask_opinion
from jalon.appraisal.operations.assign_review import assign_review
from jalon.appraisal.operations.choose_projects import choose_projects
from jalon.appraisal.operations.decide_project import decide_project
from jalon.appraisal.operations.declare_admissibility import declare_admissibility
from jalon.appraisal.operations.declare_interests import declare_interests
from jalon.appraisal.operations.discard_scenario import discard_scenario
from jalon.appraisal.operations.draft_scenario import draft_scenario
from jalon.appraisal.operations.draw_result_letter import draw_result_letter
from jalon.appraisal.operations.fill_scenario import fill_scenario
from jalon.appraisal.operations.give_review import give_review
from jalon.appraisal.operations.plan_announcement import plan_announcement
from jalon.appraisal.operations.remind_opinions import remind_opinions
from jalon.appraisal.operations.reopen_review import reopen_review
from jalon.appraisal.operations.replace_review import replace_review
from jalon.appraisal.operations.revise_scenario import revise_scenario
from jalon.appraisal.operations.take_over_scenario import take_over_scenario
from jalon.appraisal.operations.write_marks import write_marks
from jalon.appraisal.operations.write_remark import write_remark

__all__ = [
    "announce_results", "answer_opinion", "ask_correction", "ask_opinion", "assign_review",
    "choose_projects", "decide_project", "declare_admissibility", "declare_interests",
    "discard_scenario", "draft_scenario", "draw_result_letter", "fill_scenario", "give_review",
    "plan_announcement", "remind_opinions", "reopen_review", "replace_review", "revise_scenario",
    "take_over_scenario", "write_marks", "write_remark",
]  # fmt: skip
