//! Working the answer out bit by bit, so that whoever waits for it can do other things in between.

use std::ops::Deref;

use rustc_hash::FxHashSet;

use super::answer::Reach;
use super::answered::{Entry, reach};
use super::filters::FilterKey;
use super::intervals::Cuts;
use super::matrix::{Matrix, SenderRank, columns};
use super::place::Place;
use super::question::ReachQuestion;
use super::world::{ReceiverClass, World};
use crate::engine::report::Report;
use crate::plan::{IpType, Plan};

/// The answer under way, for a plan and the report of the same plan. Dropping it stops the work.
pub struct ReachRun<P, R> {
    plan: P,
    report: R,
    question: ReachQuestion,
    work: Work,
}

enum Work {
    Begun,
    Deciding(Box<Deciding>),
    Asking(Box<Asking>),
}

/// The number of filters that are decided at a time.
const FILTERS: usize = 8;

/// The decisions filter by filter, for each kind of senders in turn.
struct Deciding {
    world: World,
    senders: std::vec::IntoIter<Place>,
    receivers: Vec<Place>,
    wanted: FxHashSet<FilterKey>,
    left: Vec<FilterKey>,
}

/// The answers sender by sender.
struct Asking {
    world: World,
    classes: Vec<ReceiverClass>,
    class_of: Vec<usize>,
    next: usize,
    matrix: Matrix<Entry>,
}

impl<P: Deref<Target = Plan>, R: Deref<Target = Report>> ReachRun<P, R> {
    /// An answer of which nothing is worked out.
    #[must_use]
    pub fn new(plan: P, report: R, question: ReachQuestion) -> Self {
        Self { plan, report, question, work: Work::Begun }
    }

    /// Does the next bit, such as looking at what one sender reaches. Gives the answer once nothing is
    /// left.
    #[must_use]
    pub fn step(&mut self) -> Option<Reach> {
        let Self { plan, report, question, work } = self;
        *work = match std::mem::replace(work, Work::Begun) {
            Work::Begun => {
                let world = World::of(plan, report, question, &[]);
                Work::Deciding(Box::new(Deciding::of(world)))
            }
            Work::Deciding(mut deciding) => match deciding.step(plan) {
                true => Work::Deciding(deciding),
                false => Work::Asking(Box::new(Asking::of(deciding.world))),
            },
            Work::Asking(mut asking) => {
                if !asking.step() {
                    return Some(asking.finished(plan, question));
                }
                Work::Asking(asking)
            }
        };
        None
    }

    /// The senders that were looked at, and all of them; none before they are counted.
    #[must_use]
    pub fn progress(&self) -> Option<(usize, usize)> {
        match &self.work {
            Work::Asking(asking) => Some((asking.next, asking.world.senders.len())),
            Work::Begun | Work::Deciding(_) => None,
        }
    }
}

impl Deciding {
    fn of(world: World) -> Self {
        Self {
            senders: world.kinds_of_senders().into_iter(),
            receivers: world.kinds_of_receivers(),
            wanted: FxHashSet::default(),
            left: vec![],
            world,
        }
    }

    /// Decides some filters, or finds those of the next sender; false where none is left.
    fn step(&mut self, plan: &Plan) -> bool {
        if self.left.is_empty() {
            let Some(sender) = self.senders.next() else { return false };
            self.left = self.world.undecided(&sender, &self.receivers, &mut self.wanted);
            return true;
        }
        let some = self.left.split_off(self.left.len().saturating_sub(FILTERS));
        self.world.decide(plan, &some);
        true
    }
}

impl Asking {
    fn of(mut world: World) -> Self {
        let cuts: Vec<(IpType, Cuts)> =
            IpType::BOTH.into_iter().map(|ip_type| (ip_type, world.cuts(ip_type))).collect();
        world.cut(&cuts);
        let (classes, class_of) = world.classes(&cuts);
        Self { world, classes, class_of, next: 0, matrix: Matrix::new() }
    }

    /// Looks at one sender; false where none is left.
    fn step(&mut self) -> bool {
        let Some(sender) = self.world.senders.get(self.next).cloned() else { return false };
        let ip_type = sender.place.ip_type;
        let mut entries: Vec<Entry> = vec![];
        for class in self.classes.iter().filter(|it| it.ip_type == ip_type) {
            let answer = self.world.answer(&sender, class.first);
            let receiver = self.world.receivers.get(class.first);
            let needs_route =
                receiver.is_some_and(|it| sender.place.needs_route_to(&it.receiver.place));
            entries.push((answer.unwrap_or_default(), needs_route));
        }
        self.matrix.add(self.next, SenderRank::of(&sender), ip_type, entries);
        self.next = self.next.saturating_add(1);
        true
    }

    fn finished(self, plan: &Plan, question: &ReachQuestion) -> Reach {
        let rows = self.matrix.rows();
        let classes = (self.classes.as_slice(), self.class_of.as_slice());
        let columns = columns(&rows, &self.world.receivers, classes);
        reach(plan, question, &self.world, &rows, &columns)
    }
}
