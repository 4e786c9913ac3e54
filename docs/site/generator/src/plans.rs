//! The plans that pages speak of, by name: the documentation's own, the samples and the conformance
//! cases. Cases and samples are held against the rules that the guide asks for by the tests of
//! conformance; the documentation's own plans are only used with their output beside them.

use std::fs;
use std::path::{Path, PathBuf};

use elb_rule_planner::format;
use elb_rule_planner::locale::Language;
use elb_rule_planner::plan::Plan;
use serde_json::Value;

/// The folders in which a plan is looked for, from the root of the project.
const FOLDERS: &[&str] = &["docs/site/plans", "static/samples", "tests/conformance/cases"];

/// A plan with what is said of it.
pub(crate) struct Named {
    /// What it is about.
    pub(crate) title: String,
    /// Why it needs the rules that it needs; empty for plans that are no cases.
    pub(crate) why: String,
    /// The plan.
    pub(crate) plan: Plan,
}

/// The plan of a name.
///
/// # Errors
/// There is none, or it cannot be read.
pub(crate) fn named(root: &Path, name: &str) -> Result<Named, String> {
    let path = file(root, name)
        .ok_or_else(|| format!("there is no plan `{name}` in {}", FOLDERS.join(", ")))?;
    let text = read(&path)?;
    let value: Value = serde_json::from_str(&text).map_err(|error| format!("`{name}`: {error}"))?;
    let text_of =
        |field: &str| value.get(field).and_then(Value::as_str).unwrap_or_default().to_owned();
    if let Some(other) = value.get("plan_file").and_then(Value::as_str) {
        let stem = Path::new(other).file_stem().unwrap_or_default().to_string_lossy();
        return Ok(Named { title: text_of("title"), why: text_of("why"), ..named(root, &stem)? });
    }
    let (is_case, plan) = match value.get("plan") {
        Some(plan) => (true, plan.to_string()),
        None => (false, text),
    };
    let mut plan = format::plan::read(&plan)
        .map_err(|error| format!("`{name}`: {}", error.text(Language::English)))?;
    let title = if is_case { text_of("title") } else { plan.name.clone() };
    if plan.name.is_empty() {
        plan.name.clone_from(&title);
    }
    Ok(Named { title, why: text_of("why"), plan })
}

/// Reads a file as text.
///
/// # Errors
/// Names the file.
pub(crate) fn read(path: &Path) -> Result<String, String> {
    fs::read_to_string(path)
        .map_err(|error| format!("`{}` cannot be read: {error}", path.display()))
}

fn file(root: &Path, name: &str) -> Option<PathBuf> {
    let paths = FOLDERS.iter().map(|folder| root.join(folder).join(format!("{name}.json")));
    paths.into_iter().find(|path| path.is_file())
}
