//! Writes the pages of the documentation.
//!
//! `handbook OUT` reads `docs/site`, runs what the pages ask for, and writes Markdown and the
//! configuration of `MkDocs` into the folder `OUT`. Nothing that it writes is kept in the repository,
//! so that nothing of it can be stale.

mod clauses;
mod commands;
mod directive;
mod live;
mod pages;
mod plans;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments = std::env::args_os().skip(1).map(PathBuf::from).collect::<Vec<_>>();
    let [out] = arguments.as_slice() else {
        eprintln!("error: name the folder to write into: `handbook OUT`");
        return ExitCode::from(2);
    };
    match pages::write(&root(), out) {
        Ok(count) => {
            println!("wrote {count} pages into {}", out.display());
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
