//! A style sheet, read just closely enough to see its rules.

use std::path::Path;

/// A style sheet below `static/css`.
pub(crate) struct Sheet {
    /// Its path from `static/css`.
    pub(crate) file: String,
    /// Its lines.
    pub(crate) lines: usize,
    /// Its rules, in their order.
    pub(crate) rules: Vec<Rule>,
    /// The conditions of its media and container queries.
    pub(crate) queries: Vec<String>,
}

/// A rule: selectors and what they set.
pub(crate) struct Rule {
    /// Its selectors, one by one.
    pub(crate) selectors: Vec<String>,
    /// Its declarations: a property and its value each.
    pub(crate) declarations: Vec<(String, String)>,
}

/// Every style sheet, by its path.
pub(crate) fn sheets() -> Vec<Sheet> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("static/css");
    let mut found = vec![];
    walk(&root, &root, &mut found);
    found.sort_by(|a, b| a.file.cmp(&b.file));
    assert!(found.len() > 20, "only {} style sheets were found", found.len());
    found
}

fn walk(root: &Path, folder: &Path, found: &mut Vec<Sheet>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            walk(root, &path, found);
        } else {
            let file = path.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/");
            let text = std::fs::read_to_string(&path).unwrap();
            found.push(Sheet::new(file, &text));
        }
    }
}

impl Sheet {
    pub(crate) fn new(file: String, text: &str) -> Self {
        let mut sheet = Self { file, lines: text.lines().count(), rules: vec![], queries: vec![] };
        sheet.read(&without_comments(text));
        sheet
    }

    /// Reads rules, also those within a query.
    fn read(&mut self, text: &str) {
        let mut rest = text;
        while let Some((head, behind)) = rest.split_once('{') {
            let head = head.trim();
            let (block, behind) = behind.split_at(end_of_block(behind));
            rest = behind.strip_prefix('}').unwrap_or_default();
            if head.starts_with("@media") || head.starts_with("@container") {
                self.queries.push(head.to_owned());
                self.read(block);
            } else if !head.starts_with("@keyframes") {
                self.rules.push(Rule {
                    selectors: split(head, ','),
                    declarations: split(block, ';')
                        .iter()
                        .filter_map(|it| it.split_once(':'))
                        .map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned()))
                        .collect(),
                });
            }
        }
    }
}

/// The class that a selector styles: the last one that a part of it begins with. In `.note svg` and
/// `.note button.small` that is `note`; what stands in parentheses is a condition.
pub(crate) fn styled(selector: &str) -> Option<String> {
    let bare = without_parentheses(selector);
    let class = bare.split([' ', '>', '+', '~']).rev().find_map(|part| part.strip_prefix('.'))?;
    Some(class.chars().take_while(|it| it.is_alphanumeric() || "-_".contains(*it)).collect())
}

/// Every class that a selector names.
pub(crate) fn classes(selector: &str) -> Vec<String> {
    let parts = selector.split('.').skip(1);
    parts
        .map(|it| it.chars().take_while(|it| it.is_alphanumeric() || "-_".contains(*it)).collect())
        .collect()
}

fn without_comments(text: &str) -> String {
    let mut parts = text.split("/*");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |bare, part| bare + part.split_once("*/").map_or("", |(_, rest)| rest))
}

fn without_parentheses(text: &str) -> String {
    let mut depth = 0_usize;
    let mut bare = String::new();
    for it in text.chars() {
        match it {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ if depth == 0 => bare.push(it),
            _ => {}
        }
    }
    bare
}

/// The number of bytes before the brace that closes a block.
fn end_of_block(text: &str) -> usize {
    let mut depth = 0_usize;
    text.find(|it| match it {
        '{' => {
            depth += 1;
            false
        }
        '}' if depth > 0 => {
            depth -= 1;
            false
        }
        it => it == '}',
    })
    .unwrap_or(text.len())
}

/// The parts of a text between signs that do not stand in parentheses.
fn split(text: &str, sign: char) -> Vec<String> {
    let mut depth = 0_usize;
    let mut parts = vec![String::new()];
    for it in text.chars() {
        match it {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if it == sign && depth == 0 {
            parts.push(String::new());
        } else if let Some(part) = parts.last_mut() {
            part.push(it);
        }
    }
    parts.iter().map(|part| part.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}
