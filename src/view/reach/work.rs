//! Working out who reaches what, between two frames.
//!
//! A plan of a few servers is answered in one bit. A larger one waits until nothing was edited for a
//! moment, and is then answered bit by bit; what was known before stays in sight meanwhile.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::timers::callback::{Interval, Timeout};
use yew::prelude::*;

use crate::background::is_quick;
use crate::edit::transact;
use crate::engine::reach::{Reach, ReachQuestion, ReachRun};
use crate::engine::report::Report;
use crate::layout::questions;
use crate::plan::Plan;
use crate::platform;
use crate::view::parts::Same;
use crate::view::state::use_store;

/// The time that one bit of work may take, in milliseconds.
const BIT: f64 = 8.0;

/// The time that the answer for a large plan waits, in milliseconds.
const PAUSE: u32 = 150;

/// The answer for a plan.
pub(super) struct Answered {
    /// The plan, in the state that is asked about.
    pub(super) plan: Rc<Plan>,
    pub(super) reach: Reach,
    pub(super) with_changes: bool,
}

/// An answer under way.
struct Work {
    plan: Rc<Plan>,
    report: Rc<Report>,
    with_changes: bool,
    run: Option<ReachRun<Rc<Plan>, Rc<Report>>>,
}

impl Work {
    /// Does a bit of the work. Gives the answer once all of it is done.
    fn step(&mut self) -> Option<Answered> {
        let started = platform::now();
        while platform::now() - started < BIT {
            let Some(run) = &mut self.run else {
                // Rules change nothing about what has to flow, so the report is that of both states.
                if self.with_changes
                    && let Ok(changed) = transact(&self.plan, &self.report.remedy())
                {
                    self.plan = Rc::new(changed);
                }
                let everything = ReachQuestion::default();
                self.run = Some(ReachRun::new(self.plan.clone(), self.report.clone(), everything));
                continue;
            };
            if let Some(reach) = run.step() {
                let (plan, with_changes) = (self.plan.clone(), self.with_changes);
                return Some(Answered { plan, reach, with_changes });
            }
        }
        None
    }
}

/// Returns the latest answer, and whether a newer one is being worked out.
#[hook]
pub(super) fn use_reach(with_changes: bool) -> (Option<Rc<Answered>>, bool) {
    let store = use_store();
    let answered = use_state(|| None::<(Rc<Answered>, Key)>);
    let is_put_off = store.awaited.is_some();
    let key = (Same(store.plan().clone()), Same(store.report.clone()), with_changes);
    let is_old = answered.as_ref().is_none_or(|(_, own)| *own != key);
    {
        let answered = answered.clone();
        use_effect_with((key.clone(), is_old && !is_put_off), move |(key, is_wanted)| {
            let timer = is_wanted.then(|| {
                let (Same(plan), Same(report), with_changes) = key.clone();
                let pause = if is_quick(questions(&plan)) { 0 } else { PAUSE };
                let work = RefCell::new(Some(Work { plan, report, with_changes, run: None }));
                let key = key.clone();
                let bit = move || {
                    let found = work.borrow_mut().as_mut().and_then(Work::step);
                    if let Some(found) = found {
                        // The timer goes with the next drawing; until then there is nothing to do.
                        work.borrow_mut().take();
                        answered.set(Some((Rc::new(found), key.clone())));
                    }
                };
                let bits = Rc::new(RefCell::new(None));
                let begin = {
                    let bits = bits.clone();
                    move || drop(bits.replace(Some(Interval::new(0, bit))))
                };
                (Timeout::new(pause, begin), bits)
            });
            move || drop(timer)
        });
    }
    (answered.as_ref().map(|(answered, _)| answered.clone()), is_old || is_put_off)
}

/// The thing that an answer is for.
type Key = (Same<Plan>, Same<Report>, bool);
