//! The page that a first visit begins with, as text: the planner draws it while a release is built.

use super::{PROGRAM, Target, bindgen, emptied};
use crate::release::read_text;
use crate::run::{Done, command, root, run};
use crate::tools;

/// Draws the page with the first sample.
///
/// # Errors
/// The program cannot be built, Node.js is missing, or the page asks for something that is not there.
pub(crate) fn prerendered() -> Done<String> {
    let mut cargo = command("cargo");
    cargo.args(["build", "--quiet", "--target", tools::WASM, "--bin", PROGRAM]);
    run(cargo.args(["--features", "prerender"]))?;
    let module = tools::module("debug", PROGRAM);
    let work = root().join("target/page/prerender");
    emptied(&work)?;
    bindgen(&module, "prerender", &work, Target::Page)?;
    let page = work.join("page.html");
    run(command("node").arg(root().join("xtask/src/page/prerender.mjs")).args([&work, &page]))?;
    read_text(&page)
}
