//! Circles: files that import one another, directly or over several files.
//!
//! An import is a path in a `use` or in the code. It leads to the file that defines what the path
//! names, by way of the re-exports in between. A re-export alone is no import, and neither is a
//! method that is called without its file being named.

use std::collections::{BTreeMap, BTreeSet};

use crate::source::{Source, is_word, parent, sources};

/// A name that a file takes from elsewhere by `use`.
struct Imported {
    name: String,
    path: Vec<String>,
    is_public: bool,
}

/// A file with the names that it takes from elsewhere, and all paths in its code.
struct File {
    file: String,
    module: Vec<String>,
    imported: Vec<Imported>,
    paths: Vec<Vec<String>>,
    /// The words of the code outside of `use`.
    words: BTreeSet<String>,
}

/// The files by their modules.
struct Files(BTreeMap<Vec<String>, File>);

impl File {
    fn of(source: &Source) -> Self {
        let (mut imported, mut paths, mut words) = (vec![], vec![], BTreeSet::new());
        let tokens = &source.tokens;
        let is = |at: usize, token: &str| tokens.get(at).is_some_and(|own| own == token);
        let mut at = 0;
        while at < tokens.len() {
            if is(at, "use") {
                let is_public = at > 0 && (is(at - 1, "pub") || is(at - 1, ")"));
                at += 1;
                tree(tokens, &mut at, &[], is_public, &mut imported);
                continue;
            }
            let is_named = at > 0 && [".", "::", "mod"].contains(&tokens[at - 1].as_str());
            let begins = is_word(&tokens[at]) && !is_named;
            if begins {
                words.insert(tokens[at].clone());
                let mut path = vec![tokens[at].clone()];
                while is(at + 1, "::") && tokens.get(at + 2).is_some_and(|it| is_word(it)) {
                    path.push(tokens[at + 2].clone());
                    at += 2;
                }
                if path.len() > 1 {
                    paths.push(path);
                }
            }
            at += 1;
        }
        let (file, module) = (source.file.clone(), source.module.clone());
        Self { file, module, imported, paths, words }
    }

    /// The path that a name of this file stands for where it is one that it takes from elsewhere.
    fn stands_for(&self, name: &str) -> Option<&Vec<String>> {
        let mut imported =
            self.imported.iter().filter(|it| it.path.first().is_some_and(|it| it != name));
        imported.find(|it| it.name == name).map(|it| &it.path)
    }
}

/// Reads `a::b as c` or `a::{b, c}` and notes each name with its path.
fn tree(
    tokens: &[String],
    at: &mut usize,
    base: &[String],
    is_public: bool,
    found: &mut Vec<Imported>,
) {
    let is = |at: usize, token: &str| tokens.get(at).is_some_and(|own| own == token);
    if is(*at, "{") {
        *at += 1;
        while *at < tokens.len() && !is(*at, "}") {
            let before = *at;
            tree(tokens, at, base, is_public, found);
            *at += usize::from(is(*at, ",") || *at == before);
        }
        *at += 1;
        return;
    }
    let mut path = base.to_vec();
    while tokens.get(*at).is_some_and(|it| is_word(it)) {
        if base.is_empty() || tokens[*at] != "self" {
            path.push(tokens[*at].clone());
        }
        *at += 1;
        if !is(*at, "::") {
            break;
        }
        *at += 1;
        if is(*at, "{") {
            return tree(tokens, at, &path, is_public, found);
        }
    }
    if is(*at, "*") {
        *at += 1;
        path.push("*".to_owned());
    }
    let mut name = path.last().cloned().unwrap_or_default();
    if is(*at, "as") {
        name.clone_from(&tokens[*at + 1]);
        *at += 2;
    }
    found.push(Imported { name, path, is_public });
}

impl Files {
    fn all() -> Self {
        let files = sources().into_iter().filter(|it| !it.module.is_empty());
        Self(files.map(|it| (it.module.clone(), File::of(&it))).collect())
    }

    /// The path from the root that a path in a file means; none if it leads out of the program.
    fn absolute(&self, file: &File, path: &[String]) -> Option<Vec<String>> {
        let (first, rest) = path.split_first()?;
        let mut base = match first.as_str() {
            "crate" | "elb_rule_planner" => vec![],
            "self" => file.module.clone(),
            "super" => parent(&file.module),
            name => {
                let child = [file.module.as_slice(), &[name.to_owned()]].concat();
                if self.0.contains_key(&child) {
                    child
                } else {
                    self.absolute(file, file.stands_for(name)?)?
                }
            }
        };
        for word in rest {
            if word == "super" { base = parent(&base) } else { base.push(word.clone()) }
        }
        Some(base)
    }

    /// The file that defines what a path from the root names; none if the path names a folder.
    fn defined_in(&self, path: &[String], steps: usize) -> Option<&File> {
        let is_module = |length: &usize| self.0.contains_key(&path[..*length]);
        let length = (1..=path.len()).rev().find(is_module)?;
        let file = &self.0[&path[..length]];
        let Some(name) = path.get(length) else {
            return (!file.file.ends_with("/mod.rs")).then_some(file);
        };
        match file.stands_for(name).filter(|_| steps < 8) {
            None => Some(file),
            Some(other) => {
                let mut other = self.absolute(file, other)?;
                other.extend_from_slice(&path[length + 1..]);
                self.defined_in(&other, steps + 1)
            }
        }
    }

    /// The files that a file imports.
    fn imports(&self, file: &File) -> BTreeSet<&str> {
        let used = file.imported.iter().filter(|it| !it.is_public || file.words.contains(&it.name));
        used.map(|it| &it.path)
            .chain(&file.paths)
            .filter_map(|path| self.defined_in(&self.absolute(file, path)?, 0))
            .map(|it| it.file.as_str())
            .filter(|it| *it != file.file)
            .collect()
    }
}

/// The circles of a graph: the largest sets of files of which each leads to each other.
fn circles<'a>(graph: &BTreeMap<&'a str, BTreeSet<&'a str>>) -> BTreeSet<Vec<&'a str>> {
    let reach = |from: &str| {
        let mut seen: BTreeSet<&str> = BTreeSet::new();
        let mut left: Vec<&str> = graph[from].iter().copied().collect();
        while let Some(next) = left.pop() {
            if seen.insert(next) {
                left.extend(graph.get(next).into_iter().flatten());
            }
        }
        seen
    };
    let reached: BTreeMap<&str, BTreeSet<&str>> = graph.keys().map(|it| (*it, reach(it))).collect();
    let back = |file: &str, other: &str| reached.get(other).is_some_and(|it| it.contains(file));
    let circle = |(file, own): (&&str, &BTreeSet<&'a str>)| -> Vec<&'a str> {
        own.iter().copied().filter(|other| back(file, other)).collect()
    };
    reached.iter().map(circle).filter(|circle| circle.len() > 1).collect()
}

#[test]
fn files_import_one_another_in_no_circle() {
    let files = Files::all();
    let graph: BTreeMap<&str, BTreeSet<&str>> =
        files.0.values().map(|it| (it.file.as_str(), files.imports(it))).collect();
    let edges: usize = graph.values().map(BTreeSet::len).sum();
    assert!(edges > 2_000, "only {edges} imports were found");
    let mut found = vec![];
    for circle in circles(&graph) {
        found.extend(circle.iter().map(|file| {
            let within = graph[file].iter().filter(|it| circle.contains(it));
            format!("{file} imports {}", within.copied().collect::<Vec<_>>().join(", "))
        }));
    }
    assert!(found.is_empty(), "move what both sides need into a file of its own: {found:#?}");
}

#[test]
fn an_import_leads_to_the_file_that_defines_what_is_named() {
    let source = |file: &str, text: &str| Source::new(file.to_owned(), text.to_owned());
    let sources = [
        source("a/mod.rs", "mod b; mod c; pub use b::One; pub struct Own; fn f() { c::go() }"),
        source("a/b.rs", "use super::c::{self, Two as Other}; pub struct One(c::Three);"),
        source("a/c.rs", "use super::{One, Own}; use std::fmt; struct Two; struct Three;"),
        source("d.rs", "use crate::a::{self, *}; fn f() -> a::One { crate::a::Own; x.a::<u8>() }"),
    ];
    let files = Files(sources.iter().map(|it| (it.module.clone(), File::of(it))).collect());
    let graph: BTreeMap<&str, BTreeSet<&str>> =
        files.0.values().map(|it| (it.file.as_str(), files.imports(it))).collect();
    assert_eq!(graph["a/mod.rs"], ["a/c.rs"].into(), "a re-export alone is no import");
    assert_eq!(graph["a/b.rs"], ["a/c.rs"].into());
    assert_eq!(graph["a/c.rs"], ["a/b.rs", "a/mod.rs"].into());
    assert_eq!(graph["d.rs"], ["a/b.rs", "a/mod.rs"].into());
    let found = circles(&graph);
    assert_eq!(found.into_iter().collect::<Vec<_>>(), [["a/b.rs", "a/c.rs", "a/mod.rs"]]);
}
