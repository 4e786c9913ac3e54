//! The documents name files that are there, and the glossary the files that define its words.

use std::path::{Path, PathBuf};

/// The documents whose files are looked for.
const DOCUMENTS: &[&str] = &["ARCHITECTURE.md", "CONTRIBUTING.md"];

/// The folders that a path in a document may begin at.
const FOLDERS: &[&str] = &["", "src", "src/engine", "src/locale", "src/engine/solve", "tests"];

/// The endings of files that are looked for.
const ENDINGS: &[&str] = &["rs", "js", "css", "md", "json", "toml", "html"];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The texts in backticks of a line.
fn quoted(line: &str) -> Vec<&str> {
    line.split('`').skip(1).step_by(2).collect()
}

/// The file that a path in a document means.
fn found(path: &str) -> Option<PathBuf> {
    let mut files = FOLDERS.iter().map(|folder| root().join(folder).join(path));
    files.find(|file| file.is_file())
}

/// True if a text is the path of one file below a folder.
fn is_path(text: &str) -> bool {
    let ends = text.rsplit_once('.').is_some_and(|(_, ending)| ENDINGS.contains(&ending));
    let is_made = ["target/", "dist/", "node_modules/"].iter().any(|it| text.starts_with(it));
    ends && text.contains('/') && !is_made && !text.contains([' ', '*', '<', '{', ':', '$'])
}

#[test]
fn every_file_that_a_document_names_is_there() {
    let (mut read, mut missing) = (0, vec![]);
    for document in DOCUMENTS {
        let text = std::fs::read_to_string(root().join(document)).unwrap();
        for (at, line) in text.lines().enumerate() {
            for path in quoted(line).into_iter().filter(|it| is_path(it)) {
                read += 1;
                if found(path).is_none() {
                    missing.push(format!("{document}:{}: `{path}`", at + 1));
                }
            }
        }
    }
    assert!(read > 100, "only {read} files are named");
    assert!(missing.is_empty(), "these files are not there: {missing:#?}");
}

#[test]
fn every_name_of_the_glossary_stands_in_its_file() {
    let text = std::fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    let (_, glossary) = text.split_once("\n## Glossary\n").unwrap();
    let glossary = glossary.split("\n## ").next().unwrap();
    let (mut words, mut wrong) = (0, vec![]);
    for line in glossary.lines().filter(|line| line.starts_with("| ")) {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        let [word, meaning, files] = cells.as_slice() else { panic!("no three cells: {line}") };
        if *word == "Word" {
            continue;
        }
        words += 1;
        let files = quoted(files);
        let text = |path: &&str| std::fs::read_to_string(found(path).unwrap()).unwrap();
        let texts: String = files.iter().map(text).collect();
        let has = |name: &str| {
            texts.split(|it: char| !it.is_alphanumeric() && it != '_').any(|it| it == name)
        };
        let lacks = quoted(word).into_iter().filter(|name| !has(name));
        wrong.extend(lacks.map(|name| format!("`{name}` is not in {files:?}")));
        assert!(meaning.ends_with('.') && !files.is_empty(), "`{word}` lacks a meaning or a file");
    }
    assert!(words > 80, "only {words} words were read");
    assert!(wrong.is_empty(), "{wrong:#?}");
}
