//! The weight of what is built: how many bytes each file takes, and how many it may take.

use std::cmp::Reverse;
use std::fs;
use std::path::{Path, PathBuf};

use crate::release::{self, name, read_text};
use crate::run::Done;

/// The most that a file may weigh, in bytes: as it is, and compressed.
pub(crate) struct Budget {
    pub(crate) raw: u64,
    pub(crate) brotli: u64,
}

/// The most that the module may weigh which is loaded before anything is drawn. `docs/benchmarks.md`
/// says what is in it, and why it is not less.
const MODULE: Budget = Budget { raw: 2_276_000, brotli: 618_000 };

/// The most that a visitor's browser may load until the first answer is there, with brotli: the
/// page, its style sheet, its scripts and the module.
const FIRST_ANSWER: u64 = 650_000;

/// The most that any chunk may weigh, with brotli. The heaviest are who reaches what, and what forms and
/// existing rules share: lists of rules with their fields, and the audit.
const CHUNK: u64 = 83_500;

/// The most that all of the page's code may weigh, with brotli.
const ALL_CODE: u64 = 1_408_000;

/// The most that the script for pages of other people may weigh.
const EMBED: Budget = Budget { raw: 6_000, brotli: 2_048 };

/// A file of the page.
struct Weighed {
    path: PathBuf,
    raw: u64,
    brotli: u64,
}

impl Weighed {
    fn of(path: &Path) -> Done<Self> {
        let raw = size(path)?;
        // A release has a copy beside each file that gets smaller.
        let copy = path.with_file_name(format!("{}.br", name(path)));
        let brotli = if copy.is_file() { size(&copy)? } else { raw };
        Ok(Self { path: path.to_owned(), raw, brotli })
    }

    fn name(&self) -> String {
        name(&self.path)
    }

    fn is_module(&self) -> bool {
        self.name().ends_with("_bg.wasm")
    }

    fn is_chunk(&self) -> bool {
        self.name().ends_with(".wasm") && !self.is_module()
    }
}

/// Shows the weight of each file of the page, as a table, and fails where one is too heavy.
///
/// # Errors
/// Names the figure that is over its budget.
pub(crate) fn check_site(dist: &Path) -> Done {
    let mut files = vec![];
    for path in release::files(dist)? {
        if !name(&path).ends_with(".br") && !name(&path).ends_with(".gz") {
            files.push(Weighed::of(&path)?);
        }
    }
    files.sort_by_key(|file| (file.is_chunk(), Reverse(file.brotli)));
    let html = read_text(&dist.join("index.html"))?;
    // The page also has a link to the planner in one file, which it does not load.
    let is_first = |file: &Weighed| {
        let name = file.name();
        name == "index.html" || !name.ends_with(".html") && html.contains(&name)
    };
    let script = files.iter().find(|file| is_planner_script(&file.name()));
    let script = read_text(&script.ok_or("`dist` has no script of the planner")?.path)?;
    // The rest of what the page names is asked for once all is drawn, or later.
    let is_awaited = |file: &Weighed| {
        let name = file.name();
        let is_late =
            ["worker-", "offline-", "icon-", "manifest"].iter().any(|it| name.starts_with(it));
        is_first(file) && !is_late
    };
    println!("| File | Bytes | Brotli | Loaded |\n|---|---:|---:|---|");
    for file in &files {
        let when = match file.is_chunk() {
            true => users(&script, &file.name()),
            false if is_awaited(file) => "at once".to_owned(),
            false if is_first(file) => "later".to_owned(),
            false => "when asked for".to_owned(),
        };
        println!("| {} | {} | {} | {when} |", file.name(), file.raw, file.brotli);
    }
    let sum = |is_counted: &dyn Fn(&Weighed) -> bool| {
        files.iter().filter(|file| is_counted(file)).map(|file| file.brotli).sum::<u64>()
    };
    let is_code =
        |file: &Weighed| file.is_chunk() || file.is_module() || is_planner_script(&file.name());
    let module = files.iter().find(|file| file.is_module());
    let module = module.ok_or("`dist` has no module; run `cargo xtask build`")?;
    hold("the module as it is", module.raw, MODULE.raw)?;
    hold("the module", module.brotli, MODULE.brotli)?;
    hold("all until the first answer", sum(&is_awaited), FIRST_ANSWER)?;
    for chunk in files.iter().filter(|file| file.is_chunk()) {
        hold(&chunk.name(), chunk.brotli, CHUNK)?;
    }
    hold("all code", sum(&is_code), ALL_CODE)?;
    // It is in the pages of other people.
    weigh(&dist.join("embed.js"), "`embed.js`", EMBED)
}

/// The number of bytes of a file.
fn size(path: &Path) -> Done<u64> {
    let data = fs::metadata(path);
    data.map(|it| it.len()).map_err(|error| format!("`{}` cannot be read: {error}", path.display()))
}

/// Fails where a figure is over its budget.
fn hold(what: &str, bytes: u64, budget: u64) -> Done {
    println!("{what}: {bytes} of {budget} bytes");
    if bytes > budget {
        return Err(format!("{what} is over its budget; find what made it grow before raising it"));
    }
    Ok(())
}

/// Fails where a file is over its budget.
///
/// # Errors
/// Names the file and its figures.
pub(crate) fn weigh(file: &Path, what: &str, budget: Budget) -> Done {
    let bytes = release::read(file)?;
    let packed = release::brotli(&bytes)
        .map_err(|error| format!("`{}` cannot be compressed: {error}", file.display()))?;
    hold(&format!("{what} as it is"), bytes.len() as u64, budget.raw)?;
    hold(&format!("{what} with brotli"), packed.len() as u64, budget.brotli)
}

fn is_planner_script(name: &str) -> bool {
    name.starts_with("elb-rule-planner-") && name.ends_with(".js")
}

/// The chunks for which a file is loaded: its own name, or those that share it, which the script says
/// in the comment before the file.
fn users(script: &str, file: &str) -> String {
    let own = file.rsplit_once('-').map_or(file, |(name, _)| name);
    if own != "shared" {
        return format!("for {own}");
    }
    let before = script.split(file).next().unwrap_or_default();
    let comment = before.rsplit("/* ").next().and_then(|rest| rest.split(" */").next());
    format!("for {}", comment.unwrap_or(own))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shared_file_is_loaded_for_those_who_share_it() {
        let script = "/* a, b */\nconst c = load(\"./shared-1.wasm\");\n/* b, d */\n\
                      const e = load(\"./shared-2.wasm\");";
        assert_eq!(users(script, "shared-1.wasm"), "for a, b");
        assert_eq!(users(script, "shared-2.wasm"), "for b, d");
        assert_eq!(users(script, "trace-3.wasm"), "for trace");
    }

    #[test]
    fn what_is_over_its_budget_is_named() {
        assert_eq!(hold("the module", 10, 10), Ok(()));
        assert!(hold("the module", 11, 10).is_err_and(|why| why.contains("the module")));
    }
}
