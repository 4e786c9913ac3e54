//! The script between a module and JavaScript, which wasm-bindgen writes.

use std::path::{Path, PathBuf};

use wasm_bindgen_cli_support::Bindgen;

use crate::run::Done;

/// The files of a module.
pub(crate) struct Bound {
    pub(crate) script: PathBuf,
    pub(crate) module: PathBuf,
}

/// The use of a module.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Target {
    /// The page, in one module.
    Page,
    /// The page; its other parts need what the linker put into this one.
    MainPart,
    /// A package, which has types.
    Package,
}

/// Makes a module and its script, for browsers, of a module that the compiler wrote.
///
/// # Errors
/// The module is not one of the same version, or a file cannot be written.
pub(crate) fn bindgen(module: &Path, name: &str, folder: &Path, target: Target) -> Done<Bound> {
    let mut bindgen = Bindgen::new();
    bindgen
        .input_path(module)
        .out_name(name)
        .typescript(target == Target::Package)
        // The page says which file it is.
        .omit_default_module_path(target != Target::Package)
        .remove_name_section(true)
        .remove_producers_section(true)
        .keep_lld_exports(target == Target::MainPart);
    bindgen
        .web(true)
        .and_then(|bindgen| bindgen.generate(folder))
        .map_err(|error| format!("wasm-bindgen: {error:#}"))?;
    Ok(Bound {
        script: folder.join(format!("{name}.js")),
        module: folder.join(format!("{name}_bg.wasm")),
    })
}
