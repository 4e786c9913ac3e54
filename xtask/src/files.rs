//! The files below a folder.

use std::fs;
use std::path::{Path, PathBuf};

use crate::run::Done;

/// Every file below a folder.
///
/// # Errors
/// A folder cannot be read.
pub(crate) fn files_below(folder: &Path) -> Done<Vec<PathBuf>> {
    let entries = fs::read_dir(folder)
        .map_err(|error| format!("`{}` cannot be read: {error}", folder.display()))?;
    let mut files = vec![];
    for path in entries.filter_map(Result::ok).map(|entry| entry.path()) {
        if path.is_dir() { files.extend(files_below(&path)?) } else { files.push(path) }
    }
    Ok(files)
}
