//! What is wrong with a field, as a sentence.

use yew::AttrValue;

use crate::locale::Language;
use crate::plan::{Plan, Problem};

/// What is wrong, as a sentence.
pub(crate) fn problem_text(problem: &Problem, _plan: &Plan, _language: Language) -> AttrValue {
    // Stands in for `ProblemText::of(problem, plan).text(language)`.
    let debug = format!("{:?}", problem.kind);
    AttrValue::from(debug.split([' ', '{', '(']).next().unwrap_or_default().to_owned())
}
