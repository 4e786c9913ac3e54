//! The flow of the program runs one way: a stage imports only stages before it.
//!
//! The imports are read from the text of the sources, so that they hold for the code of every
//! target at once.

#![cfg(not(target_arch = "wasm32"))]
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may stop where it fails"
)]

mod circles;
mod comments;
mod glossary;
mod source;

use source::{Source, sources};

/// A stage, and what of the program it may import.
struct Stage {
    /// A folder, or a file beside the folders, below `src`.
    name: &'static str,
    /// Other stages, or a part of one, such as `engine::report`.
    imports: &'static [&'static str],
    /// True if it may name the crates that stand for the browser.
    browser: bool,
}

const fn stage(name: &'static str, imports: &'static [&'static str]) -> Stage {
    Stage { name, imports, browser: false }
}

const fn in_browser(name: &'static str, imports: &'static [&'static str]) -> Stage {
    Stage { name, imports, browser: true }
}

const STAGES: &[Stage] = &[
    // The checker of certificates shares nothing with what it checks.
    stage("verify", &[]),
    stage("plan", &[]),
    stage("edit", &["plan"]),
    stage("engine", &["plan", "edit"]),
    stage("layout", &["plan", "edit", "engine::report", "engine::trace"]),
    stage("locale", &["plan", "edit", "engine", "verify"]),
    stage("page", &["plan", "edit", "engine", "locale"]),
    stage("format", &["plan", "edit", "engine", "locale", "layout", "page"]),
    stage("library", &["plan", "edit", "engine", "layout", "format"]),
    stage("background", &["plan", "engine"]),
    stage("command", &["plan", "edit", "engine", "locale", "layout", "page", "format"]),
    stage(
        "cli",
        &["plan", "edit", "engine", "locale", "layout", "page", "format", "command", "verify"],
    ),
    in_browser("platform", &[]),
    in_browser(
        "view",
        &[
            "plan",
            "edit",
            "engine",
            "locale",
            "layout",
            "page",
            "format",
            "library",
            "background",
            "command",
            "platform",
        ],
    ),
    in_browser("api", &["plan", "edit", "engine", "locale", "layout", "page", "format", "command"]),
    in_browser("main", &["cli", "view"]),
    stage(
        "lib",
        &[
            "plan",
            "edit",
            "engine",
            "layout",
            "locale",
            "format",
            "command",
            "cli",
            "view",
            "verify",
            "library",
            "page",
            "background",
        ],
    ),
    stage("schema", &["plan", "engine", "locale", "format"]),
];

/// The parts of the engine, each with the parts it may import.
const ENGINE: &[(&str, &[&str])] = &[
    ("report", &[]),
    ("index", &[]),
    ("not_known", &["report", "index"]),
    ("memo", &[]),
    ("packet", &["report"]),
    ("requirements", &["report", "packet", "index", "memo"]),
    ("policy", &["report", "packet", "index"]),
    ("question", &["report", "packet", "policy"]),
    ("solve", &["report", "packet", "index", "memo", "requirements", "policy"]),
    ("trace", &["report", "packet", "index", "requirements", "policy"]),
    ("connections", &["report", "packet", "index", "requirements", "trace"]),
    ("reach", &["report", "packet", "index", "trace", "connections"]),
    (
        "compare",
        &["report", "packet", "index", "not_known", "requirements", "policy", "solve", "trace"],
    ),
    ("audit", &["report", "packet", "index", "not_known", "requirements", "policy", "solve"]),
    ("alternatives", &["report", "packet", "policy", "solve"]),
];

/// The rooms of the view, each with the rooms it may import. The files beside the rooms put them
/// together.
const VIEW: &[(&str, &[&str])] = &[
    ("code", &[]),
    ("parts", &["code"]),
    ("persistence", &["code"]),
    ("state", &["code", "persistence"]),
    ("field", &["parts", "state"]),
    ("saving", &["parts", "persistence", "state"]),
    ("answering", &["code", "parts", "state"]),
    ("startup", &["code", "persistence", "state"]),
    ("commands", &["parts", "persistence", "state", "field", "saving"]),
    ("form", &["parts", "state", "field", "commands"]),
    ("rules", &["parts", "state", "field", "form"]),
    ("why", &["parts", "state", "form"]),
    ("inspector", &["parts", "state", "field", "form", "rules", "why"]),
    ("board", &["parts", "state", "commands", "why"]),
    ("shared", &["parts", "state", "commands"]),
    (
        "answer",
        &["parts", "state", "field", "commands", "form", "rules", "why", "inspector", "board"],
    ),
    ("reach", &["parts", "state", "commands"]),
    ("frame", &["parts", "state", "field", "commands", "board", "answer"]),
    ("dialog", &["parts", "state", "field", "commands", "answer", "frame"]),
    ("library", &["parts", "persistence", "state", "commands", "frame"]),
    (
        "embed",
        &[
            "parts",
            "state",
            "field",
            "form",
            "inspector",
            "board",
            "shared",
            "answer",
            "frame",
            "dialog",
        ],
    ),
];

const BROWSER_CRATES: &[&str] = &[
    "yew",
    "gloo",
    "web_sys",
    "js_sys",
    "wasm_bindgen",
    "wasm_bindgen_futures",
    "serde_wasm_bindgen",
    "console_error_panic_hook",
];

/// The most lines of a file.
const MAX_LINES: usize = 500;

fn stage_of(source: &Source) -> &'static Stage {
    let name = source.stage();
    STAGES
        .iter()
        .find(|stage| stage.name == name)
        .unwrap_or_else(|| panic!("`{}` belongs to no stage", source.file))
}

fn is_within(path: &[String], place: &str) -> bool {
    let place: Vec<&str> = place.split("::").collect();
    path.len() >= place.len() && path.iter().zip(&place).all(|(own, wanted)| own == wanted)
}

#[test]
fn a_stage_imports_only_stages_before_it() {
    let mut wrong = vec![];
    let mut imports = 0;
    for source in sources() {
        let stage = stage_of(&source);
        for path in source.imports() {
            // A thing that is re-exported at the root, such as a macro, is nobody's stage.
            let is_stage = STAGES.iter().any(|stage| stage.name == path[0]);
            if !is_stage || path[0] == stage.name {
                continue;
            }
            imports += 1;
            if !stage.imports.iter().any(|allowed| is_within(&path, allowed)) {
                wrong.push(format!("{} imports `{}`", source.file, path.join("::")));
            }
        }
    }
    assert!(imports > 50, "only {imports} imports were found");
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_parts_of_the_engine_import_only_parts_before_them() {
    each_part_imports_only_what_it_may("engine", ENGINE);
}

#[test]
fn the_rooms_of_the_view_import_only_rooms_before_them() {
    each_part_imports_only_what_it_may("view", VIEW);
}

/// Fails if a part of a stage imports another one that its table does not allow.
fn each_part_imports_only_what_it_may(stage: &str, parts: &[(&str, &[&str])]) {
    for (at, (part, allowed)) in parts.iter().enumerate() {
        let is_before = |name: &&str| parts[..at].iter().any(|(earlier, _)| *earlier == *name);
        assert!(allowed.iter().all(is_before), "`{part}` imports a later part");
    }
    let mut wrong = vec![];
    let mut imports = 0;
    for source in sources().iter().filter(|source| source.stage() == stage) {
        let Some(part) = source.module.get(1) else { continue };
        let Some((_, allowed)) = parts.iter().find(|(name, _)| name == part) else {
            // Files beside the folders may put the parts together.
            let is_beside = source.file.matches('/').count() == 1;
            assert!(is_beside, "`{}` belongs to no part of `{stage}`", source.file);
            continue;
        };
        for path in source.imports() {
            let Some(other) = path.get(1).filter(|other| path[0] == stage && *other != part) else {
                continue;
            };
            imports += 1;
            if !allowed.contains(&other.as_str()) {
                wrong.push(format!("{} imports `{}`", source.file, path.join("::")));
            }
        }
    }
    assert!(imports > 30, "only {imports} imports were found");
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn only_the_page_knows_the_browser() {
    let mut seen = 0;
    for source in sources() {
        let named: Vec<&str> = BROWSER_CRATES
            .iter()
            .copied()
            .filter(|name| source.tokens.iter().any(|token| token == name))
            .collect();
        seen += named.len();
        assert!(named.is_empty() || stage_of(&source).browser, "{} names {named:?}", source.file);
    }
    assert!(seen > 0, "not even the view names the browser");
}

#[test]
fn the_lints_against_stopping_are_never_switched_off() {
    const LINTS: [&str; 7] = [
        "unwrap_used",
        "expect_used",
        "panic",
        "unreachable",
        "indexing_slicing",
        "todo",
        "unimplemented",
    ];
    for source in sources() {
        for (at, token) in source.tokens.iter().enumerate() {
            let is_lint = LINTS.contains(&token.as_str());
            let of_clippy =
                at >= 2 && source.tokens[at - 1] == "::" && source.tokens[at - 2] == "clippy";
            assert!(!(is_lint && of_clippy), "{} switches `{token}` off", source.file);
        }
    }
}

#[test]
fn every_file_says_what_it_is_and_none_is_long() {
    for source in sources() {
        assert!(source.text.starts_with("//! "), "`{}` does not say what it is", source.file);
        let lines = source.text.lines().count();
        assert!(lines <= MAX_LINES, "`{}` has {lines} lines; split it", source.file);
    }
}
