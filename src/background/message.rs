//! The messages between the page and its worker, as texts.

use std::rc::Rc;

use serde::{Deserialize, Serialize};

use super::plan_change::PlanShape;
use super::report_change::ReportShape;
use crate::engine::report::{Change, Finding, Flow};
use crate::plan::Element;

/// The length of a portion of a message, in bytes. Reading one takes the page a few milliseconds.
const PORTION: usize = 60_000;

/// A message of the page to its worker.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Request {
    /// The plan to answer, without the elements that differ from those of the last one.
    Plan {
        shape: Box<PlanShape>,
        /// The number of elements that follow.
        elements: usize,
    },
    /// Elements that differ, each with its index.
    Elements(Vec<(usize, Element)>),
}

/// A message of the worker to the page.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Response {
    /// The worker waits for the next elements.
    More,
    /// The answer, without the rows that differ from those of the last one.
    Report {
        shape: Box<ReportShape>,
        /// The number of rows that follow.
        rows: usize,
        /// The time that the engine took, in milliseconds.
        time: f64,
    },
    /// Flows that differ, each with its index.
    Flows(Vec<(usize, Rc<Flow>)>),
    /// Changes that differ, each with its index.
    Changes(Vec<(usize, Change)>),
    /// Findings that differ, each with its index.
    Findings(Vec<(usize, Finding)>),
}

/// Writes a message as text.
pub(super) fn text(message: &impl Serialize) -> String {
    // All maps in a message have texts as keys, so it can always be written.
    serde_json::to_string(message).unwrap_or_default()
}

/// Writes a message that holds the next items, as many as a portion has room for; none if there are
/// none left. `name` is the name of the message.
pub(super) fn portion<T: Serialize>(
    name: &str,
    items: &mut impl Iterator<Item = (usize, T)>,
) -> Option<String> {
    let mut portion = format!("{{\"{name}\":[");
    let start = portion.len();
    while portion.len() < PORTION {
        let Some(item) = items.next() else { break };
        if portion.len() > start {
            portion.push(',');
        }
        portion.push_str(&text(&item));
    }
    let has_items = portion.len() > start;
    portion.push_str("]}");
    has_items.then_some(portion)
}
