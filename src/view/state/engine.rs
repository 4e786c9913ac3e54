//! The engine of the page.

use std::cell::RefCell;
use std::rc::Rc;

use super::awaited::AwaitedAnswer;
use crate::engine::{self, report::Report};
use crate::layout::Amount;
use crate::plan::Plan;
use crate::platform;

/// The engine of a page, which all its states share.
#[derive(Clone, Default)]
pub(super) struct Engine(Rc<RefCell<engine::Engine>>);

impl PartialEq for Engine {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Engine {
    /// Answers a plan; also returns the time that took, in milliseconds. An answer that would take
    /// long is put off, and that of an empty plan stands in its place.
    pub(super) fn answer_soon(&self, plan: &Plan) -> (Rc<Report>, f64, Option<AwaitedAnswer>) {
        if let Some(pending) = AwaitedAnswer::of(Amount::of(plan)) {
            return (Rc::new(engine::check(&Plan::default())), 0.0, Some(pending));
        }
        let (report, time) = self.answer(plan);
        (report, time, None)
    }

    /// Answers a plan; also returns the time that took, in milliseconds.
    pub(super) fn answer(&self, plan: &Plan) -> (Rc<Report>, f64) {
        let started = platform::now();
        let report = Rc::new(self.0.borrow_mut().check(plan));
        (report, platform::now() - started)
    }
}
