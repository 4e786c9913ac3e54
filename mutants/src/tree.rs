//! A copy of the project, in which the files have their switches.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::Done;

/// The switch itself, as the copy has it. It is read once, when a test begins.
const SWITCH: &str = "\
//! The mutant that is on: the one that `MUTANT` names, or none.
use std::sync::LazyLock;
static ON: LazyLock<u32> =
    LazyLock::new(|| std::env::var(\"MUTANT\").ok().and_then(|it| it.parse().ok()).unwrap_or(0));
#[inline]
pub(crate) fn on() -> u32 { *ON }
";

/// Copies what git knows, and writes the changed files over it. What stays the same is left
/// untouched, so that only what changed is built again, and what is gone goes.
///
/// # Errors
/// Names the file that could not be read or written.
pub(crate) fn copy(root: &Path, to: &Path, changed: &BTreeMap<PathBuf, String>) -> Done {
    let mut listed = Command::new("git");
    listed.current_dir(root).args(["ls-files", "-z", "-co", "--exclude-standard"]);
    let output = listed.output().map_err(|error| format!("`git` did not start ({error})"))?;
    let names = String::from_utf8_lossy(&output.stdout).into_owned();
    let mut copied = BTreeSet::from([to.join("src/mutant.rs")]);
    for name in names.split_terminator('\0').map(Path::new) {
        let from = root.join(name);
        // The tools' own settings stay behind: this workspace, and how to call the set-up.
        if !from.is_file() || name.starts_with("mutants") || name.starts_with(".cargo") {
            continue;
        }
        let text = match changed.get(name) {
            Some(text) => text.clone().into_bytes(),
            None => fs::read(&from).map_err(|error| format!("`{}`: {error}", from.display()))?,
        };
        write(&to.join(name), &with_switch(name, text))?;
        copied.insert(to.join(name));
    }
    write(&to.join("src/mutant.rs"), SWITCH.as_bytes())?;
    ["src", "tests"].iter().try_for_each(|folder| clear(&to.join(folder), &copied))
}

/// Removes what an earlier copy had below a folder and this one does not.
fn clear(folder: &Path, copied: &BTreeSet<PathBuf>) -> Done {
    let fault = |error: std::io::Error| format!("`{}`: {error}", folder.display());
    for entry in fs::read_dir(folder).map_err(fault)? {
        let path = entry.map_err(fault)?.path();
        if path.is_dir() {
            clear(&path, copied)?;
        } else if !copied.contains(&path) {
            fs::remove_file(&path).map_err(fault)?;
        }
    }
    Ok(())
}

fn with_switch(name: &Path, mut text: Vec<u8>) -> Vec<u8> {
    if name == Path::new("src/lib.rs") {
        text.extend_from_slice(b"mod mutant;\n");
    }
    text
}

fn write(path: &Path, text: &[u8]) -> Done {
    if fs::read(path).is_ok_and(|there| there == text) {
        return Ok(());
    }
    let fault = |error: std::io::Error| format!("`{}`: {error}", path.display());
    path.parent().map_or(Ok(()), fs::create_dir_all).map_err(fault)?;
    fs::write(path, text).map_err(fault)
}
