//! The rules for all pages, as they are written and as they are made.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use elb_rule_planner::engine::requirements::CLAUSES;
use elb_rule_planner::page::HandbookPage;

use crate::pages::below;
use crate::picture::{FOLDER, THEMES};
use crate::{plans, quiet, root};

/// The pages for those who work on the planner. All others are for those who use it.
const OF_CONTRIBUTORS: &[&str] = &["contribute.md", "benchmarks.md"];

/// Words of those who work on the planner.
const WORDS_OF_CONTRIBUTORS: &[&str] =
    &["cargo test", "cargo xtask test", "cargo xtask update", "cargo xtask bench"];

/// The most bytes of a picture, and of all of them.
const PICTURE: u64 = 90_000;
const PICTURES: u64 = 1_300_000;

/// The pages that are written, by name, with their text.
fn written() -> Vec<(String, String)> {
    let folder = root().join("docs/site/pages");
    let files = below(&folder).unwrap();
    let pages = files.into_iter().filter(|path| path.extension().is_some_and(|it| it == "md"));
    let named = |path: &Path| path.strip_prefix(&folder).unwrap().display().to_string();
    pages.map(|path| (named(&path), plans::read(&path).unwrap())).collect()
}

/// The pages as they are made, in a folder of their own.
fn made(name: &str) -> Vec<(String, String)> {
    let out = std::env::temp_dir().join(format!("handbook-{name}-{}", std::process::id()));
    crate::pages::write(&root(), &out).unwrap();
    let folder = out.join("pages");
    let files = below(&folder).unwrap();
    let pages = files.into_iter().filter(|path| path.extension().is_some_and(|it| it == "md"));
    let named = |path: &Path| path.strip_prefix(&folder).unwrap().display().to_string();
    let all = pages.map(|path| (named(&path), plans::read(&path).unwrap())).collect();
    fs::remove_dir_all(&out).unwrap();
    all
}

/// The names of pictures in a text, as its directives name them.
fn pictures(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let asked = text.lines().filter_map(|line| {
        line.trim().strip_prefix("{{ picture ").and_then(|rest| rest.strip_suffix(" }}"))
    });
    asked.map(|words| words.split_once(' ').unwrap_or((words, "")))
}

#[test]
fn every_page_is_reached_from_the_navigation() {
    let configuration = plans::read(&root().join("docs/site/mkdocs.yml")).unwrap();
    let (_, navigation) = configuration.split_once("\nnav:\n").unwrap();
    let last = |line: &str| line.rsplit(' ').next().unwrap_or_default().to_owned();
    let reached = navigation.lines().map(last).filter(|it| it.ends_with(".md")).collect::<Vec<_>>();
    let unique = reached.iter().cloned().collect::<BTreeSet<_>>();
    assert_eq!(unique.len(), reached.len(), "no page is in the navigation twice");
    assert_eq!(unique, written().into_iter().map(|(name, _)| name).collect());
}

#[test]
fn every_page_that_the_planner_leads_to_is_there() {
    let made = made("led-to").into_iter().map(|(name, _)| name).collect::<BTreeSet<_>>();
    let clauses = CLAUSES.iter().map(|clause| HandbookPage::Clause(clause.id));
    let pages = [HandbookPage::Start, HandbookPage::Unhealthy].into_iter().chain(clauses);
    for page in pages {
        let address = page.address();
        let written = address.replace(".html", ".md");
        assert!(made.contains(&written), "the planner leads to `{address}`, which is not there");
    }
}

#[test]
fn every_page_begins_with_its_heading_and_a_paragraph() {
    for (name, text) in written() {
        let mut lines = text.lines();
        assert!(lines.next().is_some_and(|line| line.starts_with("# ")), "{name}");
        let first = lines.find(|line| !line.is_empty()).unwrap();
        let is_prose = first.starts_with(|letter: char| letter.is_ascii_uppercase());
        assert!(is_prose, "`{name}` begins with `{first}`");
    }
}

#[test]
fn a_page_for_users_says_nothing_of_the_tests_of_the_project() {
    for (name, text) in made("users") {
        if OF_CONTRIBUTORS.contains(&name.as_str()) {
            continue;
        }
        for words in WORDS_OF_CONTRIBUTORS {
            assert!(!text.contains(words), "`{name}` says `{words}`");
        }
    }
}

#[test]
fn every_picture_is_there_in_both_themes_is_light_and_is_shown_somewhere() {
    let mut shown = BTreeSet::new();
    for (name, text) in written() {
        for (picture, alt) in pictures(&text) {
            let is_sentence = alt.len() > 40 && alt.ends_with('.');
            assert!(is_sentence, "`{picture}` in `{name}` is not told in words: {alt}");
            shown.extend(THEMES.map(|theme| format!("{picture}-{theme}.webp")));
        }
        assert!(!text.contains("!["), "`{name}` has a picture that is in one theme only");
    }
    let files = below(&root().join(FOLDER)).unwrap();
    let named = files.iter().map(|path| path.file_name().unwrap().to_string_lossy().into_owned());
    assert_eq!(named.collect::<BTreeSet<_>>(), shown);
    let weigh = |path: &std::path::PathBuf| fs::metadata(path).unwrap().len();
    let heavy = files.iter().filter(|path| weigh(path) > PICTURE).collect::<Vec<_>>();
    assert!(heavy.is_empty(), "{heavy:?} weigh more than {PICTURE} bytes each");
    assert!(files.iter().map(weigh).sum::<u64>() <= PICTURES);
}

#[test]
fn no_page_of_the_first_group_has_a_whole_answer_among_its_words() {
    let configuration = plans::read(&root().join("docs/site/mkdocs.yml")).unwrap();
    let (_, behind) = configuration.split_once("  - Use it:\n").unwrap();
    let (group, _) = behind.split_once("\n  - ").unwrap();
    for (name, text) in written() {
        if group.contains(&name) {
            assert!(!text.contains("{{ answer "), "`{name}` has a whole answer in it");
        }
    }
}

#[test]
fn the_search_leaves_long_blocks_out_and_finds_short_ones() {
    let long = "a\n".repeat(9);
    let wanted = [
        ("```text { .answer }\n", "```text { data-search-exclude=\"true\" .answer }\n"),
        (
            "```yaml title=\"a.yml\"\n",
            "```{ .yaml title=\"a.yml\" data-search-exclude=\"true\" }\n",
        ),
        ("```console\n", "```{ .console data-search-exclude=\"true\" }\n"),
        ("```\n", "```{ .text data-search-exclude=\"true\" }\n"),
    ];
    for (before, after) in wanted {
        let block = format!("{before}{long}```\n");
        assert_eq!(quiet::leave_out_of_search(&block), format!("{after}{long}```\n"));
        let short = format!("{before}a\n```\n\n# b\n");
        assert_eq!(quiet::leave_out_of_search(&short), short);
    }
}
