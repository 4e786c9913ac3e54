//! The answers of the page: the report that is shown, the one that is awaited, and the audit.

use std::rc::Rc;

use super::audit_run::AuditInProgress;
use super::awaited::AwaitedAnswer;
use super::engine::Answer;
use super::own_part::OwnPart;
use super::page_state::State;
use crate::background::{Answered, Pace};
use crate::engine::renamed;
use crate::engine::report::{Audit, Report};
use crate::platform;

impl State {
    /// The audit of the existing rules; nothing until it is worked out.
    pub(crate) fn audit(&self) -> Option<Rc<Audit>> {
        self.awaited.is_none().then(|| self.auditing.found()).flatten()
    }

    /// The audit of the existing rules, as far as it is worked out.
    pub(crate) fn auditing(&self) -> &AuditInProgress {
        &self.auditing
    }

    /// True if a worker beside the page can answer.
    pub(crate) fn has_worker(&self) -> bool {
        self.has_worker
    }

    /// True if the report is that of the plan before the last edits.
    pub(crate) fn shows_old_answer(&self) -> bool {
        self.awaited == Some(AwaitedAnswer::Update)
    }

    /// True if the report is an answer, be it an old one.
    pub(crate) fn has_answer(&self) -> bool {
        self.awaited.is_none() || self.shows_old_answer()
    }

    /// The answer to the plan, worked out now if it was put off.
    pub(crate) fn settled_report(&self) -> Rc<Report> {
        let answer = || self.engine.answer(self.plan()).0;
        match self.awaited {
            None => self.report.clone(),
            Some(_) => self.hurried.0.get_or_init(answer).clone(),
        }
    }

    /// Answers the plan anew. The answer to an edit that takes longer than a frame is left to the
    /// worker, and that to the plan before stays meanwhile.
    pub(super) fn renew(&mut self) {
        let is_edited = self.answered == self.shown;
        self.answered = self.shown;
        if self.awaited.is_none() {
            let started = platform::now();
            let before = self.auditing.plan();
            if let Some(report) = renamed(&self.report, &before, self.plan()) {
                return self.set_report(report, platform::now() - started);
            }
        }
        let answer = if is_edited && self.has_answer() && self.has_worker {
            self.engine.answer_edit(self.plan())
        } else {
            Some(self.engine.answer_first(self.plan()))
        };
        match answer {
            Some(Answer { report, time, awaited }) => {
                self.set_report(report, time);
                self.awaited = awaited;
            }
            None => {
                self.hurried = OwnPart::default();
                self.awaited = Some(AwaitedAnswer::Update);
            }
        }
    }

    /// Works out an answer that was put off.
    pub(super) fn work_out(&mut self) {
        if self.awaited.take().is_some() {
            let (report, time) = self.engine.answer(self.plan());
            self.set_report(report, time);
        }
    }

    /// Takes over an answer of the worker, if it is the one that the page waits for.
    pub(super) fn take_answer(&mut self, answered: Answered) {
        let Answered { plan, report, time } = answered;
        if !Rc::ptr_eq(&plan, self.plan()) {
            return;
        }
        let pace = match self.awaited.take() {
            None => return,
            Some(AwaitedAnswer::Update) => Pace::after_edit(time),
            Some(_) => Pace::after_first(time),
        };
        self.engine.set_pace(pace);
        self.set_report(report, time);
    }

    fn set_report(&mut self, report: Rc<Report>, time: f64) {
        self.auditing = AuditInProgress::new(self.plan().clone(), report.clone());
        self.hurried = OwnPart::default();
        (self.report, self.answered_in) = (report, time);
    }
}
