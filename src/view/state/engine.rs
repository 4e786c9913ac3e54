//! The engine of the page.

use std::cell::{Cell, RefCell, RefMut};
use std::rc::Rc;

use super::awaited::AwaitedAnswer;
use crate::background::Pace;
use crate::engine::{self, report::Report};
use crate::layout::questions;
use crate::plan::Plan;
use crate::platform;
use crate::view::code::CONNECTIONS;

/// The engine of a page, which all its states share.
#[derive(Clone)]
pub(super) struct Engine(Rc<Inner>);

struct Inner {
    engine: RefCell<engine::Engine>,
    pace: Cell<Pace>,
}

/// The answer to a plan, or the delay of one.
pub(super) struct Answer {
    /// The answer; that of an empty plan where it is delayed.
    pub(super) report: Rc<Report>,
    /// The time that it took, in milliseconds.
    pub(super) time: f64,
    pub(super) awaited: Option<AwaitedAnswer>,
}

impl PartialEq for Engine {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Default for Engine {
    fn default() -> Self {
        let engine = RefCell::new(engine::Engine::with(None));
        Self(Rc::new(Inner { engine, pace: Cell::default() }))
    }
}

impl Engine {
    /// Answers a plan that was not shown before. An answer that would take long, or for which code has to
    /// be loaded, is put off.
    pub(super) fn answer_first(&self, plan: &Plan) -> Answer {
        let lacks_code = (!self.code().can_answer(plan)).then_some(AwaitedAnswer::Soon);
        if let Some(awaited) = AwaitedAnswer::of(questions(plan)).or(lacks_code) {
            let report = Rc::new(engine::Engine::with(None).check(&Plan::default()));
            return Answer { report, time: 0.0, awaited: Some(awaited) };
        }
        let (report, time) = self.answer(plan);
        self.set_pace(Pace::after_first(time));
        Answer { report, time, awaited: None }
    }

    /// Answers a plan after an edit; none if that is likely to take longer than a frame.
    pub(super) fn answer_edit(&self, plan: &Plan) -> Option<Answer> {
        let questions = questions(plan);
        let is_slow = self.0.pace.get().is_slow(questions);
        if is_slow || AwaitedAnswer::of(questions).is_some() || !self.code().can_answer(plan) {
            return None;
        }
        let (report, time) = self.answer(plan);
        self.set_pace(Pace::after_edit(time));
        Some(Answer { report, time, awaited: None })
    }

    /// Answers a plan; also returns the time that took, in milliseconds.
    pub(super) fn answer(&self, plan: &Plan) -> (Rc<Report>, f64) {
        let started = platform::now();
        let report = Rc::new(self.code().check(plan));
        (report, platform::now() - started)
    }

    /// The engine with all of its code that is loaded by now.
    fn code(&self) -> RefMut<'_, engine::Engine> {
        let mut engine = self.0.engine.borrow_mut();
        if let Some(complete) = CONNECTIONS.loaded() {
            engine.set_complete(complete);
        }
        engine
    }

    /// Takes over how long answers take.
    pub(super) fn set_pace(&self, pace: Pace) {
        self.0.pace.set(pace);
    }
}
