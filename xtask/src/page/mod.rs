//! The planner's page as files in a folder: the module, its script, and what `index.html` links to.
//!
//! `index.html` and `Trunk.toml` are written for Trunk, which builds the page too; but Trunk cuts no
//! module into chunks, and to build Trunk took longer than all the rest of the first set-up.

mod bindgen;
mod chunks;
mod compact;
mod glue;
mod imports;
mod links;
mod order;
mod prerender;

use std::fs;
use std::path::{Path, PathBuf};

pub(crate) use bindgen::{Target, bindgen};
pub(crate) use glue::FETCH;
pub(crate) use order::by_likeness;
pub(crate) use prerender::prerendered;

use crate::release::without_paths;
use crate::run::{Done, command, root, run};
use crate::tools;

/// The name of the page's program.
const PROGRAM: &str = "elb-rule-planner";

/// The two ways to build the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Build {
    /// Quickly, in one module.
    Development,
    /// Small, and cut into chunks.
    Release,
}

/// Builds the page into a folder, which is emptied first.
///
/// # Errors
/// Says what could not be built, read or written.
pub(crate) fn build(folder: &Path, build: Build) -> Done {
    tools::wasm_target()?;
    let module = compiled(build)?;
    let work = match build {
        Build::Development => "target/page/debug",
        Build::Release => "target/page/release",
    };
    let work = root().join(work);
    emptied(&work)?;
    let files = match build {
        Build::Development => glue::whole(&bindgen(&module, PROGRAM, &work, Target::Page)?)?,
        Build::Release => {
            let cut = chunks::cut(&module, &work)?;
            let made = bindgen(&cut.main, PROGRAM, &work, Target::MainPart)?;
            imports::shortened(&made)?;
            glue::joined(&made, &cut)?
        }
    };
    emptied(folder)?;
    links::write_page(folder, &files)
}

/// Compiles the program of the page, and returns its module.
fn compiled(build: Build) -> Done<PathBuf> {
    let mut cargo = command("cargo");
    cargo.args(["rustc", "--quiet", "--target", tools::WASM, "--bin", PROGRAM]);
    let profile = match build {
        Build::Development => {
            run(&mut cargo)?;
            "debug"
        }
        Build::Release => {
            cargo.args(["--release", "--features", "chunks"]);
            cargo.args(["--", "-Clink-args=--emit-relocs"]);
            run(without_paths(&mut cargo)?)?;
            "release"
        }
    };
    Ok(tools::module(profile, PROGRAM))
}

/// Makes a folder, or removes what is in it.
///
/// # Errors
/// It cannot be removed or made.
pub(crate) fn emptied(folder: &Path) -> Done {
    if folder.is_dir() {
        fs::remove_dir_all(folder)
            .map_err(|error| format!("`{}` cannot be emptied: {error}", folder.display()))?;
    }
    fs::create_dir_all(folder)
        .map_err(|error| format!("`{}` cannot be made: {error}", folder.display()))
}
