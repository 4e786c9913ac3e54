//! Writes the pages of the documentation.
//!
//! `handbook OUT` reads `docs/site`, runs what the pages ask for, and writes Markdown and the
//! configuration of `MkDocs` into the folder `OUT`. Nothing that it writes is kept in the repository,
//! so that nothing of it can be stale. `handbook link PLAN` prints what stands behind `#p=` in a
//! link to a plan. `handbook cases OUT` writes the whole plan of each conformance case into a file.

#[path = "../../../../tests/conformance/base.rs"]
mod base;
mod clauses;
mod commands;
mod directive;
mod live;
mod pages;
mod picture;
mod plans;
mod quiet;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments = std::env::args().skip(1).collect::<Vec<_>>();
    let words = arguments.iter().map(String::as_str).collect::<Vec<_>>();
    let done = match words.as_slice() {
        ["link", name] => plans::named(&root(), name).map(|named| live::link(&named)),
        ["cases", out] => {
            plans::write_cases(&root(), Path::new(out)).map(|count| format!("{count} plans"))
        }
        [out] => pages::write(&root(), Path::new(out)).map(|count| format!("{count} pages")),
        _ => Err("write `handbook OUT` for the pages, `handbook link PLAN` for a link, \
             `handbook cases OUT` for the plans of the conformance cases"
            .to_owned()),
    };
    match done {
        Ok(said) => {
            println!("{said}");
            ExitCode::SUCCESS
        }
        Err(message) => {
            eprintln!("error: {message}");
            ExitCode::FAILURE
        }
    }
}

/// The root of the project.
fn root() -> PathBuf {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    own.ancestors().nth(3).map(Path::to_path_buf).unwrap_or_default()
}
