//! `docs/clauses.md` names every clause, and what it names exists.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use elb_rule_planner::engine::check;
use elb_rule_planner::engine::report::{ClauseId, Outcome, Report, WhyNotFiltered};
use elb_rule_planner::engine::requirements::clause;
use elb_rule_planner::plan::Plan;
use serde_json::{Value, json};

use crate::list::{CASES, case};

fn root(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn read(path: &str) -> String {
    std::fs::read_to_string(root(path)).unwrap()
}

/// The rows of a page's tables with this many columns, without their heads.
fn rows(columns: usize) -> Vec<Vec<String>> {
    let page = read("docs/clauses.md");
    let lines = page.lines().filter(|line| line.starts_with("| "));
    let rows = lines.map(|line| {
        line.trim_matches('|').split(" | ").map(|cell| cell.trim().to_owned()).collect::<Vec<_>>()
    });
    rows.filter(|row| row.len() == columns && row[0] != "Sentence" && row[0] != "Question")
        .collect()
}

/// Every clause, from the names in the schema of reports, which is made from the type.
fn every_clause() -> Vec<ClauseId> {
    let schema: Value = serde_json::from_str(&read("static/report.schema.json")).unwrap();
    let choices = schema["$defs"]["ClauseId"]["oneOf"].as_array().unwrap().clone();
    choices.iter().map(|it| serde_json::from_value(it["const"].clone()).unwrap()).collect()
}

/// The tests of a row: cases and functions.
fn tests(cell: &str) -> Vec<&str> {
    let names: Vec<&str> = cell.split(", ").map(|name| name.trim_matches('`')).collect();
    assert!(!names.is_empty() && names.iter().all(|name| !name.is_empty()), "`{cell}`");
    names
}

fn sources(folder: &Path, found: &mut String) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|it| it == "rs") {
            found.push_str(&std::fs::read_to_string(path).unwrap());
        }
    }
}

#[test]
fn every_clause_has_a_row_and_a_page_of_its_own() {
    let rows = rows(5);
    assert!(every_clause().len() > 15);
    for id in every_clause() {
        let clause = clause(id).unwrap_or_else(|| panic!("`{id}` is in no table of clauses"));
        let text = read(&format!("src/engine/requirements/{}", clause.file));
        let page: String = text.lines().take_while(|line| line.starts_with("//!")).collect();
        assert!(page.len() > 150, "`{}` says too little", clause.file);
        let own: Vec<_> = rows.iter().filter(|row| row[2] == id.to_string()).collect();
        assert!(!own.is_empty(), "`{id}` has no row");
        for row in own {
            assert_eq!(row[3], clause.file);
            let sections: Vec<&str> = own_sections(id);
            assert!(row[1] == clause.section || sections.contains(&row[1].as_str()), "{row:?}");
        }
    }
    for row in &rows {
        assert!(every_clause().iter().any(|id| row[2] == id.to_string()), "{row:?}");
    }
}

/// Sections that say again what a clause of another section says.
fn own_sections(id: ClauseId) -> Vec<&'static str> {
    match id {
        ClauseId::NetworkAcl => vec!["Configuring Network ACL Rules"],
        _ => vec![],
    }
}

#[test]
fn every_named_test_exists() {
    let mut code = String::new();
    sources(&root("src"), &mut code);
    sources(&root("tests"), &mut code);
    let mut named = BTreeSet::new();
    for row in rows(5).iter().chain(&rows(3)) {
        for name in tests(row.last().unwrap()) {
            let exists = match name.strip_suffix("()") {
                Some(function) => code.contains(&format!("fn {function}()")),
                None => CASES.iter().any(|(case, _)| *case == name),
            };
            assert!(exists, "there is no test `{name}`");
            named.insert(name.to_owned());
        }
    }
    // Cases of sample plans and of problems stand for no sentence of the guide.
    let other = |name: &str| name.starts_with("sample-") || name.starts_with("problem-");
    for (case, _) in CASES.iter().filter(|(name, _)| !other(name)) {
        assert!(named.contains(*case), "no row names the case `{case}`");
    }
}

/// The clauses that a report rests on.
fn cited(report: &Report) -> BTreeSet<ClauseId> {
    let flows = report.flows.iter().flat_map(|flow| flow.clauses.clone());
    let changes = report.changes.iter().flat_map(|change| change.clauses.clone());
    let findings = report.findings.iter().flat_map(|finding| finding.clauses.clone());
    let layers = report.flows.iter().flat_map(|flow| flow.layers.iter());
    let same_subnet = layers
        .filter(|it| matches!(it.outcome, Outcome::NotFiltered(WhyNotFiltered::SameSubnet)))
        .map(|_| ClauseId::SameSubnet);
    flows.chain(changes).chain(findings).chain(same_subnet).collect()
}

#[test]
fn every_clause_is_cited_by_a_case_of_its_row() {
    for row in rows(5) {
        let id: ClauseId = serde_json::from_value(json!(row[2])).unwrap();
        let cases: Vec<&str> =
            tests(&row[4]).into_iter().filter(|name| !name.ends_with("()")).collect();
        let cites = |name: &&&str| {
            let plan: Plan = serde_json::from_value(case(name)["plan"].clone()).unwrap();
            cited(&check(&plan)).contains(&id)
        };
        // Some sentences say that something is not needed, or what a new group holds: they are
        // kept by cases in which nothing cites them.
        let silent = [
            "A subnet need not have a network ACL.",
            "As the default group lets everything out, inbound rules are all that has to be added.",
        ];
        if id == ClauseId::Table1 || cases.is_empty() || silent.contains(&row[0].as_str()) {
            continue;
        }
        assert!(cases.iter().any(|name| cites(&name)), "no case cites `{id}`: {row:?}");
    }
}
