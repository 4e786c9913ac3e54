//! A page for each clause of the guide, from the doc comment of its file, the table of the guide's
//! sentences and the cases that this table names.

use std::path::Path;

use elb_rule_planner::engine::requirements::{CLAUSES, Clause};
use elb_rule_planner::locale::{ClauseText, ClauseTitleText, Language};
use elb_rule_planner::page::GUIDE;
use serde_json::json;

use crate::live;
use crate::plans::{self, Named};

/// The number of folders between the pages and the documentation's own folder.
const DEPTH: usize = 1;

/// A clause as the documentation has it.
pub(crate) struct Page {
    /// The name of its file, without the ending.
    pub(crate) name: String,
    /// Its heading.
    pub(crate) title: String,
    /// The sentence of the clause.
    sentence: String,
    /// The page.
    pub(crate) text: String,
}

/// A row of the table of sentences.
struct Row<'a> {
    sentence: &'a str,
    section: &'a str,
    cases: Vec<&'a str>,
}

/// The pages of all clauses, in the order of the guide.
///
/// # Errors
/// A file or a case cannot be read, or a clause has no case that shows it.
pub(crate) fn pages(root: &Path) -> Result<Vec<Page>, String> {
    let table = plans::read(&root.join("docs/clauses.md"))?;
    CLAUSES.iter().map(|clause| page(root, &table, clause)).collect()
}

/// The list of all clauses. The search finds the clauses themselves, and not the whole list.
pub(crate) fn index(pages: &[Page]) -> String {
    let line =
        |page: &Page| format!("* [{}](clauses/{}.md): {}\n", page.title, page.name, page.sentence);
    let lines = pages.iter().map(line).collect::<String>();
    format!("<div markdown data-search-exclude=\"true\">\n\n{lines}\n</div>\n")
}

fn page(root: &Path, table: &str, clause: &Clause) -> Result<Page, String> {
    let name = name(clause);
    let rows = rows(table, &name);
    let source = plans::read(&root.join("src/engine/requirements").join(clause.file))?;
    let mut cases = Vec::<&str>::new();
    for case in rows.iter().flat_map(|row| &row.cases).copied().chain(instead(&name)) {
        if !cases.contains(&case) {
            cases.push(case);
        }
    }
    let shown = cases.first().ok_or_else(|| format!("no case shows the clause `{name}`"))?;
    let shown = plans::named(root, shown)?;
    let title = heading(&ClauseText(clause.id).text(Language::English));
    let sentence = ClauseTitleText(clause.id).text(Language::English);
    let mut text = format!("# {title}\n\n**{sentence}**\n\n{}\n\n", prose(&source));
    text.push_str("## What the guide says\n\n| Section | In our words |\n| --- | --- |\n");
    for row in &rows {
        text.push_str(&format!("| [{}]({GUIDE}) | {} |\n", row.section, row.sentence));
    }
    text.push_str(&format!("\n## A plan that shows it\n\n{}\n\n", shown.why));
    text.push_str(&live::element(&shown, DEPTH, "view=\"both\""));
    text.push('\n');
    let others = cases.iter().skip(1).map(|case| plans::named(root, case));
    let others = others.collect::<Result<Vec<Named>, _>>()?;
    if !others.is_empty() {
        text.push_str("\n## More plans\n\n");
        for other in &others {
            let address = live::address(other, DEPTH);
            text.push_str(&format!(
                "* <a href=\"{address}\">{}</a>: {}\n",
                live::escape(&other.title),
                other.why
            ));
        }
    }
    text.push_str(&format!("\nIn the code: `src/engine/requirements/{}`.\n", clause.file));
    Ok(Page { name, title, sentence: sentence.into_owned(), text })
}

/// The heading of a clause's page: its label without the guide's name.
fn heading(label: &str) -> String {
    let short = label.split_once(", ").map_or(label, |(_, short)| short);
    let mut letters = short.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The name of a clause, as JSON and the table of sentences have it.
fn name(clause: &Clause) -> String {
    json!(clause.id).as_str().unwrap_or_default().to_owned()
}

/// Cases for clauses that are no rule by themselves, so that no row names a case.
fn instead(clause: &str) -> Option<&'static str> {
    (clause == "access-control").then_some("layer4-without-health-check")
}

fn rows<'a>(table: &'a str, clause: &str) -> Vec<Row<'a>> {
    let cells = |line: &'a str| line.split('|').map(str::trim).skip(1).collect::<Vec<_>>();
    let of_clause = table.lines().map(cells).filter(|cells| cells.get(2) == Some(&clause));
    let row = |cells: Vec<&'a str>| {
        let cell = |at: usize| cells.get(at).copied().unwrap_or_default();
        let names = cell(4).split(',').map(|name| name.trim().trim_matches('`'));
        let cases = names.filter(|name| !name.ends_with("()") && !name.is_empty()).collect();
        Row { sentence: cell(0), section: cell(1), cases }
    };
    of_clause.map(row).collect()
}

/// The doc comment of a file, as paragraphs.
fn prose(source: &str) -> String {
    let lines = source.lines().map_while(|line| line.strip_prefix("//!"));
    lines.map(str::trim).collect::<Vec<_>>().join("\n")
}
