//! The checker of certificates. It shares no code with the engine, the edits or the plan: it
//! reads the exported document into types of its own, puts the rules into the order of matching
//! itself, makes the changes itself, and compares.
//!
//! `docs/certificate.md` has the format and the argument why what it checks proves the report. It
//! cannot say whether the guide asks for the flows that are listed and no others: it lists them by
//! the same reading, which the tests hold against the guide.

mod addition;
mod change;
mod change_question;
mod check_log;
mod complete;
mod count;
mod delivery;
mod discrepancy;
mod document;
mod document_plan;
mod entry;
mod filters;
mod flow;
mod lowered;
mod notation;
mod own_flows;
mod own_places;
mod partition;
mod plan_index;
mod read;
mod rule_lists;
mod space;
mod stopped;
mod summary;

pub use discrepancy::{Discrepancy, DocumentPart, Fault, Field, FilterName, PacketsName};
pub use read::{LONGEST, Unusable};

use std::collections::HashSet;

use check_log::{CheckLog, TooMuch};
use entry::{FilterQuestion, Questions};
use plan_index::PlanIndex;
use rule_lists::RuleLists;

/// The result of checking a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// Everything in the document that is not so.
    pub discrepancies: Vec<Discrepancy>,
    /// The number of flows that were checked.
    pub flows: usize,
    /// The number of questions to filters that the certificate answers.
    pub entries: usize,
    /// The number of changes that were made.
    pub changes: usize,
    /// The number of added rules that let more pass than flows ask for, as the certificate says.
    pub wide_rules: usize,
    /// True if nothing is missing once the changes are made. A report can say truthfully that
    /// something is.
    pub is_closed: bool,
}

impl Checked {
    /// True if the document is right and its changes close every gap.
    #[must_use]
    pub fn is_verified(&self) -> bool {
        self.discrepancies.is_empty() && self.is_closed
    }
}

/// Checks a document: a report that was exported as JSON.
///
/// # Errors
/// Says why the text cannot be checked at all.
pub fn verify(text: &str) -> Result<Checked, Unusable> {
    let document = read::read(text)?;
    checked(&document).map_err(|TooMuch| Unusable::TooMuch)
}

fn checked(document: &document::Document) -> Result<Checked, TooMuch> {
    let (plan, report) = (&document.plan, &document.report);
    let certificate = &document.certificate;
    let mut log = CheckLog::new();
    let changed = change::make(plan, &report.changes, &mut log);
    let index = PlanIndex::of(plan);
    let mut questions = Questions::new();
    let mut numbers = HashSet::new();
    for flow in &report.flows {
        log.enter(DocumentPart::Flow(flow.id));
        log.unless(numbers.insert(flow.id), || Fault::SameNumber);
        let filters = flow::check(&index, flow, &mut log);
        let asked =
            filters.into_iter().map(|crossing| FilterQuestion { crossing, is_certified: false });
        questions.insert(flow.id, asked.collect());
    }
    complete::check(plan, &index, &report.flows, &mut log);
    for (flow, filters) in own_flows::check(plan, &index, &report.connections, &mut log) {
        log.enter(DocumentPart::Flow(flow));
        log.unless(numbers.insert(flow), || Fault::SameNumber);
        let asked =
            filters.into_iter().map(|crossing| FilterQuestion { crossing, is_certified: false });
        questions.insert(flow, asked.collect());
    }
    let mut now = RuleLists::of(plan);
    let mut after = RuleLists::of(&changed);
    let is_closed = entry::check_entries(
        certificate,
        &mut questions,
        (&mut now, &mut after),
        report.summary.proved,
        &mut log,
    )?;
    let wide_rules = addition::check_additions(
        &certificate.additions,
        &report.changes,
        &questions,
        &after,
        &mut log,
    )?;
    summary::check(report, is_closed, &mut log);
    Ok(Checked {
        discrepancies: log.discrepancies(),
        flows: numbers.len(),
        entries: certificate.entries.len(),
        changes: report.changes.len(),
        wide_rules,
        is_closed,
    })
}
