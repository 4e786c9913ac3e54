//! A doc comment says what a thing is or does: it begins with a noun or a verb.

use std::path::{Path, PathBuf};

/// The folders whose files are read: Rust, JavaScript and TypeScript.
const FOLDERS: &[&str] = &[
    "src",
    "tests",
    "xtask/src",
    "benches",
    "mutants/src",
    "fuzz/fuzz_targets",
    "examples",
    "docs",
    "npm",
    "static",
];

/// The words with which no doc comment begins, each with a way to begin instead.
const WORDS: &[(&str, &str)] = &[
    ("What", "`The …`, with the noun that it is"),
    ("Whatever", "`The …` or `Every …`, with the noun that it is"),
    ("Whether", "`True if …`"),
    ("Where", "`The location of …` or, for a condition, the main clause first"),
    ("Wherever", "the main clause first"),
    ("How", "`The number of …`, `The way …` or a verb such as `Tells …`"),
    ("Which", "`The …`, with the noun that it is"),
    ("Who", "`The …`, with the noun that it is"),
    ("Whoever", "`The …`, with the noun that it is"),
    ("Whose", "`The …`, with the noun that it is"),
    ("Why", "`The reason …`"),
    ("That", "a verb, such as `Checks that …`"),
];

/// The first words of each doc comment of a text, with the number of their line.
fn beginnings(text: &str) -> Vec<(usize, &str)> {
    let comment = |line: &'_ str| {
        let line = line.trim_start();
        line.starts_with("///") || line.starts_with("//!") || line.starts_with("/**")
    };
    let lines: Vec<&str> = text.lines().collect();
    let begins = |at: usize| {
        let is_block = lines[at].trim_start().starts_with("/**");
        comment(lines[at]) && (is_block || at == 0 || !comment(lines[at - 1]))
    };
    let words = |at: usize| lines[at].trim_start().trim_start_matches(['/', '!', '*']).trim_start();
    let first = |at: usize| {
        // A comment of several lines may have its text from the second one on.
        let below = at + usize::from(words(at).is_empty() && at + 1 < lines.len());
        (below + 1, words(below))
    };
    (0..lines.len()).filter(|at| begins(*at)).map(first).collect()
}

/// The files of a folder, and of those in it, that may have doc comments.
fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let is_named = |name: &str| path.file_name().is_some_and(|it| it == name);
        let ends_with =
            |ends: &[&str]| ends.iter().any(|end| path.extension().is_some_and(|own| own == *end));
        if path.is_dir() && !is_named("node_modules") && !is_named("target") {
            files(&path, found);
        } else if ends_with(&["rs", "js", "mjs", "ts"]) {
            found.push(path);
        }
    }
}

/// The complaint about the beginning of a doc comment; none if it begins well.
fn complaint(text: &str) -> Option<String> {
    let word = text.split(|it: char| !it.is_alphabetic()).next().unwrap_or_default();
    let (_, instead) = WORDS.iter().find(|(known, _)| *known == word)?;
    Some(format!("`{text}` begins with `{word}`; begin with {instead}"))
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
        for (line, text) in beginnings(&std::fs::read_to_string(&path).unwrap()) {
            read += 1;
            if let Some(complaint) = complaint(text) {
                wrong.push(format!("{}:{line}: {complaint}", file.display()));
            }
        }
    }
    assert!(read > 3_000, "only {read} doc comments were found");
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn only_the_first_line_of_a_comment_counts() {
    let text =
        "//! A file.\n\n    /// Whether it is so.\n    /// Where not, nothing.\nfn it() {}\n";
    assert_eq!(beginnings(text), [(1, "A file."), (3, "Whether it is so.")]);
    let script = "/** A size. */\nconst SIZE = 1;\n/**\n * How it is.\n * What is more.\n */\n";
    assert_eq!(beginnings(script), [(1, "A size. */"), (4, "How it is.")]);
    assert!(complaint("Whether it is so.").is_some_and(|it| it.contains("`True if …`")));
    assert_eq!(complaint("Whatsoever."), None);
}
