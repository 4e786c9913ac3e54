//! The steps that make a release of the built page: one style sheet, names by content, the worker
//! that keeps it, the page as one file, and compressed copies.

mod compress;
mod fingerprint;
mod keep;
mod paths;
mod policy;
mod sheet;
mod single;

pub(crate) use compress::{brotli, compress};
pub(crate) use fingerprint::fingerprint;
pub(crate) use keep::seal;
pub(crate) use paths::{check_paths, without_paths};
pub(crate) use policy::protect;
pub(crate) use sheet::join_sheets;
pub(crate) use single::{attribute, single};

use std::fs;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::run::Done;

/// The digest of a file's content.
pub(crate) fn digest(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

/// The first sixteen digits of a digest, as names of files have them.
fn short(digest: [u8; 32]) -> String {
    digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

/// A name that says its content, as far as its ending.
pub(crate) fn hashed(stem: &str, bytes: &[u8]) -> String {
    format!("{stem}-{}", short(digest(bytes)))
}

/// Reads a file whole.
pub(crate) fn read(path: &Path) -> Done<Vec<u8>> {
    fs::read(path).map_err(|error| format!("`{}` cannot be read: {error}", path.display()))
}

/// Reads a file as text.
pub(crate) fn read_text(path: &Path) -> Done<String> {
    fs::read_to_string(path)
        .map_err(|error| format!("`{}` cannot be read: {error}", path.display()))
}

/// Writes a file.
pub(crate) fn write(path: &Path, bytes: impl AsRef<[u8]>) -> Done {
    fs::write(path, bytes)
        .map_err(|error| format!("`{}` cannot be written: {error}", path.display()))
}

/// The files of a folder, not those of folders in it, by name.
pub(crate) fn files(folder: &Path) -> Done<Vec<PathBuf>> {
    let entries = fs::read_dir(folder)
        .map_err(|error| format!("`{}` cannot be read: {error}", folder.display()))?;
    let mut files = entries
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .filter(|path| path.is_file())
        .collect::<Vec<_>>();
    files.sort();
    Ok(files)
}

/// The name of a file.
pub(crate) fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}
