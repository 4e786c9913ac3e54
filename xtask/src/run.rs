//! Running other programs.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The result of every part of the set-up; an error is a line that says what went wrong.
pub(crate) type Done<T = ()> = Result<T, String>;

/// The root of the project, wherever the command was called from.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().map(Path::to_path_buf).unwrap_or_default()
}

/// A program in the root of the project.
pub(crate) fn command(program: &str) -> Command {
    let mut command = Command::new(program);
    command.current_dir(root()).stdin(Stdio::null());
    command
}

/// A program with its arguments, which stand in one line.
pub(crate) fn line(line: &str) -> Command {
    let mut words = line.split_whitespace();
    let mut command = command(words.next().unwrap_or_default());
    command.args(words);
    command
}

/// Runs a program to its end.
///
/// # Errors
/// Names the program where it is missing or ends with an error.
pub(crate) fn run(command: &mut Command) -> Done {
    let name = command.get_program().to_string_lossy().into_owned();
    let status = command.status().map_err(|error| missing(&name, &error))?;
    if status.success() { Ok(()) } else { Err(format!("`{name}` failed ({status})")) }
}

/// Runs a program and returns what it prints, without the spaces around it.
///
/// # Errors
/// As [`run`].
pub(crate) fn output(command: &mut Command) -> Done<String> {
    let name = command.get_program().to_string_lossy().into_owned();
    let output =
        command.stderr(Stdio::inherit()).output().map_err(|error| missing(&name, &error))?;
    if !output.status.success() {
        return Err(format!("`{name}` failed ({})", output.status));
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

fn missing(name: &str, error: &std::io::Error) -> String {
    let hint = match name {
        "node" | "npm" | "npx" => "; install Node.js 20 or later",
        "rustup" => "; install Rust with rustup",
        _ => "",
    };
    format!("`{name}` could not be started ({error}){hint}")
}
