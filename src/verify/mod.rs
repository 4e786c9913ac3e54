//! The checker of certificates. It shares no code with the engine, the edits or the plan: it
//! reads the exported document into types of its own, puts the rules into the order of matching
//! itself, makes the changes itself, and compares.
//!
//! `docs/certificate.md` has the format and the argument why what it checks proves the report. It
//! cannot say whether the guide asks for the flows that are listed and no others: it lists them by
//! the same reading, which the tests hold against the guide.

mod addition;
mod change;
mod complete;
mod count;
mod entry;
mod filters;
mod flow;
mod rule_lists;
mod check_log;
mod partition;
mod plan_index;
mod discrepancy;
mod read;
mod space;
mod stopped;
mod summary;
mod notation;
mod delivery;
mod document;
mod document_plan;

pub use discrepancy::{Fault, Field, FilterName, PacketsName, Place, Problem};
pub use read::{LONGEST, Unusable};

use std::collections::HashSet;

use entry::{Asked, Questions};
use rule_lists::Rules;
use check_log::{Notes, TooMuch};
use plan_index::Places;

/// What comes of checking a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// What is wrong; nothing where everything that the document says is so.
    pub problems: Vec<Problem>,
    /// How many flows were checked.
    pub flows: usize,
    /// How many questions to filters the certificate answers.
    pub entries: usize,
    /// How many changes were made.
    pub changes: usize,
    /// How many added rules let more pass than flows ask for, as the certificate says.
    pub wide_rules: usize,
    /// Whether nothing is missing once the changes are made. A report can say truthfully that
    /// something is.
    pub is_closed: bool,
}

impl Checked {
    /// Whether the document is right, and its changes close every gap.
    #[must_use]
    pub fn is_verified(&self) -> bool {
        self.problems.is_empty() && self.is_closed
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
    let mut notes = Notes::new();
    let changed = change::make(plan, &report.changes, &mut notes);
    let places = Places::of(plan);
    let mut questions = Questions::new();
    let mut numbers = HashSet::new();
    for flow in &report.flows {
        notes.at(Place::Flow(flow.id));
        notes.unless(numbers.insert(flow.id), || Fault::SameNumber);
        let crossings = flow::check(&places, flow, &mut notes);
        let asked = crossings.into_iter().map(|crossing| Asked { crossing, is_certified: false });
        questions.insert(flow.id, asked.collect());
    }
    complete::check(plan, &places, &report.flows, &mut notes);
    let mut now = Rules::of(plan);
    let mut after = Rules::of(&changed);
    let is_closed = entry::check_entries(
        certificate,
        &mut questions,
        (&mut now, &mut after),
        report.summary.proved,
        &mut notes,
    )?;
    let wide_rules = addition::check_additions(
        &certificate.additions,
        &report.changes,
        &questions,
        &after,
        &mut notes,
    )?;
    summary::check(report, is_closed, &mut notes);
    Ok(Checked {
        problems: notes.problems(),
        flows: report.flows.len(),
        entries: certificate.entries.len(),
        changes: report.changes.len(),
        wide_rules,
        is_closed,
    })
}
