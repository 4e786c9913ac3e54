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

/// All files, found by their modules.
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
            let begins = is_word(&tokens[at]) && (at == 0 || !is(at - 1, "::") && !is(at - 1, "."));
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
        let mut imported = self.imported.iter().filter(|it| it.path != [name]);
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
    *at += usize::from(is(*at, "*"));
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

#[test]
fn print() {
    let files = Files::all();
    let graph: BTreeMap<&str, BTreeSet<&str>> =
        files.0.values().map(|it| (it.file.as_str(), files.imports(it))).collect();
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
    let mut done = BTreeSet::new();
    for (file, own) in &reached {
        let circle: Vec<&str> =
            own.iter().copied().filter(|it| reached[it].contains(file)).collect();
        if circle.len() > 1 && done.insert(circle.clone()) {
            println!("{} files", circle.len());
            for file in &circle {
                println!(
                    "    {file} -> {:?}",
                    graph[file].iter().filter(|it| circle.contains(it)).collect::<Vec<_>>()
                );
            }
        }
    }
    println!("{} edges", graph.values().map(BTreeSet::len).sum::<usize>());
}
