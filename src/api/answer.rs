//! The options of the functions, and the shapes of their answers.

use elb_rule_planner::engine::report::{Certificate, Report};
use elb_rule_planner::format::Format;
use elb_rule_planner::locale::{ApiError, Language};
use elb_rule_planner::plan::{Plan, Problem};
use serde::{Deserialize, Serialize};

/// The options of an answer.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct EvaluateOptions {
    /// Tells whether the certificate comes with the answer. It takes longer than the answer itself.
    pub(crate) certificate: bool,
    /// The language of messages.
    pub(crate) language: Option<String>,
}

/// The options where there is nothing but the language to choose.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct LanguageOptions {
    /// The language of sentences and messages.
    pub(crate) language: Option<String>,
}

/// The language of a tag, or the default one.
pub(crate) fn language_of(tag: Option<String>) -> Result<Language, ApiError> {
    let Some(found) = tag else { return Ok(Language::default()) };
    Language::of(&found).ok_or_else(|| {
        let tags = Language::ALL.iter().map(|it| format!("`{}`", it.tag()));
        ApiError::UnknownLanguage { found, known: tags.collect::<Vec<_>>().join(", ") }
    })
}

/// The document of the JSON export: who answered, the question, the answer, and what shows that
/// it is right.
#[derive(Serialize)]
pub(crate) struct Answer<'a> {
    program: &'static str,
    version: &'static str,
    plan: &'a Plan,
    report: &'a Report,
    #[serde(skip_serializing_if = "Option::is_none")]
    certificate: Option<Certificate>,
}

impl<'a> Answer<'a> {
    pub(crate) fn new(
        plan: &'a Plan,
        report: &'a Report,
        certificate: Option<Certificate>,
    ) -> Self {
        let version = env!("CARGO_PKG_VERSION");
        Self { program: env!("CARGO_PKG_NAME"), version, plan, report, certificate }
    }
}

/// A problem of a plan, with the sentence that the planner's forms show.
#[derive(Serialize)]
pub(crate) struct FoundProblem<'a> {
    #[serde(flatten)]
    pub(crate) problem: &'a Problem,
    pub(crate) message: String,
}

/// An export format.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Description {
    id: &'static str,
    label: String,
    extension: &'static str,
    media_type: &'static str,
}

impl Description {
    pub(crate) fn of(format: &Format, language: Language) -> Self {
        Self {
            id: format.id,
            label: format.label.text(language).into_owned(),
            extension: format.extension,
            media_type: format.media_type,
        }
    }
}
