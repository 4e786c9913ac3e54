//! Sites by other people's documentation generators, from the very files that the documentation
//! shows, with a plan embedded in each.

use std::fs;
use std::path::{Path, PathBuf};

use crate::run::{Done, command, line, output, root, run};
use crate::{python, skipped, tools};

/// The arguments that install the generators in Python, each package in one version.
const REQUIREMENTS: &[&str] = &["-r", "docs/site/generators/requirements.txt"];

/// The word in the files that the plan replaces.
const PLAN_PLACE: &str = "PLAN";

/// Builds the sites below `target/generators`, each into `site` in a folder of its name, and names
/// them. The long ones take minutes and some hundred megabytes.
///
/// # Errors
/// A generator cannot be installed or does not build its site.
pub(crate) fn build(long: bool) -> Done<Vec<&'static str>> {
    let plan = output(&mut line("cargo run --quiet --package handbook -- link shop"))?;
    let mut built = vec![];
    match python::environment("generators", REQUIREMENTS) {
        Err(why) => skipped::note("sites by MkDocs, Sphinx and Hugo", &why),
        Ok(programs) => {
            let program = |name: &str| command(&programs.join(name).to_string_lossy());
            let home = copied("mkdocs", &plan)?;
            run(program("mkdocs")
                .args(["build", "--quiet", "--site-dir", "site"])
                .env("NO_MKDOCS_2_WARNING", "1")
                .current_dir(&home))?;
            let home = copied("sphinx", &plan)?;
            run(program("sphinx-build")
                .args(["-q", "-b", "html", ".", "site"])
                .current_dir(&home))?;
            let home = copied("hugo", &plan)?;
            run(program("hugo").args(["--quiet", "--destination", "site"]).current_dir(&home))?;
            built.extend(["mkdocs", "sphinx", "hugo"]);
        }
    }
    if long {
        let mdbook = tools::mdbook()?;
        let home = copied("mdbook", &plan)?;
        run(command(&mdbook.to_string_lossy()).args(["build", "-d", "site"]).current_dir(&home))?;
        let home = copied("docusaurus", &plan)?;
        packages(&home)?;
        run(command("npx")
            .args(["--no-install", "docusaurus", "build", "--out-dir", "site"])
            .env("DISABLE_VERSION_CHECK", "1")
            .current_dir(&home))?;
        let home = copied("vitepress", &plan)?;
        packages(&home)?;
        run(command("npx")
            .args(["--no-install", "vitepress", "build", "--outDir", "site"])
            .current_dir(&home))?;
        built.extend(["mdbook", "docusaurus", "vitepress"]);
    }
    Ok(built)
}

/// Installs what the `package.json` of a folder names.
fn packages(home: &Path) -> Done {
    run(command("npm")
        .args(["install", "--no-audit", "--no-fund", "--loglevel=error"])
        .current_dir(home))
}

/// A copy of a generator's files with the plan put in.
fn copied(name: &str, plan: &str) -> Done<PathBuf> {
    let home = root().join("target/generators").join(name);
    if home.join("site").exists() {
        fs::remove_dir_all(home.join("site"))
            .map_err(|error| format!("`{}` cannot be removed: {error}", home.display()))?;
    }
    copy(&root().join("docs/site/generators").join(name), &home, plan)?;
    Ok(home)
}

fn copy(from: &Path, to: &Path, plan: &str) -> Done {
    fs::create_dir_all(to)
        .map_err(|error| format!("`{}` cannot be made: {error}", to.display()))?;
    let entries = fs::read_dir(from)
        .map_err(|error| format!("`{}` cannot be read: {error}", from.display()))?;
    for path in entries.filter_map(Result::ok).map(|entry| entry.path()) {
        let target = to.join(path.file_name().unwrap_or_default());
        if path.is_dir() {
            copy(&path, &target, plan)?;
            continue;
        }
        let text = fs::read_to_string(&path)
            .map_err(|error| format!("`{}` cannot be read: {error}", path.display()))?;
        fs::write(&target, text.replace(PLAN_PLACE, plan))
            .map_err(|error| format!("`{}` cannot be written: {error}", target.display()))?;
    }
    Ok(())
}
