//! A doc comment says what a thing is or does: it begins with a noun or a verb.

use std::path::{Path, PathBuf};

/// The folders whose files are read.
const FOLDERS: &[&str] = &[
    "src",
    "tests",
    "xtask/src",
    "benches",
    "mutants/src",
    "fuzz/fuzz_targets",
    "examples",
    "docs",
];

/// The parts of these folders that are not held to it yet.
const EXCEPTED: &[&str] = &[
    "src/api",
    "src/cli",
    "src/command",
    "src/edit",
    "src/format",
    "src/layout",
    "src/library",
    "src/locale",
    "src/plan",
    "src/platform",
    "src/view",
];

/// The words with which no doc comment begins.
const WORDS: &[&str] = &["What", "Whether", "Where", "How", "Which", "Who", "Whose", "Why", "That"];

/// The first line of each doc comment of a text, with its number.
fn beginnings(text: &str) -> Vec<(usize, &str)> {
    let comment = |line: &'_ str| {
        let line = line.trim_start();
        line.starts_with("///") || line.starts_with("//!")
    };
    let lines: Vec<&str> = text.lines().collect();
    let begins = |at: usize| comment(lines[at]) && (at == 0 || !comment(lines[at - 1]));
    let first = |at: usize| lines[at].trim_start().trim_start_matches(['/', '!']).trim_start();
    (0..lines.len()).filter(|at| begins(*at)).map(|at| (at + 1, first(at))).collect()
}

/// The Rust files below a folder.
fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let is_named = |name: &str| path.file_name().is_some_and(|it| it == name);
        if path.is_dir() && !is_named("node_modules") && !is_named("target") {
            files(&path, found);
        } else if path.extension().is_some_and(|it| it == "rs") {
            found.push(path);
        }
    }
}

#[test]
fn a_doc_comment_begins_with_a_noun_or_a_verb() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = vec![];
    for folder in FOLDERS {
        files(&root.join(folder), &mut paths);
    }
    let (mut read, mut wrong) = (0, vec![]);
    for path in paths {
        let file = path.strip_prefix(root).unwrap();
        if EXCEPTED.iter().any(|folder| file.starts_with(folder)) {
            continue;
        }
        for (line, text) in beginnings(&std::fs::read_to_string(&path).unwrap()) {
            read += 1;
            let word = text.split(|it: char| !it.is_alphabetic()).next().unwrap_or_default();
            if WORDS.contains(&word) {
                wrong.push(format!("{}:{line}: {text}", file.display()));
            }
        }
    }
    assert!(read > 300, "only {read} doc comments were found");
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_excepted_folders_are_there() {
    for folder in EXCEPTED {
        assert!(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder).is_dir(), "{folder}");
    }
}

#[test]
fn only_the_first_line_of_a_comment_counts() {
    let text =
        "//! A file.\n\n    /// Whether it is so.\n    /// Where not, nothing.\nfn it() {}\n";
    assert_eq!(beginnings(text), [(1, "A file."), (3, "Whether it is so.")]);
}
