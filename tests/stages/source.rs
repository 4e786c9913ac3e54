//! The sources, read just closely enough to see what they import.

use std::path::Path;

/// A file below `src`.
pub(crate) struct Source {
    /// Its path from `src`.
    pub(crate) file: String,
    /// The module that it is.
    pub(crate) module: Vec<String>,
    /// All of it.
    pub(crate) text: String,
    /// Its words and signs without comments, texts and tests.
    pub(crate) tokens: Vec<String>,
}

/// Every file below `src`, but for those that are nothing but tests.
pub(crate) fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = vec![];
    walk(&root, &root, &mut found);
    found.retain(|source| !source.file.ends_with("/tests.rs") && !source.file.contains("/tests/"));
    assert!(found.len() > 50, "only {} files were found", found.len());
    found
}

fn walk(root: &Path, folder: &Path, found: &mut Vec<Source>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            walk(root, &path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let file = path.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/");
            let text = std::fs::read_to_string(&path).unwrap();
            found.push(Source::new(file, text));
        }
    }
}

impl Source {
    pub(crate) fn new(file: String, text: String) -> Self {
        let mut module: Vec<String> =
            file.trim_end_matches(".rs").split('/').map(str::to_owned).collect();
        if module.len() > 1 && module.last().is_some_and(|last| last == "mod") {
            module.pop();
        }
        if matches!(file.as_str(), "lib.rs" | "main.rs") {
            module.clear();
        }
        let tokens = without_tests(tokens(&text));
        Self { file, module, text, tokens }
    }

    /// The stage it belongs to: its folder, or its own name where it stands beside the folders.
    pub(crate) fn stage(&self) -> &str {
        self.file.split('/').next().unwrap().trim_end_matches(".rs")
    }

    /// Every path into the program that it names, from the root on.
    pub(crate) fn imports(&self) -> Vec<Vec<String>> {
        let mut paths = vec![];
        let mut at = 0;
        while at < self.tokens.len() {
            let token = self.tokens[at].as_str();
            let goes_on = at > 0 && self.tokens[at - 1] == "::";
            let mut base = match token {
                _ if goes_on => None,
                "crate" | "elb_rule_planner" => Some(vec![]),
                "self" => Some(self.module.clone()),
                "super" => Some(parent(&self.module)),
                _ => None,
            };
            at += 1;
            if let Some(base) = &mut base {
                while self.is(at, "::") && self.is(at + 1, "super") {
                    *base = parent(base);
                    at += 2;
                }
                if self.is(at, "::") {
                    let mut end = at + 1;
                    self.tree(&mut end, base, &mut paths);
                }
            }
        }
        paths.retain(|path| !path.is_empty());
        paths
    }

    fn is(&self, at: usize, token: &str) -> bool {
        self.tokens.get(at).is_some_and(|own| own == token)
    }

    /// Reads `a::b` or `{a, b::c}` and notes the paths.
    fn tree(&self, at: &mut usize, base: &[String], paths: &mut Vec<Vec<String>>) {
        let Some(token) = self.tokens.get(*at) else { return };
        if token == "{" {
            *at += 1;
            while *at < self.tokens.len() && !self.is(*at, "}") {
                let before = *at;
                self.tree(at, base, paths);
                if self.is(*at, "as") {
                    *at += 2;
                }
                if self.is(*at, ",") || *at == before {
                    *at += 1;
                }
            }
            *at += 1;
            return;
        }
        let mut path = base.to_vec();
        if is_word(token) {
            if token != "self" {
                path.push(token.clone());
            }
            *at += 1;
            if self.is(*at, "::") {
                *at += 1;
                self.tree(at, &path, paths);
                return;
            }
        } else if token == "*" {
            *at += 1;
        }
        paths.push(path);
    }
}

pub(crate) fn parent(module: &[String]) -> Vec<String> {
    module[..module.len().saturating_sub(1)].to_vec()
}

pub(crate) fn is_word(token: &str) -> bool {
    token.starts_with(|first: char| first.is_alphabetic() || first == '_')
}

/// Words and signs. Comments, texts and characters are left out.
fn tokens(text: &str) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    let at = |index: usize| chars.get(index).copied().unwrap_or('\0');
    let mut tokens = vec![];
    let mut i = 0;
    while i < chars.len() {
        let c = chars[i];
        if c == '/' && at(i + 1) == '/' {
            while i < chars.len() && chars[i] != '\n' {
                i += 1;
            }
        } else if c == '/' && at(i + 1) == '*' {
            i += 2;
            while i < chars.len() && !(chars[i] == '*' && at(i + 1) == '/') {
                i += 1;
            }
            i += 2;
        } else if c == 'r'
            && (at(i + 1) == '"' || (at(i + 1) == '#' && matches!(at(i + 2), '"' | '#')))
        {
            let hashes = chars[i + 1..].iter().take_while(|c| **c == '#').count();
            i += 2 + hashes;
            let closes = |i: usize| {
                chars[i] == '"'
                    && chars[i + 1..].iter().take(hashes).filter(|c| **c == '#').count() == hashes
            };
            while i < chars.len() && !closes(i) {
                i += 1;
            }
            i += 1 + hashes;
        } else if c == '"' {
            i += 1;
            while i < chars.len() && chars[i] != '"' {
                i += if chars[i] == '\\' { 2 } else { 1 };
            }
            i += 1;
        } else if c == '\'' && (at(i + 1) == '\\' || at(i + 2) == '\'') {
            i += if at(i + 1) == '\\' { 2 } else { 1 };
            while i < chars.len() && chars[i] != '\'' || at(i - 1) == '\\' && at(i + 1) == '\'' {
                i += 1;
            }
            i += 1;
        } else if c.is_alphabetic() || c == '_' {
            let start = i;
            while i < chars.len() && (chars[i].is_alphanumeric() || chars[i] == '_') {
                i += 1;
            }
            tokens.push(chars[start..i].iter().collect());
        } else if c == ':' && at(i + 1) == ':' {
            tokens.push("::".to_owned());
            i += 2;
        } else {
            if !c.is_whitespace() {
                tokens.push(c.to_string());
            }
            i += 1;
        }
    }
    tokens
}

/// Leaves out everything behind `#[cfg(test)]` or `#[cfg(all(test, …))]`: a module or a single item.
fn without_tests(tokens: Vec<String>) -> Vec<String> {
    const MARKS: [&[&str]; 2] =
        [&["#", "[", "cfg", "(", "test", ")"], &["#", "[", "cfg", "(", "all", "(", "test", ","]];
    let mut kept: Vec<String> = vec![];
    let mut i = 0;
    while i < tokens.len() {
        let is_here = |mark: &&[&str]| {
            tokens[i..].len() >= mark.len()
                && tokens[i..].iter().zip(*mark).all(|(own, it)| own == it)
        };
        if !MARKS.iter().any(is_here) {
            kept.push(tokens[i].clone());
            i += 1;
            continue;
        }
        let mut depth = 0_usize;
        while i < tokens.len() {
            match tokens[i].as_str() {
                "{" => depth += 1,
                "}" if depth <= 1 => break,
                "}" => depth -= 1,
                ";" if depth == 0 => break,
                _ => {}
            }
            i += 1;
        }
        i += 1;
    }
    kept
}

#[test]
fn imports_are_seen_in_every_shape() {
    let text = r##"
        //! use crate::comment::No;
        use crate::edit::{self, Edit, history::{History as Past, Step}};
        use super::super::plan::*;
        use super::{lower, order::order};
        pub(crate) fn f(x: &crate::engine::report::Report) -> char { g("use crate::text::No"); '"' }
        fn h() -> &'static str { r#"crate::raw::No"# }
        fn k<'a>(q: char) -> $crate::locale::Language { if q == '\'' { self::own::go() } }
        #[cfg(test)]
        mod tests { use crate::tests::No; fn t() { if true {} } }
        #[cfg(all(test, unix))]
        use crate::tests::Neither;
        use elb_rule_planner::format::Format;
    "##;
    let source = Source::new("engine/solve/mod.rs".to_owned(), text.to_owned());
    let found: Vec<String> = source.imports().iter().map(|path| path.join("::")).collect();
    assert_eq!(
        found,
        [
            "edit",
            "edit::Edit",
            "edit::history::History",
            "edit::history::Step",
            "plan",
            "engine::lower",
            "engine::order::order",
            "engine::report::Report",
            "locale::Language",
            "engine::solve::own::go",
            "format::Format",
        ]
    );
}
