//! Every function that JavaScript gets.

#![expect(unreachable_pub, reason = "they are called from outside of the program")]
#![expect(clippy::doc_markdown, reason = "the comments are those of JavaScript's functions")]

use elb_rule_planner::engine;
use elb_rule_planner::format::link::address::{Address, PlanSource};
use elb_rule_planner::format::{FORMATS, Format, link};
use elb_rule_planner::locale::{ApiError, Language, PlanProblemText};
use elb_rule_planner::plan::limits::MOST_BYTES;
use wasm_bindgen::prelude::*;

use super::answer::{
    Answer, Description, EvaluateOptions, FoundProblem, LanguageOptions, language_of,
};
use super::error::Refused;
use super::value::{NoText, options, plan_of, text_of, value_of};

/// The longest link that is read, in bytes. A link is packed, and shorter than its plan.
const LONGEST_LINK: usize = MOST_BYTES / 2;
/// The longest text that is looked up as the name of a format, in bytes.
const LONGEST_ID: usize = 100;

/// The types of plans and answers, made from the JSON Schemas.
#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("../../npm/types.d.ts");

/// The types that only this interface knows.
#[wasm_bindgen(typescript_custom_section)]
const OWN_TYPES: &str = include_str!("../../npm/api.d.ts");

/// Answers a plan: what has to flow, how far it gets, and which rules to add.
///
/// With `{ certificate: true }` the answer is the document that the command line writes with
/// `check --format json`, to the byte once it is written with two spaces of indentation.
///
/// @param plan A plan, or a document that holds one, as a value or as JSON text.
/// @throws {PlannerError} What is given is no plan, or an option is not known.
#[wasm_bindgen(unchecked_return_type = "Answer")]
pub fn evaluate(
    #[wasm_bindgen(unchecked_param_type = "Plan | Answer | string")] plan: JsValue,
    #[wasm_bindgen(js_name = "options", unchecked_optional_param_type = "EvaluateOptions")]
    asked: JsValue,
) -> Result<JsValue, JsValue> {
    let asked: EvaluateOptions = options(&asked).map_err(in_default_language)?;
    let language = language_of(asked.language).map_err(in_default_language)?;
    let plan = plan_of(&plan).map_err(|it| it.thrown(language))?;
    let report = engine::check(&plan);
    let certificate = asked.certificate.then(|| engine::certify(&plan, &report));
    value_of(&Answer::new(&plan, &report, certificate))
}

/// Lists what is wrong with a plan, such as addresses outside of their subnet. A plan with
/// problems is still answered, as far as it goes.
///
/// @param plan A plan, or a document that holds one, as a value or as JSON text.
/// @returns Nothing, where nothing is wrong.
/// @throws {PlannerError} What is given is no plan at all.
#[wasm_bindgen(unchecked_return_type = "FoundProblem[]")]
pub fn validate(
    #[wasm_bindgen(unchecked_param_type = "Plan | Answer | string")] plan: JsValue,
    #[wasm_bindgen(js_name = "options", unchecked_optional_param_type = "LanguageOptions")]
    asked: JsValue,
) -> Result<JsValue, JsValue> {
    let language = chosen(&asked)?;
    let plan = plan_of(&plan).map_err(|it| it.thrown(language))?;
    let problems = plan.problems();
    let found = problems.iter().map(|problem| FoundProblem {
        problem,
        message: PlanProblemText::of(problem, &plan).text(language).into_owned(),
    });
    value_of(&found.collect::<Vec<_>>())
}

/// Makes a planning link's part of a plan. It goes behind `#p=` in the planner's address, and
/// into the `plan` attribute of `<elb-plan>`.
///
/// @param plan A plan, or a document that holds one, as a value or as JSON text.
/// @throws {PlannerError} What is given is no plan.
#[wasm_bindgen(js_name = encodeLink)]
pub fn encode_link(
    #[wasm_bindgen(unchecked_param_type = "Plan | Answer | string")] plan: JsValue,
    #[wasm_bindgen(js_name = "options", unchecked_optional_param_type = "LanguageOptions")]
    asked: JsValue,
) -> Result<String, JsValue> {
    let language = chosen(&asked)?;
    Ok(link::encode(&plan_of(&plan).map_err(|it| it.thrown(language))?))
}

/// Reads the plan of a planning link.
///
/// @param link The whole address, or what stands behind its `#p=`.
/// @throws {PlannerError} The link was cut off or changed, or holds no plan, or it is no text.
#[wasm_bindgen(js_name = decodeLink, unchecked_return_type = "Plan")]
pub fn decode_link(
    #[wasm_bindgen(unchecked_param_type = "string")] link: JsValue,
    #[wasm_bindgen(js_name = "options", unchecked_optional_param_type = "LanguageOptions")]
    asked: JsValue,
) -> Result<JsValue, JsValue> {
    let language = chosen(&asked)?;
    let link = text_of(&link, LONGEST_LINK).map_err(|why| {
        let error = match why {
            NoText::Other => ApiError::LinkNoText,
            NoText::TooLong => ApiError::LinkTooLong { most: LONGEST_LINK },
        };
        Refused::from(error).thrown(language)
    })?;
    let part = match Address::parse_text(&link).plan {
        Some(PlanSource::Link(part)) => part,
        // The address of a page that shows no plan, or that loads it from somewhere.
        Some(PlanSource::Url(_)) | None => String::new(),
    };
    let plan = link::decode(&part).map_err(|it| Refused::from(it).thrown(language))?;
    value_of(&plan)
}

/// Writes the rules that a plan needs in one of the export formats.
///
/// @param plan A plan, or a document that holds one, as a value or as JSON text.
/// @param format One of the formats that `formats()` lists.
/// @throws {PlannerError} What is given is no plan, or there is no such format.
#[wasm_bindgen(js_name = exportPlan)]
pub fn export_plan(
    #[wasm_bindgen(unchecked_param_type = "Plan | Answer | string")] plan: JsValue,
    #[wasm_bindgen(unchecked_param_type = "FormatId")] format: JsValue,
    #[wasm_bindgen(js_name = "options", unchecked_optional_param_type = "LanguageOptions")]
    asked: JsValue,
) -> Result<String, JsValue> {
    let language = chosen(&asked)?;
    let thrown = |it: Refused| it.thrown(language);
    let id = text_of(&format, LONGEST_ID).map_err(|_| thrown(Refused::format(None)))?;
    let format = Format::by_id(&id).ok_or_else(|| thrown(Refused::format(Some(id))))?;
    let plan = plan_of(&plan).map_err(thrown)?;
    Ok((format.write)(&plan, &engine::check(&plan), language))
}

/// Lists the export formats.
#[wasm_bindgen(unchecked_return_type = "FormatDescription[]")]
pub fn formats(
    #[wasm_bindgen(js_name = "options", unchecked_optional_param_type = "LanguageOptions")]
    asked: JsValue,
) -> Result<JsValue, JsValue> {
    let language = chosen(&asked)?;
    let described = FORMATS.iter().map(|format| Description::of(format, language));
    value_of(&described.collect::<Vec<_>>())
}

/// The language that is asked for.
fn chosen(asked: &JsValue) -> Result<Language, JsValue> {
    let asked: LanguageOptions = options(asked).map_err(in_default_language)?;
    language_of(asked.language).map_err(in_default_language)
}

/// The error of options, of which the language is not known.
fn in_default_language(error: impl Into<Refused>) -> JsValue {
    error.into().thrown(Language::default())
}

/// The version of the engine.
#[must_use]
#[wasm_bindgen]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}
