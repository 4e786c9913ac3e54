//! Names by content for the scripts that Trunk copies as they are.

use std::fs;
use std::path::Path;

use super::{digest, read, read_text, short, write};
use crate::run::Done;

/// The script that loads the planner, as `Trunk.toml` has the page name it.
const BOOT: &str = "boot.js";
/// The script that registers the worker.
const OFFLINE: &str = "offline.js";

/// Renames the scripts by their content, and has the page name them so. Only by this does a page
/// learn of the script that keeps it: on a development server it knows none.
///
/// # Errors
/// The page does not name the script, or a file cannot be moved.
pub(crate) fn fingerprint(dist: &Path) -> Done {
    let page = dist.join("index.html");
    let html = read_text(&page)?;
    let source = format!("src=\"./{BOOT}\"");
    if !html.contains(&source) {
        return Err(format!(
            "`index.html` has no `{source}`; see `pattern_script` in `Trunk.toml`"
        ));
    }
    let boot = renamed(dist, BOOT)?;
    let offline = renamed(dist, OFFLINE)?;
    let named = format!("src=\"./{boot}\" data-offline=\"./{offline}\"");
    write(&page, html.replace(&source, &named))
}

fn renamed(dist: &Path, name: &str) -> Done<String> {
    let path = dist.join(name);
    let hash = short(digest(&read(&path)?));
    let (stem, ending) = name.split_once('.').unwrap_or((name, "js"));
    let named = format!("{stem}-{hash}.{ending}");
    fs::rename(&path, dist.join(&named))
        .map_err(|error| format!("`{}` cannot be renamed: {error}", path.display()))?;
    Ok(named)
}
