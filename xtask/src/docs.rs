//! The documentation: made from `docs/site` and put beside the planner.

use std::fs;
use std::path::Path;

use crate::files::files_below;
use crate::run::{Done, command, line, root, run};
use crate::{python, release, skipped};

/// The arguments that install `MkDocs` and its theme, each package in one version.
const REQUIREMENTS: &[&str] = &["-r", "docs/site/requirements.txt"];

/// The files of `MkDocs` for which a site below any path of any host has no use.
const LEFT_OUT: &[&str] = &["404.html", "sitemap.xml", "sitemap.xml.gz", "assets/javascripts/lunr"];

/// The folder of the documentation within a release.
pub(crate) const FOLDER: &str = "docs";

/// Builds the documentation into a folder of the release, and returns whether it is there. A release
/// that is built without Python has none, and says so.
///
/// # Errors
/// A page cannot be made: an example on it does not do what the page says.
pub(crate) fn build(dist: &Path) -> Done<bool> {
    let made = root().join("target/docs");
    run(line("cargo run --quiet --package handbook --").arg(&made))?;
    let programs = match python::environment("docs", REQUIREMENTS) {
        Ok(programs) => programs,
        Err(why) => {
            skipped::note("the documentation", &why);
            return Ok(false);
        }
    };
    let target = dist.join(FOLDER);
    run(command(&programs.join("mkdocs").to_string_lossy())
        .args(["build", "--quiet", "--strict", "--config-file"])
        .arg(made.join("mkdocs.yml"))
        .arg("--site-dir")
        .arg(&target)
        .env("NO_MKDOCS_2_WARNING", "1"))?;
    for name in LEFT_OUT {
        let path = target.join(name);
        let gone = if path.is_dir() { fs::remove_dir_all(&path) } else { fs::remove_file(&path) };
        gone.map_err(|error| format!("`{}` cannot be removed: {error}", path.display()))?;
    }
    for path in files_below(&target)? {
        match path.extension().and_then(|ending| ending.to_str()) {
            Some("html") => release::protect(&path)?,
            Some("map") => fs::remove_file(&path)
                .map_err(|error| format!("`{}` cannot be removed: {error}", path.display()))?,
            _ => {}
        }
    }
    Ok(true)
}
