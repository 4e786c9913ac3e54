//! The worker's end: it knows the plan, answers it, and keeps the engine's memory.

use serde::Serialize;

use super::message::{Request, Response, portion, text};
use super::plan_change::PlanShape;
use super::report_change::ReportShape;
use crate::engine::report::Report;
use crate::engine::{Engine, check};
use crate::plan::{Element, Plan};

/// Answers the plan of a page, one request after the other.
pub struct Answerer {
    engine: Engine,
    plan: Plan,
    report: Report,
    incoming: Option<IncomingPlan>,
}

/// A plan of which some elements have not come yet.
struct IncomingPlan {
    shape: PlanShape,
    count: usize,
    elements: Vec<(usize, Element)>,
}

impl Default for Answerer {
    fn default() -> Self {
        let plan = Plan::default();
        Self { engine: Engine::default(), report: check(&plan), plan, incoming: None }
    }
}

impl Answerer {
    /// Takes a message of the page, and sends messages back. `now` tells the time in milliseconds.
    /// Returns none if the message cannot be understood.
    pub fn hear(
        &mut self,
        message: &str,
        now: impl Fn() -> f64,
        mut send: impl FnMut(String),
    ) -> Option<()> {
        let incoming = match serde_json::from_str(message).ok()? {
            Request::Plan { shape, elements } => {
                IncomingPlan { shape: *shape, count: elements, elements: vec![] }
            }
            Request::Elements(elements) => {
                let mut incoming = self.incoming.take()?;
                incoming.elements.extend(elements);
                if incoming.elements.len() < incoming.count {
                    send(text(&Response::More));
                }
                incoming
            }
        };
        if incoming.elements.len() < incoming.count {
            self.incoming = Some(incoming);
            return Some(());
        }
        let IncomingPlan { shape, elements, .. } = incoming;
        self.plan = shape.fill(&self.plan, elements)?;
        let started = now();
        let report = self.engine.check(&self.plan);
        let time = now() - started;
        self.send_report(time, &report, &mut send);
        self.report = report;
        Some(())
    }

    fn send_report(&self, time: f64, report: &Report, send: &mut impl FnMut(String)) {
        let (shape, changed) = ReportShape::between(&self.report, report);
        let (shape, rows) = (Box::new(shape), changed.count());
        send(text(&Response::Report { shape, rows, time }));
        send_rows("flows", &changed.flows, &report.flows, send);
        send_rows("changes", &changed.changes, &report.changes, send);
        send_rows("findings", &changed.findings, &report.findings, send);
    }
}

/// Sends rows of a report in portions. `name` is the name of the message, and `at` are the indexes of
/// the rows.
fn send_rows<T: Serialize>(name: &str, at: &[usize], rows: &[T], send: &mut impl FnMut(String)) {
    let mut items = at.iter().filter_map(|at| Some((*at, rows.get(*at)?)));
    std::iter::from_fn(|| portion(name, &mut items)).for_each(send);
}
