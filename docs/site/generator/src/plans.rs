//! The plans that pages speak of, by name: the documentation's own, the samples and the conformance
//! cases. Cases and samples are held against the rules that the guide asks for by the tests of
//! conformance; the documentation's own plans are only used with their output beside them.

use std::fs;
use std::path::{Path, PathBuf};

use elb_rule_planner::format;
use elb_rule_planner::locale::Language;
use elb_rule_planner::plan::Plan;
use serde_json::Value;

use crate::base;

/// The folders in which a plan is looked for, from the root of the project.
const FOLDERS: &[&str] = &["docs/site/plans", SAMPLES, CASES];

const SAMPLES: &str = "static/samples";
const CASES: &str = "tests/conformance/cases";
/// The folder of the plans from which those of the cases differ.
const BASES: &str = "tests/conformance/bases";

/// A plan with what is said of it.
pub(crate) struct Named {
    /// Its subject.
    pub(crate) title: String,
    /// The reason for the rules that it needs; empty for plans that are no cases.
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
    let mut value: Value =
        serde_json::from_str(&text).map_err(|error| format!("`{name}`: {error}"))?;
    expand(root, &mut value).map_err(|error| format!("`{name}`: {error}"))?;
    let text_of =
        |field: &str| value.get(field).and_then(Value::as_str).unwrap_or_default().to_owned();
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

/// Puts the whole plans into a case, in place of what differs from a base.
fn expand(root: &Path, case: &mut Value) -> Result<(), String> {
    let mut texts = vec![];
    for folder in [BASES, SAMPLES] {
        for path in files(&root.join(folder))? {
            texts.push((stem(&path), read(&path)?));
        }
    }
    base::expand(case, |name| {
        texts.iter().find(|(base, _)| base == name).map(|(_, text)| text.as_str())
    })
}

/// Writes the whole plan of every conformance case into a file of a folder, and counts them.
///
/// # Errors
/// A case cannot be read, or a file cannot be written.
pub(crate) fn write_cases(root: &Path, out: &Path) -> Result<usize, String> {
    fs::create_dir_all(out).map_err(|error| format!("`{}`: {error}", out.display()))?;
    let cases = files(&root.join(CASES))?;
    for path in &cases {
        let name = stem(path);
        let mut case: Value =
            serde_json::from_str(&read(path)?).map_err(|error| format!("`{name}`: {error}"))?;
        expand(root, &mut case).map_err(|error| format!("`{name}`: {error}"))?;
        let plan = case.get("plan").ok_or_else(|| format!("`{name}` has no plan"))?;
        let target = out.join(format!("{name}.json"));
        fs::write(&target, plan.to_string())
            .map_err(|error| format!("`{}` cannot be written: {error}", target.display()))?;
    }
    Ok(cases.len())
}

/// The JSON files of a folder, by their names.
fn files(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let entries = fs::read_dir(folder)
        .map_err(|error| format!("`{}` cannot be read: {error}", folder.display()))?;
    let paths = entries.filter_map(Result::ok).map(|entry| entry.path());
    let mut paths =
        paths.filter(|path| path.extension().is_some_and(|it| it == "json")).collect::<Vec<_>>();
    paths.sort();
    Ok(paths)
}

fn stem(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
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
