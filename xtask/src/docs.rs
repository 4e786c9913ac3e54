//! The documentation: made from `docs/site`, put beside the planner, and served.

use std::fs;
use std::path::Path;

use crate::files::files_below;
use crate::run::{Done, command, line, root, run};
use crate::serve::{announce, free_port};
use crate::{python, release, site, skipped};

/// The arguments that install `MkDocs` and its theme, each package in one version.
const REQUIREMENTS: &[&str] = &["-r", "docs/site/requirements.txt"];

/// The files of `MkDocs` for which a site below any path of any host has no use.
const LEFT_OUT: &[&str] = &["404.html", "sitemap.xml", "sitemap.xml.gz", "assets/javascripts/lunr"];

/// Builds the documentation into a folder of the release. A release that is built without Python
/// has none, and says so.
///
/// # Errors
/// A page cannot be made: an example on it does not do what the page says.
pub(crate) fn build(dist: &Path) -> Done {
    let made = root().join("target/docs");
    run(line("cargo run --quiet --package handbook --").arg(&made))?;
    let programs = match python::environment("docs", REQUIREMENTS) {
        Ok(programs) => programs,
        Err(why) => {
            skipped::note("the documentation", &why);
            return Ok(());
        }
    };
    let target = dist.join("docs");
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
    Ok(())
}

/// Builds the documentation, and the planner where it is not built yet, and serves both.
///
/// # Errors
/// Says what could not be built or served.
pub(crate) fn serve(arguments: &[&str]) -> Done {
    let port = match arguments {
        [] => free_port()?,
        ["--port", number] => {
            number.parse().map_err(|_| format!("`{number}` is not a port; write `--port 8080`"))?
        }
        [other, ..] => return Err(format!("`docs` knows no `{other}`; it takes `--port N`")),
    };
    let dist = root().join("dist");
    if dist.join("index.html").is_file() {
        println!("the planner in `dist` is used as it is; `cargo xtask build` makes it anew");
        build(&dist)?;
    } else {
        site::build()?;
    }
    if !dist.join("docs/index.html").is_file() {
        return Err("the documentation needs Python 3 with venv and pip".to_owned());
    }
    let mut server = command("python3");
    server
        .args(["-m", "http.server", &port.to_string(), "--bind", "127.0.0.1", "--directory"])
        .arg(&dist)
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null());
    let mut child =
        server.spawn().map_err(|error| format!("`python3` could not be started: {error}"))?;
    announce(
        "the documentation",
        &format!("http://127.0.0.1:{port}/docs/index.html"),
        port,
        &mut child,
    );
    let status = child.wait().map_err(|error| format!("`python3` was lost: {error}"))?;
    if status.success() { Ok(()) } else { Err(format!("`python3` failed ({status})")) }
}
