//! Cutting the planner's module into chunks, each a file that is loaded when it is first wanted.
//!
//! The linker leaves the module relocatable; `wasm_split_cli_support` finds what only a marked
//! function reaches and moves it. wasm-bindgen then goes over the main part, as it does over a whole
//! module.

use std::path::{Path, PathBuf};

use wasm_split_cli_support::Options;

use super::compact::compact;
use crate::release::{read, write};
use crate::run::Done;

/// The name of the script that loads chunks, as the main part imports it.
pub(super) const LOADER: &str = "./chunks.js";

/// The parts of a module.
pub(super) struct Cut {
    /// The main part, which wasm-bindgen has to go over.
    pub(super) main: PathBuf,
    /// The script that loads the others.
    pub(super) loader: PathBuf,
    /// The others.
    pub(super) chunks: Vec<PathBuf>,
}

/// Cuts a module into files in a folder.
///
/// # Errors
/// The module cannot be read or cut, or a file cannot be written.
pub(super) fn cut(module: &Path, folder: &Path) -> Done<Cut> {
    let bytes = read(module)?;
    let main = folder.join("main.wasm");
    let mut options = Options::new(&bytes);
    options.output_dir = folder;
    options.main_out_path = &main;
    options.link_name = LOADER;
    options.main_module = "./main.js";
    let cut = wasm_split_cli_support::transform(options)
        .map_err(|error| format!("`{}` cannot be cut: {error:#}", module.display()))?;
    for chunk in &cut.split_modules {
        // The linker leaves room in its numbers, which is not needed once the module is cut.
        write(chunk, compact(&read(chunk)?, |_| ())?)?;
    }
    Ok(Cut { main, loader: folder.join(LOADER), chunks: cut.split_modules })
}
