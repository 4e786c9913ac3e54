//! The package of the engine for JavaScript, in `dist/npm`.

use std::fs;
use std::path::{Path, PathBuf};

use crate::run::{Done, command, root, run};
use crate::weight::{Budget, weigh};
use crate::{page, release, tools};

/// The name of the program that the package is made of.
const PROGRAM: &str = "elb-rule-planner-api";

/// The most that the engine's module may weigh.
const BUDGET: Budget = Budget { raw: 1_476_000, brotli: 430_000 };

/// Files of the project that are in the package as they are.
const FILES: [&str; 6] = [
    "LICENSE",
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "static/plan.schema.json",
    "static/report.schema.json",
    "static/certificate.schema.json",
];

/// Builds the package into `dist/npm`.
///
/// # Errors
/// Says what could not be installed, built or copied, or which file holds a path of this machine.
pub(crate) fn build() -> Done<PathBuf> {
    tools::wasm_target()?;
    let home = root().join("dist/npm");
    page::emptied(&home)?;
    let mut cargo = command("cargo");
    cargo.args(["build", "--quiet", "--release", "--target", tools::WASM]);
    cargo.args(["--bin", PROGRAM, "--features", "javascript"]);
    run(release::without_paths(&mut cargo)?)?;
    let module = tools::module("release", PROGRAM);
    let made = page::bindgen(&module, "engine", &home, page::Target::Package)?;
    release::write(&made.module, page::by_likeness(&release::read(&made.module)?)?)?;
    for file in FILES {
        copy(&root().join(file), &home)?;
    }
    let written = root().join("npm");
    let files = fs::read_dir(&written)
        .map_err(|error| format!("`{}` cannot be read: {error}", written.display()))?;
    for file in files.filter_map(Result::ok).map(|file| file.path()) {
        // These are within the types that are made.
        if !["types.d.ts", "api.d.ts"].iter().any(|made| file.ends_with(made)) {
            copy(&file, &home)?;
        }
    }
    release::check_paths(&home)?;
    Ok(home)
}

/// Fails where the engine's module is too heavy.
///
/// # Errors
/// Names the figure that is over its budget.
pub(crate) fn check_size(home: &Path) -> Done {
    weigh(&home.join("engine_bg.wasm"), "the engine's module", BUDGET)
}

fn copy(file: &Path, folder: &Path) -> Done {
    let name = file.file_name().unwrap_or_default();
    fs::copy(file, folder.join(name))
        .map(drop)
        .map_err(|error| format!("`{}` cannot be copied: {error}", file.display()))
}
