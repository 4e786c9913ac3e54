//! Builds the copy, and says where the compiler refuses it.

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::Done;

/// The result of a build.
#[derive(Debug, Default)]
pub(crate) struct Built {
    /// The programs of the tests, each with its name.
    pub(crate) tests: Vec<(String, PathBuf)>,
    /// The places that the compiler refuses, in bytes of the file as it stands in the copy.
    pub(crate) refused: Vec<(PathBuf, Range<usize>)>,
    /// The messages of the compiler about them.
    pub(crate) said: String,
}

/// Runs a subcommand of cargo in the copy, and reads its messages.
///
/// # Errors
/// Says that cargo did not start.
pub(crate) fn cargo(tree: &Path, target: &Path, arguments: &[&str]) -> Done<Built> {
    let mut command = Command::new("cargo");
    command.current_dir(tree).args(arguments).arg("--message-format=json").stdin(Stdio::null());
    // One build for thousands of runs: somewhat optimised, nothing kept for a debugger.
    command.env("CARGO_TARGET_DIR", target);
    command.env("CARGO_PROFILE_DEV_OPT_LEVEL", "1").env("CARGO_PROFILE_DEV_DEBUG", "0");
    command.stderr(Stdio::inherit());
    let output = command.output().map_err(|error| format!("`cargo` did not start ({error})"))?;
    let mut built = Built::default();
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        let Ok(message) = serde_json::from_str::<Value>(line) else { continue };
        built.read(&message);
    }
    if output.status.success() || !built.refused.is_empty() {
        return Ok(built);
    }
    Err(format!("the copy in `{}` does not build:\n{}", tree.display(), built.said))
}

impl Built {
    fn read(&mut self, message: &Value) {
        if let Some(program) = message["executable"].as_str()
            && message["profile"]["test"] == true
        {
            let kind = message["target"]["kind"][0].as_str().unwrap_or_default();
            let name = message["target"]["name"].as_str().unwrap_or_default();
            let name = if kind == "test" { name } else { "lib" };
            self.tests.push((name.to_owned(), PathBuf::from(program)));
        }
        let message = &message["message"];
        if message["level"] != "error" {
            return;
        }
        self.said.push_str(message["rendered"].as_str().unwrap_or_default());
        for span in message["spans"].as_array().into_iter().flatten() {
            let byte = |key: &str| span[key].as_u64().and_then(|at| usize::try_from(at).ok());
            if span["is_primary"] == true
                && let (Some(file), Some(start), Some(end)) =
                    (span["file_name"].as_str(), byte("byte_start"), byte("byte_end"))
            {
                self.refused.push((PathBuf::from(file), start..end));
            }
        }
    }
}
