//! The sentence for a problem of a field.

use yew::AttrValue;

use crate::locale::{Language, PlanProblemText};
use crate::plan::{Plan, Problem};
use crate::view::parts::say;

/// The sentence for a problem.
pub(crate) fn problem_text(problem: &Problem, plan: &Plan, language: Language) -> AttrValue {
    say(PlanProblemText::of(problem, plan).text(language))
}
