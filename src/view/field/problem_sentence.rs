//! What is wrong with a field, as a sentence.

use yew::AttrValue;

use crate::locale::{Language, PlanProblemText};
use crate::plan::{Plan, Problem};
use crate::view::parts::say;

/// What is wrong, as a sentence.
pub(crate) fn problem_text(problem: &Problem, plan: &Plan, language: Language) -> AttrValue {
    say(PlanProblemText::of(problem, plan).text(language))
}
