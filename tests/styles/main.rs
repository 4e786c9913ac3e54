//! The style sheets say everything once: a class in one file, a size and a colour in `tokens.css`.

#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, reason = "a test may stop where it fails")]

mod sheet;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use sheet::{Sheet, classes, sheets, styled};

/// The file of the tokens.
const TOKENS: &str = "tokens.css";

/// Literal colours beyond the tokens, each with its file: readers of codes expect black on white.
const COLOURS: &[(&str, &str)] =
    &[("dialog/share.css", "#ffffff"), ("dialog/share.css", "#000000")];

/// The widths at which the page changes. Conditions cannot read tokens.
const BREAKPOINTS: &[u32] = &[340, 360, 520, 640, 900, 920, 1180];

/// The most lines of a style sheet.
const MOST_LINES: usize = 300;

fn read(path: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

fn is_tokens(sheet: &Sheet) -> bool {
    sheet.file == TOKENS
}

#[test]
fn the_page_loads_every_style_sheet_and_the_tokens_first() {
    let html = read("index.html");
    let link = "<link data-trunk rel=\"css\" href=\"static/css/";
    let loaded = html
        .lines()
        .filter_map(|line| line.trim().strip_prefix(link)?.split('"').next())
        .collect::<Vec<_>>();
    assert_eq!(loaded.first(), Some(&TOKENS));
    let sheets = sheets();
    let files = sheets.iter().map(|sheet| sheet.file.as_str()).collect::<BTreeSet<_>>();
    assert_eq!(loaded.iter().copied().collect::<BTreeSet<_>>(), files);
    assert_eq!(loaded.len(), files.len(), "the page loads a style sheet twice");
}

#[test]
fn a_class_is_styled_in_one_file() {
    let mut files = BTreeMap::<String, BTreeSet<String>>::new();
    for sheet in sheets() {
        for class in sheet.rules.iter().flat_map(|rule| &rule.selectors).filter_map(|it| styled(it))
        {
            files.entry(class).or_default().insert(sheet.file.clone());
        }
    }
    assert!(files.len() > 200, "only {} classes were found", files.len());
    files.retain(|_, files| files.len() > 1);
    assert!(files.is_empty(), "classes that are styled in several files: {files:#?}");
}

#[test]
fn a_class_is_one_that_the_page_has() {
    let mut words = BTreeSet::new();
    collect_words(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/view"), &mut words);
    for text in [read("index.html"), read("static/boot.js")] {
        words.extend(quoted(&text));
    }
    let unknown = sheets()
        .iter()
        .flat_map(|sheet| &sheet.rules)
        .flat_map(|rule| &rule.selectors)
        .flat_map(|selector| classes(selector))
        .filter(|class| !words.contains(class))
        .collect::<BTreeSet<_>>();
    assert!(unknown.is_empty(), "classes that nothing has: {unknown:?}");
}

/// The words of all literals in the sources below a folder.
fn collect_words(folder: &Path, words: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path: PathBuf = entry.unwrap().path();
        if path.is_dir() {
            collect_words(&path, words);
        } else {
            words.extend(quoted(&std::fs::read_to_string(&path).unwrap()));
        }
    }
}

fn quoted(text: &str) -> Vec<String> {
    let literals = text.split('"').skip(1).step_by(2);
    literals.flat_map(str::split_whitespace).map(str::to_owned).collect()
}

#[test]
fn sizes_and_colours_are_tokens() {
    let mut literals = vec![];
    for sheet in sheets().iter().filter(|sheet| !is_tokens(sheet)) {
        for (name, value) in sheet.rules.iter().flat_map(|rule| &rule.declarations) {
            let is_listed = COLOURS.contains(&(sheet.file.as_str(), value.as_str()));
            if !is_listed && (has_pixels(value) || value.contains('#'))
                || name == "z-index" && !value.starts_with("var(")
            {
                literals.push(format!("{}: {name}: {value}", sheet.file));
            }
        }
    }
    assert!(literals.is_empty(), "take a token of `{TOKENS}`: {literals:#?}");
}

/// Tells a value with a length of its own from one that takes tokens.
fn has_pixels(value: &str) -> bool {
    ["px", "rem", "pt"].iter().any(|unit| {
        value
            .split(|it: char| !it.is_alphanumeric() && it != '.')
            .any(|word| word.strip_suffix(unit).is_some_and(|number| number.parse::<f64>().is_ok()))
    })
}

#[test]
fn the_page_changes_at_listed_widths() {
    let mut found = BTreeSet::new();
    for query in sheets().iter().flat_map(|sheet| &sheet.queries) {
        found.extend(
            query.split(|it: char| !it.is_ascii_digit()).filter_map(|it| it.parse::<u32>().ok()),
        );
    }
    assert_eq!(found.into_iter().collect::<Vec<u32>>(), BREAKPOINTS);
}

#[test]
fn a_token_is_defined_and_used() {
    let sheets = sheets();
    let mut defined = BTreeSet::new();
    let mut used = BTreeSet::new();
    for sheet in &sheets {
        for (name, value) in sheet.rules.iter().flat_map(|rule| &rule.declarations) {
            if let Some(token) = name.strip_prefix("--") {
                assert!(is_tokens(sheet), "`{token}` is defined in `{}`", sheet.file);
                defined.insert(token.to_owned());
            }
            used.extend(
                value
                    .split("var(--")
                    .skip(1)
                    .filter_map(|it| it.split([')', ',']).next())
                    .map(str::to_owned),
            );
        }
    }
    assert!(defined.len() > 50, "only {} tokens were found", defined.len());
    assert_eq!(used, defined, "a token that is used is defined, and the reverse");
}

#[test]
fn a_style_sheet_can_be_read_at_once() {
    for sheet in sheets() {
        assert!(sheet.lines <= MOST_LINES, "`{}` has {} lines", sheet.file, sheet.lines);
    }
}

#[test]
fn a_selector_styles_the_last_class_that_a_part_begins_with() {
    for (selector, class) in [
        (".note", Some("note")),
        (".note.attention svg", Some("note")),
        (".place > button.small:hover", Some("place")),
        (".shell:not([data-pane=\"board\"]) .board-column", Some("board-column")),
        (".locked :is(.edits, .handle)", Some("locked")),
        ("body:has(.embed)", None),
    ] {
        assert_eq!(styled(selector).as_deref(), class, "{selector}");
    }
}

#[test]
fn a_literal_is_found_in_a_rule_within_a_query() {
    let text = "/* .none { top: 1px } */ @media (max-width: 9px) { .a, .b { top: calc(1px + 0) } }";
    let sheet = Sheet::new("a.css".to_owned(), text);
    assert_eq!(sheet.rules.len(), 1);
    let rule = sheet.rules.first().unwrap();
    assert_eq!(rule.selectors, [".a", ".b"]);
    assert!(rule.declarations.iter().all(|(_, value)| has_pixels(value)));
    assert!(!has_pixels("var(--space-12)") && !has_pixels("2lh"));
}
