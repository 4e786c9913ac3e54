//! Names by content for the scripts that are copied as they are.

use std::fs;
use std::path::Path;

use super::{hashed, read, read_text, write};
use crate::run::Done;

/// The script that loads the planner, as `Trunk.toml` has the page name it.
const BOOT: &str = "boot.js";
/// The script that runs before anything is painted.
const FIRST: &str = "first.js";
/// The script of the worker that answers plans beside the page.
const WORKER: &str = "worker.js";
/// The script that registers the worker that keeps the planner offline.
const OFFLINE: &str = "offline.js";

/// Renames the scripts by their content, and has the page name them so. Only by this does a page
/// learn of the script that keeps it: on a development server it knows none.
///
/// # Errors
/// The page does not name the script, or a file cannot be moved.
pub(crate) fn fingerprint(dist: &Path) -> Done {
    let page = dist.join("index.html");
    let html = read_text(&page)?;
    let source = format!("src=\"./{BOOT}\" data-worker=\"./{WORKER}\"");
    let first = format!("src=\"./{FIRST}\"");
    for (source, place) in [(&source, "`pattern_script` in `Trunk.toml`"), (&first, "its head")] {
        if !html.contains(source) {
            return Err(format!("`index.html` has no `{source}`; see {place}"));
        }
    }
    let boot = renamed(dist, BOOT)?;
    let (worker, offline) = (renamed(dist, WORKER)?, renamed(dist, OFFLINE)?);
    let named = format!("src=\"./{boot}\" data-worker=\"./{worker}\" data-offline=\"./{offline}\"");
    let html = html.replace(&first, &format!("src=\"./{}\"", renamed(dist, FIRST)?));
    write(&page, html.replace(&source, &named))
}

fn renamed(dist: &Path, name: &str) -> Done<String> {
    let path = dist.join(name);
    let (stem, ending) = name.split_once('.').unwrap_or((name, "js"));
    let named = format!("{}.{ending}", hashed(stem, &read(&path)?));
    fs::rename(&path, dist.join(&named))
        .map_err(|error| format!("`{}` cannot be renamed: {error}", path.display()))?;
    Ok(named)
}
