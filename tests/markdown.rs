//! The Markdown formats before a parser that is not ours: whatever a name holds, the text that comes
//! out is the text that went in, and no link, list, table or HTML arises from it.

#![cfg(not(target_arch = "wasm32"))]
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may stop where it fails"
)]

use std::fmt::Write;

use comrak::nodes::{AstNode, NodeValue};
use comrak::{Arena, Options, parse_document};
use elb_rule_planner::engine::report::Report;
use elb_rule_planner::engine::{audit, check, compare, simpler};
use elb_rule_planner::format::Format;
use elb_rule_planner::format::plan::read;
use elb_rule_planner::locale::Language;
use elb_rule_planner::plan::Plan;
use elb_rule_planner::plan::invisible::one_line;
use serde_json::Value;

/// A name that is nothing but text.
const PLAIN: &str = "plainname";

/// The beginning of a cell with the description of a rule.
const DESCRIPTION: &str = "cellELB";

/// Pieces of which hostile names are made.
const PIECES: &[&str] = &[
    "1. a",
    "1) a",
    "12.",
    "+ a",
    "- a",
    "* a",
    "+",
    "-",
    "---",
    "===",
    "# a",
    "#",
    "> a",
    ">",
    "|",
    "a | b",
    "||",
    "`",
    "``",
    "``` a",
    "~~~",
    "~a~",
    "~~a~~",
    "*a*",
    "**a**",
    "_a_",
    "__a__",
    "\\",
    "\\\\",
    "\\`",
    "[a](http://b.example)",
    "![a](b)",
    "[a]",
    "[a]: /b",
    "[^1]",
    "[^1]: a",
    "[ ] a",
    "[x] a",
    "[[a]]",
    "<b>",
    "<script>",
    "<!-- a",
    "-->",
    "<http://a.example>",
    "<a@b.example>",
    "</td>",
    "<?a",
    "<![CDATA[",
    "&lt;",
    "&#60;",
    "&#x3c;",
    "&amp",
    "&",
    "&copy;",
    "http://a.example/b",
    "https://a.example",
    "ftp://a.example",
    "HTTP://A.EXAMPLE",
    "www.a.example",
    "WWW.a.example",
    "wwww.a.example",
    "a@b.example",
    "mailto:a@b.example",
    "xmpp:a@b.example/c",
    "x://y",
    "@all",
    "@@",
    "@",
    "#12",
    "a#12",
    "a/b#12",
    "!12",
    "$a$",
    "$$a$$",
    "$`a`$",
    ":a:",
    ": a",
    "==a==",
    "++a++",
    "^a^",
    "||a||",
    "{#id}",
    "{{ a }}",
    "{% a %}",
    "a  ",
    "  a",
    "    a",
    "\ta",
    "a\nb",
    "a\n\n# b",
    "a\r\n- b",
    "a\u{2028}1. b",
    "\u{1b}]52;c;YQ==\u{7}",
    "\u{202e}a",
    "\u{a0}a\u{a0}",
    "Größe",
    "负载均衡",
    "a.b",
    "10.0.0.1",
    "2001:db8::1",
    "a*",
    "*a",
    "a_b_c",
    "a\"b\"",
    "'a'",
    "--",
    "...",
    "(c)",
    "1",
    "0. ",
    "٣. a",
    "a\\",
    "\\@",
    "`@`",
    "@`",
    "`#1`",
    "www",
    "http:",
    "//a.example",
    ":",
    "://",
    "@://www.@",
    "w",
    ".",
    "= =",
    "-+-",
    "|-|-|",
];

/// Hostile names: each piece, and pairs of them.
fn names() -> Vec<String> {
    let mut names: Vec<String> = PIECES.iter().map(|it| (*it).to_owned()).collect();
    let mut state = 7_u64;
    let mut next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        PIECES[usize::try_from(state >> 33).unwrap() % PIECES.len()]
    };
    for _ in 0..60 {
        names.push(format!("{}{}{}", next(), next(), next()));
        names.push(format!("{} {}", next(), next()));
    }
    names.retain(|it| !it.trim().is_empty());
    names
}

/// A sample in which everything has one name.
fn named(sample: &str, name: &str) -> Plan {
    fn walk(value: &mut Value, name: &str) {
        match value {
            Value::Object(fields) => fields.iter_mut().for_each(|(key, value)| match value {
                Value::String(text) if key == "name" => name.clone_into(text),
                value => walk(value, name),
            }),
            Value::Array(list) => list.iter_mut().for_each(|it| walk(it, name)),
            _ => {}
        }
    }
    let text = std::fs::read_to_string(format!("static/samples/{sample}.json")).unwrap();
    let mut plan = serde_json::from_str(&text).unwrap();
    walk(&mut plan, name);
    read(&plan.to_string()).unwrap()
}

/// The documents that every Markdown format writes of plans with this name.
fn written(name: &str) -> Vec<String> {
    let language = Language::English;
    let markdown = Format::by_id("markdown").unwrap();
    let (before, after) = (named("everything-wrong", name), named("shop", name));
    let answer = |plan: &Plan| -> (Report, String) {
        let report = check(plan);
        let text = (markdown.write)(plan, &report, language);
        (report, text)
    };
    let (report, shop) = answer(&after);
    let mut found = audit(&after, &report);
    found.simpler = Some(simpler(&after, &found));
    vec![
        shop,
        answer(&before).1,
        (markdown.write_audit.unwrap())(&after, &report, &found, language),
        (markdown.write_changes.unwrap())(&compare(&before, &after), language),
    ]
}

/// The options of a parser that finds as much markup as it can.
fn greedy() -> Options<'static> {
    let mut options = Options::default();
    let more = &mut options.extension;
    more.strikethrough = true;
    more.table = true;
    more.autolink = true;
    more.tasklist = true;
    more.superscript = true;
    more.subscript = true;
    more.underline = true;
    more.highlight = true;
    more.footnotes = true;
    more.inline_footnotes = true;
    more.description_lists = true;
    more.multiline_block_quotes = true;
    more.alerts = true;
    more.math_dollars = true;
    more.math_code = true;
    more.wikilinks_title_after_pipe = true;
    options.parse.relaxed_autolinks = true;
    options
}

/// The options of GitHub's parser.
fn github() -> Options<'static> {
    let mut options = Options::default();
    let more = &mut options.extension;
    more.strikethrough = true;
    more.table = true;
    more.autolink = true;
    more.tasklist = true;
    more.footnotes = true;
    more.alerts = true;
    more.math_dollars = true;
    more.math_code = true;
    options
}

/// A document as its parser sees it: a line for each block, with its kind, its depth and its text,
/// in which blanks are one space.
fn seen(text: &str, options: &Options<'_>) -> String {
    let arena = Arena::new();
    let mut lines = String::new();
    block(parse_document(&arena, text, options), 0, &mut lines, text);
    lines
}

fn block<'a>(node: &'a AstNode<'a>, depth: usize, lines: &mut String, whole: &str) {
    let kind = match &node.data.borrow().value {
        NodeValue::Document => "document".to_owned(),
        NodeValue::Paragraph => "paragraph".to_owned(),
        NodeValue::Heading(heading) => format!("heading {}", heading.level),
        NodeValue::List(list) => format!("list {:?}", list.list_type),
        NodeValue::Item(_) => "item".to_owned(),
        NodeValue::Table(_) => "table".to_owned(),
        NodeValue::TableRow(_) => "row".to_owned(),
        NodeValue::TableCell => "cell".to_owned(),
        other => panic!("{other:?} in\n{whole}"),
    };
    let is_leaf = ["paragraph", "heading", "cell"].iter().any(|it| kind.starts_with(it));
    let mut said = String::new();
    for child in node.children().filter(|_| is_leaf) {
        inline(child, &mut said, whole);
    }
    let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
    let _ = writeln!(lines, "{}{kind} {said}", "  ".repeat(depth));
    for child in node.children().filter(|_| !is_leaf) {
        block(child, depth + 1, lines, whole);
    }
}

fn inline<'a>(node: &'a AstNode<'a>, said: &mut String, whole: &str) {
    match &node.data.borrow().value {
        NodeValue::Text(text) => {
            said.push_str(text);
            for live in ["@", "://", "www.", "mailto:"] {
                assert!(!text.to_lowercase().contains(live), "{text} in\n{whole}");
            }
            let numbered =
                |it: (usize, &str)| text[it.0 + 1..].starts_with(|it: char| it.is_ascii_digit());
            assert!(!text.match_indices('#').any(numbered), "{text} in\n{whole}");
        }
        NodeValue::Code(code) => said.push_str(&code.literal),
        NodeValue::Strong | NodeValue::Emph => {}
        other => panic!("{other:?} in\n{whole}"),
    }
    for child in node.children() {
        inline(child, said, whole);
    }
}

/// A text without blanks: those around a name are left out in some places. Descriptions of rules
/// leave out more, so that of them only the beginning counts.
fn comparable(text: &str) -> String {
    let line = |line: &str| {
        let line = line.split_whitespace().collect::<String>() + "\n";
        if line.starts_with(DESCRIPTION) { DESCRIPTION.to_owned() + "\n" } else { line }
    };
    text.lines().map(line).collect()
}

#[test]
fn a_name_is_text_whatever_it_holds() {
    let plain = written(PLAIN);
    assert_eq!(plain.len(), 4);
    assert!(plain.iter().all(|it| it.matches(PLAIN).count() > 10));
    for options in [github(), greedy()] {
        let plain: Vec<String> = plain.iter().map(|it| seen(it, &options)).collect();
        for name in names() {
            for (text, plain) in written(&name).iter().zip(&plain) {
                let wanted = comparable(&plain.replace(PLAIN, &one_line(&name)));
                let found = comparable(&seen(text, &options));
                for (wanted, found) in wanted.lines().zip(found.lines()) {
                    assert_eq!(found, wanted, "{name:?} in\n{text}");
                }
                assert_eq!(found.lines().count(), wanted.lines().count(), "{name:?} in\n{text}");
            }
        }
    }
}
