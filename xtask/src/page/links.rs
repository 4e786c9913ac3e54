//! The files that `index.html` links to for Trunk, and the page that links to what was made of them.

use std::path::Path;

use super::glue::PlannerFiles;
use crate::release::{attribute, hashed, name, read, read_text, write};
use crate::run::{Done, root};

/// The mark of links that are carried out when the page is built.
const MARK: &str = "<link data-trunk ";

/// The line of `Trunk.toml` that says how the page loads the planner.
const PATTERN: &str = "pattern_script = '";

/// Writes the page and all its files into a folder.
///
/// # Errors
/// The page links to what is not there or is of no known kind, or a file cannot be written.
pub(super) fn write_page(dist: &Path, planner: &PlannerFiles) -> Done {
    for file in [&planner.script, &planner.module].into_iter().chain(&planner.chunks) {
        write(&dist.join(&file.name), &file.bytes)?;
    }
    let html = read_text(&root().join("index.html"))?;
    let mut page = String::new();
    for line in html.lines() {
        match line.trim_start().strip_prefix(MARK) {
            Some(link) => {
                if let Some(made) = carried_out(link, dist, planner)? {
                    page.push_str(&format!("    {made}\n"));
                }
            }
            None => {
                page.push_str(line);
                page.push('\n');
            }
        }
    }
    write(&dist.join("index.html"), page)
}

/// Does what a link asks for, and returns what stands in its place.
fn carried_out(link: &str, dist: &Path, planner: &PlannerFiles) -> Done<Option<String>> {
    let file = attribute(link, "href").map(|href| root().join(href));
    match (attribute(link, "rel").unwrap_or_default(), file) {
        ("css", Some(file)) => {
            let name = copied(&file, dist)?;
            Ok(Some(format!("<link rel=\"stylesheet\" href=\"./{name}\">")))
        }
        ("icon", Some(file)) => {
            let name = copied(&file, dist)?;
            Ok(Some(format!("<link rel=\"icon\" href=\"./{name}\" type=\"image/svg+xml\">")))
        }
        ("copy-file", Some(file)) => {
            write(&dist.join(name(&file)), read(&file)?)?;
            Ok(None)
        }
        ("rust", _) => start(planner).map(Some),
        _ => Err(format!("`index.html` has a link for Trunk that is not understood: `{link}`")),
    }
}

/// Copies a file under a name that says its content.
fn copied(file: &Path, dist: &Path) -> Done<String> {
    let bytes = read(file)?;
    let name = name(file);
    let (stem, ending) = name.rsplit_once('.').unwrap_or((&name, ""));
    let named = format!("{}.{ending}", hashed(stem, &bytes));
    write(&dist.join(&named), bytes)?;
    Ok(named)
}

/// The script that starts the planner, and the links that have its files loaded beside it.
fn start(planner: &PlannerFiles) -> Done<String> {
    let settings = read_text(&root().join("Trunk.toml"))?;
    let pattern = settings
        .lines()
        .find_map(|line| line.strip_prefix(PATTERN)?.strip_suffix('\''))
        .ok_or_else(|| format!("`Trunk.toml` has no line `{PATTERN}…'`"))?;
    let (script, module) = (&planner.script.name, &planner.module.name);
    let start = pattern.replace("{base}", "./").replace("{js}", script).replace("{wasm}", module);
    Ok(format!(
        "{start}\n    <link rel=\"modulepreload\" href=\"./{script}\" crossorigin=\"anonymous\">\n    \
         <link rel=\"preload\" href=\"./{module}\" crossorigin=\"anonymous\" as=\"fetch\" \
         type=\"application/wasm\">"
    ))
}
