//! The planner's script with the one that loads chunks in it, and all of its files by content.
//!
//! The two scripts import each other, so neither could be named by its content, and a page that is
//! one file could hold neither. Joined, they are one script that imports nothing.

use std::path::Path;

use super::PROGRAM;
use super::bindgen::Bound;
use super::chunks::{Cut, LOADER};
use crate::release::{hashed, name, read, read_text};
use crate::run::Done;

/// The function of the script that asks for the file of a chunk.
pub(crate) const FETCH: &str = "(name) => fetch(new URL(name, import.meta.url))";

/// The functions that load files of chunks, in place of those of the tool that cuts.
const FILES: &str = include_str!("chunks.js");

/// A file of the page, under the name that it has there.
pub(super) struct PageFile {
    pub(super) name: String,
    pub(super) bytes: Vec<u8>,
}

/// The script, the module and the chunks of the planner.
pub(super) struct PlannerFiles {
    pub(super) script: PageFile,
    pub(super) module: PageFile,
    pub(super) chunks: Vec<PageFile>,
}

/// The files of a planner that is one module.
///
/// # Errors
/// A file cannot be read.
pub(super) fn whole(bound: &Bound) -> Done<PlannerFiles> {
    named(read_text(&bound.script)?, read(&bound.module)?, vec![])
}

/// The files of a planner that is cut into chunks.
///
/// # Errors
/// A file cannot be read, or the scripts are not as they are expected to be.
pub(super) fn joined(bound: &Bound, cut: &Cut) -> Done<PlannerFiles> {
    let mut loader = read_text(&cut.loader)?;
    let mut chunks = vec![];
    for path in &cut.chunks {
        let chunk = chunk(path)?;
        let old = format!("fetch(new URL(\"./{}\", import.meta.url))", name(path));
        loader = replaced(&loader, &old, &format!("fileOf(\"./{}\")", chunk.name))?;
        chunks.push(chunk);
    }
    let streamed = "WebAssembly.instantiateStreaming(src, imports)";
    let loader = replaced(&loader, streamed, "instantiated(src, imports)")?;
    let loader = format!("{}{loader}", FILES.replace("FETCH", FETCH));
    let script = with_loader(&read_text(&bound.script)?, &loader)?;
    named(script, read(&bound.module)?, chunks)
}

/// A text with all occurrences of one part of it replaced.
fn replaced(text: &str, old: &str, new: &str) -> Done<String> {
    if !text.contains(old) {
        return Err(format!("the script that loads chunks has no `{old}`"));
    }
    Ok(text.replace(old, new))
}

fn chunk(path: &Path) -> Done<PageFile> {
    let bytes = read(path)?;
    let old = name(path);
    let stem = old.trim_end_matches(".wasm").trim_start_matches("split_");
    let stem = if stem.starts_with("chunk_") { "shared" } else { stem };
    Ok(PageFile { name: format!("{}.wasm", hashed(stem, &bytes)), bytes })
}

fn named(script: String, module: Vec<u8>, chunks: Vec<PageFile>) -> Done<PlannerFiles> {
    let mut all = script.clone().into_bytes();
    all.extend_from_slice(&module);
    let stem = hashed(PROGRAM, &all);
    Ok(PlannerFiles {
        script: PageFile { name: format!("{stem}.js"), bytes: script.into_bytes() },
        module: PageFile { name: format!("{stem}_bg.wasm"), bytes: module },
        chunks,
    })
}

/// The script of a module with the one that loads its chunks in place of the imports, of which there
/// is one for each chunk.
fn with_loader(script: &str, loader: &str) -> Done<String> {
    let mut exports = vec![];
    let mut body = String::new();
    for line in loader.lines().filter(|line| !line.starts_with("import ")) {
        match line.strip_prefix("export const ") {
            Some(rest) => {
                exports.push(rest.split([' ', '=']).next().unwrap_or_default());
                body.push_str("const ");
                body.push_str(rest);
            }
            None => body.push_str(line),
        }
        body.push('\n');
    }
    let functions = format!("(() => {{\n{body}return {{ {} }};\n}})()", exports.join(", "));
    let mut joined = String::new();
    let mut first = None;
    for line in script.lines() {
        match (namespace(line), first) {
            (None, _) => joined.push_str(line),
            (Some(name), None) => {
                joined.push_str(&format!("const {name} = {functions};"));
                first = Some(name);
            }
            (Some(name), Some(first)) => joined.push_str(&format!("const {name} = {first};")),
        }
        joined.push('\n');
    }
    match first {
        Some(_) => Ok(joined),
        None => Err("the planner's script does not import the one that loads chunks".to_owned()),
    }
}

/// The name under which a line imports the script that loads chunks.
fn namespace(line: &str) -> Option<&str> {
    line.strip_prefix("import * as ")?.split_once(&format!(" from \"{LOADER}\""))?.0.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn joined_scripts_import_nothing_and_export_what_the_first_one_does() {
        let script = "import * as import1 from \"./chunks.js\"\n\
                      import * as import2 from \"./chunks.js\"\nlet a = import1;\nexport { a };\n";
        let loader = "import { initSync } from \"./main.js\";\nlet b = 1;\n\
                      export const load_x = wrap(b);\n";
        let joined = "const import1 = (() => {\nlet b = 1;\nconst load_x = wrap(b);\n\
                      return { load_x };\n})();\nconst import2 = import1;\nlet a = import1;\nexport { a };\n";
        assert_eq!(with_loader(script, loader).as_deref(), Ok(joined));
        assert!(with_loader("let a = 1;", loader).is_err());
    }
}
