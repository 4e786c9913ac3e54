//! The difference that a change of a plan makes: the answers of both states, put side by side.

mod both_senders;
mod difference;

use std::rc::Rc;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::engine::reach::answer::{
    ChangeVerdict, ChangedCell, ChangedRow, ChangedTraffic, Ends, TrafficChange,
};
use crate::engine::reach::intervals::Cuts;
use crate::engine::reach::matrix::{Matrix, MatrixColumn, MatrixRow, SenderRank, columns, family};
use crate::engine::reach::names::Names;
use crate::engine::reach::pairs::AnswerId;
use crate::engine::reach::place::{InterfaceId, Sender};
use crate::engine::reach::question::ReachQuestion;
use crate::engine::reach::world::{KnownReceiver, ReceiverClass, World};
use crate::engine::report::Report;
use crate::plan::{IpType, Plan};
use both_senders::senders;
use difference::changed;

/// An entry of the matrix: the number of the difference, and the states that have both ends.
type Entry = (DifferenceId, Ends);

type DifferenceId = u32;

/// The difference between two states of a plan, each given with its report.
pub(in crate::engine::reach) fn traffic_change(
    (before, before_report): (&Plan, &Report),
    (after, after_report): (&Plan, &Report),
) -> TrafficChange {
    let mut states = States::of((before, before_report), (after, after_report));
    let mut matrix = Matrix::new();
    for number in 0..states.senders.len() {
        states.add(&mut matrix, number);
    }
    let rows = matrix.rows();
    let classes = (states.classes.as_slice(), states.class_of.as_slice());
    let columns = columns(&rows, &states.receivers, classes);
    states.answer(after, &rows, &columns)
}

/// Two states of a plan, with the ends of either.
struct States {
    before: World,
    after: World,
    senders: Vec<Sender>,
    /// The positions of each sender in both states.
    sender_at: Vec<[Option<usize>; 2]>,
    receivers: Vec<KnownReceiver>,
    classes: Vec<ReceiverClass>,
    class_of: Vec<usize>,
    /// The positions of each class of receivers in both states.
    class_at: Vec<[Option<usize>; 2]>,
    known: FxHashMap<(IpType, [Option<AnswerId>; 2]), DifferenceId>,
    differences: Vec<Rc<[ChangedTraffic]>>,
    numbers: FxHashMap<Rc<[ChangedTraffic]>, DifferenceId>,
}

impl States {
    fn of(before: (&Plan, &Report), after: (&Plan, &Report)) -> Self {
        let world = |(plan, report): (&Plan, &Report)| {
            let mut world = World::of(plan, report, &ReachQuestion::default(), &IpType::BOTH);
            let receivers = world.kinds_of_receivers();
            let mut wanted = FxHashSet::default();
            for sender in world.kinds_of_senders() {
                let filters = world.undecided(&sender, &receivers, &mut wanted);
                world.decide(plan, &filters);
            }
            world
        };
        let (mut before, mut after) = (world(before), world(after));
        let cuts = IpType::BOTH.map(|ip_type| {
            let own = [&before, &after].map(|it| it.cuts(ip_type));
            let senders = before.senders.iter().chain(&after.senders);
            let senders = senders.filter(|it| it.place.ip_type == ip_type);
            let ends = Cuts::of(senders.flat_map(|it| it.addresses.iter().copied()));
            (ip_type, Cuts::all(own.iter().chain([&ends])))
        });
        before.cut(&cuts);
        after.cut(&cuts);
        let (senders, sender_at) = senders([&before, &after], &cuts);
        let mut states = Self {
            senders,
            sender_at,
            receivers: vec![],
            classes: vec![],
            class_of: vec![],
            class_at: vec![],
            known: FxHashMap::default(),
            differences: vec![],
            numbers: FxHashMap::default(),
            before,
            after,
        };
        states.find_receivers(&cuts);
        states
    }

    /// Finds the receivers of either state, and which of them are alike in both.
    fn find_receivers(&mut self, cuts: &[(IpType, Cuts)]) {
        let [(_, of_before), (_, of_after)] =
            [&self.before, &self.after].map(|it| it.classes(cuts));
        let mut at: FxHashMap<(InterfaceId, IpType), [Option<usize>; 2]> = FxHashMap::default();
        let mut order = vec![];
        // Those of the state after the change come first, in its order.
        for (state, world) in [(1, &self.after), (0, &self.before)] {
            for (number, known) in world.receivers.iter().enumerate() {
                let receiver = &known.receiver;
                let key = (receiver.interface, receiver.place.ip_type);
                let own = at.entry(key).or_insert_with(|| {
                    order.push(key);
                    Default::default()
                });
                if let Some(own) = own.get_mut(state) {
                    *own = Some(number);
                }
            }
        }
        let mut class_at: FxHashMap<[Option<usize>; 2], usize> = FxHashMap::default();
        for key in order {
            let Some([before, after]) = at.get(&key).copied() else { continue };
            let known = |world: &'_ World, number: Option<usize>| {
                let known = world.receivers.get(number?)?;
                let (receiver, duties) = (known.receiver.clone(), known.duties.clone());
                Some(KnownReceiver { receiver, duties })
            };
            let own = known(&self.after, after).or_else(|| known(&self.before, before));
            let Some(own) = own else { continue };
            let of = |classes: &[usize], number: Option<usize>| classes.get(number?).copied();
            let next = self.classes.len();
            // Positions of classes are counted anew in each state, so both together name one.
            let class =
                *class_at.entry([of(&of_before, before), of(&of_after, after)]).or_insert(next);
            if class == next {
                let first = self.receivers.len();
                self.classes.push(ReceiverClass { first, ip_type: key.1 });
                self.class_at.push([before, after]);
            }
            self.class_of.push(class);
            self.receivers.push(own);
        }
    }

    /// Adds a sender with what changes for it.
    fn add(&mut self, matrix: &mut Matrix<Entry>, number: usize) {
        let Some(sender) = self.senders.get(number).cloned() else { return };
        let [before, after] = self.sender_at.get(number).copied().unwrap_or_default();
        let ip_type = sender.place.ip_type;
        let mut entries = vec![];
        for class in 0..self.classes.len() {
            if self.classes.get(class).is_none_or(|it| it.ip_type != ip_type) {
                continue;
            }
            let [to_before, to_after] = self.class_at.get(class).copied().unwrap_or_default();
            let answers = [
                answer(&mut self.before, before, to_before),
                answer(&mut self.after, after, to_after),
            ];
            let ends = match answers {
                [None, Some(_)] => Ends::New,
                [Some(_), None] => Ends::Gone,
                _ => Ends::InBoth,
            };
            entries.push((self.difference(ip_type, answers), ends));
        }
        matrix.add(number, SenderRank::of(&sender), ip_type, entries);
    }

    fn difference(&mut self, ip_type: IpType, answers: [Option<AnswerId>; 2]) -> DifferenceId {
        if let Some(known) = self.known.get(&(ip_type, answers)) {
            return *known;
        }
        let [before, after] = answers;
        let before = before.map(|id| self.before.pairs.traffic_of(id)).unwrap_or_default();
        let after = after.map(|id| self.after.pairs.traffic_of(id)).unwrap_or_default();
        let changed = changed(self.after.pairs.asked(ip_type), &before, &after, ip_type);
        let next = DifferenceId::try_from(self.differences.len()).unwrap_or(DifferenceId::MAX);
        let id = *self.numbers.entry(changed.clone()).or_insert(next);
        if id == next {
            self.differences.push(changed);
        }
        self.known.insert((ip_type, answers), id);
        id
    }

    fn changes(&self, id: DifferenceId) -> Rc<[ChangedTraffic]> {
        let known = usize::try_from(id).ok().and_then(|id| self.differences.get(id));
        known.cloned().unwrap_or_default()
    }

    /// The answer: rows and columns in which something changes.
    fn answer(
        &self,
        plan: &Plan,
        rows: &[MatrixRow<Entry>],
        columns: &[MatrixColumn],
    ) -> TrafficChange {
        let names = Names::of(plan, &self.senders, &self.receivers, None);
        let entry = |row: &MatrixRow<Entry>, column: &MatrixColumn| {
            let (id, ends) = *row.entries.get((*column.entries.get(family(row.ip_type))?)?)?;
            let traffic = self.changes(id);
            (!traffic.is_empty()).then_some((traffic, ends))
        };
        let columns = columns.iter();
        let columns = columns.filter(|column| rows.iter().any(|row| entry(row, column).is_some()));
        let columns = columns.collect::<Vec<_>>();
        let row = |row: &MatrixRow<Entry>| {
            let cells = (0..).zip(&columns).filter_map(|(target, column)| {
                let (traffic, ends) = entry(row, column)?;
                Some(ChangedCell { target, ends, traffic })
            });
            let cells = cells.collect::<Vec<_>>();
            let source = || names.source(row.rank, row.ip_type, &row.senders);
            (!cells.is_empty()).then(|| ChangedRow { source: source(), cells })
        };
        let rows = rows.iter().filter_map(row).collect::<Vec<_>>();
        let all = rows.iter().flat_map(|row| &row.cells).flat_map(|cell| cell.traffic.iter());
        let verdict = all.map(ChangedTraffic::verdict).max().unwrap_or(ChangeVerdict::Harmless);
        let targets = columns.iter().map(|column| names.target(&column.receivers)).collect();
        TrafficChange { version: TrafficChange::VERSION, verdict, targets, rows }
    }
}

fn answer(world: &mut World, sender: Option<usize>, receiver: Option<usize>) -> Option<AnswerId> {
    let sender = world.senders.get(sender?)?.clone();
    world.answer(&sender, receiver?)
}
