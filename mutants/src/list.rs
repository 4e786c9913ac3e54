//! The mutants, as `cargo mutants` lists them: what is changed is its choice, not ours.

use std::process::Command;

use serde::Deserialize;

use crate::Done;

/// One change at one place.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Mutant {
    /// Position and change, in one line.
    pub(crate) name: String,
    /// The file, from the root of the project.
    pub(crate) file: String,
    /// The kind of change.
    pub(crate) genre: Genre,
    /// The text that stands there instead.
    pub(crate) replacement: String,
    /// The text that is replaced.
    pub(crate) span: Span,
}

/// The kinds of change that a switch can be made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub(crate) enum Genre {
    /// A function answers something fixed.
    FnValue,
    /// Another operator between two operands.
    BinaryOperator,
    /// No operator in front of an operand.
    UnaryOperator,
    /// An arm of a match is missing.
    MatchArm,
    /// The guard of an arm is always true, or never.
    MatchArmGuard,
    /// A field is as in the value that the struct expression starts from.
    StructField,
    /// Any other, which is left to `cargo mutants`.
    #[serde(other)]
    Other,
}

/// From the first character to the one behind the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub(crate) struct Span {
    pub(crate) start: LineColumn,
    pub(crate) end: LineColumn,
}

/// Line and column, both from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
pub(crate) struct LineColumn {
    pub(crate) line: usize,
    pub(crate) column: usize,
}

/// All mutants of the files.
///
/// # Errors
/// Says that `cargo mutants` is missing, or what it could not read.
pub(crate) fn list(files: &[String]) -> Done<Vec<Mutant>> {
    let mut command = Command::new("cargo");
    command.args(["mutants", "--list", "--json"]);
    // The files of the settings would come on top of those that are named.
    if !files.is_empty() {
        command.arg("--no-config");
    }
    files.iter().for_each(|file| {
        command.args(["-f", file]);
    });
    let output = command.output().map_err(|error| format!("`cargo` did not start ({error})"))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        return Err(format!("{}\nit needs `cargo install cargo-mutants`", said.trim()));
    }
    serde_json::from_slice(&output.stdout)
        .map_err(|error| format!("the list of `cargo mutants` reads otherwise: {error}"))
}
