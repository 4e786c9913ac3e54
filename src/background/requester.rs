//! The page's end: it asks for one answer at a time, and only for that of the latest plan.

use std::cmp::Ordering;
use std::rc::Rc;
use std::vec::IntoIter;

use super::message::{Request, Response, portion, text};
use super::plan_change::{ElementPlace, PlanShape};
use super::report_change::{ChangedRows, ReportShape};
use crate::engine::check;
use crate::engine::report::Report;
use crate::plan::Plan;

/// The state of the talk with a worker.
pub struct Requester {
    /// The plan and the report that both ends know.
    plan: Rc<Plan>,
    report: Rc<Report>,
    asked: Option<AskedPlan>,
    /// A plan that is asked for once the present answer is there.
    wanted: Option<Rc<Plan>>,
}

/// A plan whose answer has not come yet.
struct AskedPlan {
    plan: Rc<Plan>,
    /// The elements that have not been sent.
    unsent: IntoIter<ElementPlace>,
    incoming: Option<IncomingReport>,
}

/// A report of which some rows have not come yet.
struct IncomingReport {
    shape: ReportShape,
    /// The number of rows that are to come.
    count: usize,
    rows: ChangedRows,
    time: f64,
}

/// The answer to the latest plan that was asked for.
pub struct Answered {
    /// The plan.
    pub plan: Rc<Plan>,
    /// The answer.
    pub report: Rc<Report>,
    /// The time that the engine took, in milliseconds.
    pub time: f64,
}

/// The outcome of a message.
#[derive(Default)]
pub struct Heard {
    /// Messages to send.
    pub send: Vec<String>,
    /// The answer, if it is complete and no other one is wanted.
    pub answered: Option<Answered>,
}

impl Default for Requester {
    fn default() -> Self {
        let plan = Plan::default();
        Self { report: Rc::new(check(&plan)), plan: Rc::new(plan), asked: None, wanted: None }
    }
}

impl Requester {
    /// Wants the answer to a plan. Returns the messages to send now; there are none while another
    /// answer is on its way.
    pub fn ask(&mut self, plan: &Rc<Plan>) -> Vec<String> {
        match &self.asked {
            Some(asked) => {
                self.wanted = (!Rc::ptr_eq(&asked.plan, plan)).then(|| plan.clone());
                vec![]
            }
            None => self.begin(plan.clone()),
        }
    }

    /// Takes a message of the worker. Returns none if it cannot be understood.
    pub fn hear(&mut self, message: &str) -> Option<Heard> {
        let asked = self.asked.as_mut()?;
        match (serde_json::from_str(message).ok()?, &mut asked.incoming) {
            (Response::More, None) => {
                let send = asked.next_elements().into_iter().collect();
                return Some(Heard { send, answered: None });
            }
            (Response::Report { shape, rows: count, time }, None) => {
                let (shape, rows) = (*shape, ChangedRows::default());
                asked.incoming = Some(IncomingReport { shape, count, rows, time });
            }
            (Response::Flows(flows), Some(incoming)) => incoming.rows.flows.extend(flows),
            (Response::Changes(changes), Some(incoming)) => incoming.rows.changes.extend(changes),
            (Response::Findings(findings), Some(incoming)) => {
                incoming.rows.findings.extend(findings);
            }
            _ => return None,
        }
        let incoming = asked.incoming.as_ref()?;
        match incoming.rows.count().cmp(&incoming.count) {
            Ordering::Less => return Some(Heard::default()),
            Ordering::Equal => {}
            Ordering::Greater => return None,
        }
        let AskedPlan { plan, incoming, .. } = self.asked.take()?;
        let IncomingReport { shape, rows, time, .. } = incoming?;
        self.report = Rc::new(shape.fill(&self.report, rows)?);
        self.plan = plan;
        let (plan, report) = (self.plan.clone(), self.report.clone());
        Some(match self.wanted.take() {
            Some(wanted) => Heard { send: self.begin(wanted), answered: None },
            None => Heard { send: vec![], answered: Some(Answered { plan, report, time }) },
        })
    }

    /// Asks for the answer to a plan.
    fn begin(&mut self, plan: Rc<Plan>) -> Vec<String> {
        let (shape, unsent) = PlanShape::between(&self.plan, &plan);
        let (shape, elements) = (Box::new(shape), unsent.len());
        let request = text(&Request::Plan { shape, elements });
        let mut asked = AskedPlan { plan, unsent: unsent.into_iter(), incoming: None };
        let messages = std::iter::once(request).chain(asked.next_elements()).collect();
        self.asked = Some(asked);
        messages
    }
}

impl AskedPlan {
    /// The message with the next elements of the plan; none if all are sent.
    fn next_elements(&mut self) -> Option<String> {
        let plan = &self.plan;
        let mut elements =
            self.unsent.by_ref().filter_map(|(copy, at)| Some((at, copy(plan, at)?)));
        portion("elements", &mut elements)
    }
}
