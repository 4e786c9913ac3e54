//! Two and three windows on one plan, in every order: whatever they do, they end with one plan.

use proptest::prelude::*;

use super::*;
use crate::edit::Edit;
use crate::plan::Plan;

/// The log that all windows append to, as the browser keeps it.
#[derive(Default)]
struct Log(Vec<Rc<Entry>>);

impl Log {
    fn behind(&self, number: u64) -> Vec<(u64, Rc<Entry>)> {
        (1..).zip(self.0.iter().cloned()).filter(|(at, _)| *at > number).collect()
    }
}

struct Window {
    session: Session,
    shown: History,
}

impl Window {
    fn new(name: &str) -> Self {
        let history = History::new(Plan::default());
        let id = PlanId::new("p".to_owned());
        let session = Session::new(id, Rc::from(name), 0, 0, history.clone());
        Self { session, shown: history }
    }

    fn act(&mut self, operation: Operation) {
        let entry = Entry {
            id: EntryId { window: String::new(), number: 0 },
            at: 0,
            operation: operation.clone(),
            activity: Activity::default(),
        };
        if apply(&mut self.shown, 0, &entry).is_ok() {
            self.session.record(0, operation, Activity::default());
        }
    }

    fn follow(&mut self, entries: &[(u64, Rc<Entry>)]) -> Followed {
        let followed = self.session.follow(&self.shown, entries);
        if let Some(history) = &followed.history {
            self.shown = history.clone();
        }
        followed
    }

    /// Writes what is unwritten, as the page does: only where the log is where it is taken to be.
    fn write(&mut self, log: &mut Log) {
        let behind = log.behind(self.session.number());
        if behind.is_empty() {
            log.0.extend(self.session.unwritten().iter().cloned());
            self.follow(&log.behind(self.session.number()));
        } else {
            self.follow(&behind);
        }
    }
}

fn vpc(number: u32, name: &str) -> Operation {
    let text = format!(
        r#"{{"version":1,"vpcs":[{{"id":"vpc-{number}","name":"{name}","cidr":"10.0.0.0/8"}}]}}"#
    );
    let plan = crate::format::plan::read(&text).unwrap();
    let edits = vec![Edit::Put(plan.vpcs[0].clone().into())];
    Operation::Edit { edits, topic: (number == 1).then(|| "vpc-1.name".to_owned()) }
}

fn remove(number: u32) -> Operation {
    let text = format!("\"vpc-{number}\"");
    Operation::Edit { edits: vec![Edit::Remove(serde_json::from_str(&text).unwrap())], topic: None }
}

fn rename(name: &str) -> Operation {
    Operation::Edit { edits: vec![Edit::Rename(name.to_owned())], topic: None }
}

#[test]
fn what_a_window_wrote_itself_changes_nothing_that_it_shows() {
    let (mut log, mut window) = (Log::default(), Window::new("a"));
    window.act(rename("x"));
    window.act(vpc(1, "v"));
    window.write(&mut log);
    assert!(window.session.unwritten().is_empty());
    assert_eq!((window.session.number(), log.0.len()), (2, 2));
    assert_eq!(window.session.confirmed(), &window.shown);
}

#[test]
fn another_windows_edits_come_before_ones_own_that_are_not_written() {
    let mut log = Log::default();
    let (mut one, mut other) = (Window::new("a"), Window::new("b"));
    one.act(rename("one"));
    other.act(rename("other"));
    other.act(vpc(2, "w"));
    one.write(&mut log);
    other.write(&mut log);
    assert_eq!(other.shown.plan().name, "other");
    assert_eq!(other.session.unwritten().len(), 2);
    other.write(&mut log);
    let followed = one.follow(&log.behind(1));
    assert_eq!((followed.others, followed.dropped), (2, 0));
    assert_eq!(one.shown.plan(), other.shown.plan());
    one.act(Operation::Undo);
    one.act(Operation::Undo);
    assert_eq!(one.shown.plan().name, "one", "undo takes back what the other window did");
}

#[test]
fn an_edit_of_what_another_window_removed_is_let_go_and_counted() {
    let mut log = Log::default();
    let (mut one, mut other) = (Window::new("a"), Window::new("b"));
    one.act(vpc(1, "v"));
    one.write(&mut log);
    other.write(&mut log);
    one.act(remove(1));
    one.write(&mut log);
    other.act(remove(1));
    let followed = other.follow(&log.behind(1));
    assert_eq!((followed.others, followed.dropped), (1, 1));
    assert!(other.session.unwritten().is_empty());
    assert_eq!(one.shown.plan(), other.shown.plan());
}

#[test]
fn what_two_windows_add_at_once_takes_no_place_of_the_other() {
    let mut log = Log::default();
    let (mut one, mut other) = (Window::new("a"), Window::new("b"));
    one.act(vpc(2, "of one"));
    other.act(vpc(2, "of the other"));
    other.act(rename("then"));
    other.act(vpc(2, "of the other, renamed"));
    other.act(vpc(3, "three"));
    one.write(&mut log);
    other.write(&mut log);
    other.write(&mut log);
    one.follow(&log.behind(1));
    for window in [&one, &other] {
        let names = window.shown.plan().vpcs.iter().map(|it| (it.id.to_string(), it.name.clone()));
        let names = names.collect::<Vec<_>>();
        let names = names.iter().map(|(id, name)| (id.as_str(), name.as_str())).collect::<Vec<_>>();
        let all = [("vpc-2", "of one"), ("vpc-3", "of the other, renamed"), ("vpc-4", "three")];
        assert_eq!(names, all);
    }
}

#[test]
fn entries_that_come_twice_or_out_of_turn_do_no_harm() {
    let mut log = Log::default();
    let (mut one, mut other) = (Window::new("a"), Window::new("b"));
    for name in ["a", "b", "c"] {
        one.act(rename(name));
    }
    one.write(&mut log);
    let all = log.behind(0);
    other.follow(&all[1..]);
    assert_eq!(other.session.number(), 0, "the first entry is missing");
    other.follow(&all[..2]);
    other.follow(&all);
    other.follow(&all);
    assert_eq!(other.shown.plan(), one.shown.plan());
}

#[test]
fn what_was_written_although_nobody_said_so_is_not_done_twice() {
    let (mut log, mut window) = (Log::default(), Window::new("a"));
    window.act(vpc(1, "v"));
    window.act(Operation::Undo);
    window.act(rename("n"));
    // The page is gone before it hears that its entries were written.
    log.0.extend(window.session.unwritten().iter().cloned());
    let left = window.session.unwritten().iter().map(|it| (**it).clone()).collect();
    let mut next = Window::new("c");
    next.session.recover(left);
    next.shown = next.session.shown();
    next.write(&mut log);
    assert_eq!(log.0.len(), 3);
    assert!(next.session.unwritten().is_empty());
    assert_eq!(next.shown.plan(), window.shown.plan());
}

fn operation() -> impl Strategy<Value = Operation> {
    prop_oneof![
        (1_u32..4, "[a-c]").prop_map(|(number, name)| vpc(number, &name)),
        (1_u32..4).prop_map(remove),
        "[x-z]".prop_map(|name| rename(&name)),
        Just(Operation::Undo),
        Just(Operation::Redo),
        Just(Operation::Export("text".to_owned())),
    ]
}

#[derive(Debug, Clone)]
enum Turn {
    Act(usize, Operation),
    Write(usize),
    Hear(usize),
}

fn turn() -> impl Strategy<Value = Turn> {
    prop_oneof![
        4 => (0_usize..3, operation()).prop_map(|(at, operation)| Turn::Act(at, operation)),
        2 => (0_usize..3).prop_map(Turn::Write),
        1 => (0_usize..3).prop_map(Turn::Hear),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn all_windows_end_with_one_plan_and_so_does_a_new_one(turns in prop::collection::vec(turn(), 0..60)) {
        let mut log = Log::default();
        let mut windows = [Window::new("a"), Window::new("b"), Window::new("c")];
        for turn in turns {
            match turn {
                Turn::Act(at, operation) => windows[at].act(operation),
                Turn::Write(at) => windows[at].write(&mut log),
                Turn::Hear(at) => {
                    let behind = log.behind(windows[at].session.number());
                    windows[at].follow(&behind);
                }
            }
            for window in &windows {
                prop_assert_eq!(&window.session.shown(), &window.shown);
            }
        }
        for _ in 0..2 {
            for window in &mut windows {
                while !window.session.unwritten().is_empty() {
                    window.write(&mut log);
                }
                window.follow(&log.behind(window.session.number()));
            }
        }
        let mut replay = crate::library::Replay::new(Plan::default(), 0, log.behind(0));
        while replay.step(7) {}
        let (fresh, number) = replay.finish();
        prop_assert_eq!(number, log.0.len() as u64);
        for window in &windows {
            prop_assert_eq!(window.shown.plan(), fresh.plan());
            prop_assert_eq!(window.shown.can_undo(), fresh.can_undo());
            prop_assert_eq!(window.shown.can_redo(), fresh.can_redo());
        }
    }

    #[test]
    fn a_log_can_begin_at_the_oldest_state_that_undo_leads_to(
        operations in prop::collection::vec(operation(), 0..40),
    ) {
        let (mut log, mut window) = (Log::default(), Window::new("a"));
        for operation in operations {
            window.act(operation);
        }
        window.write(&mut log);
        let (whole, last) = crate::library::Replay::new(Plan::default(), 0, log.behind(0)).finish();
        if let Some((plan, number)) = whole.oldest() {
            let behind = log.behind(number - 1);
            let replay = crate::library::Replay::new((**plan).clone(), number - 1, behind);
            let (shorter, end) = replay.finish();
            prop_assert_eq!(end, last);
            prop_assert_eq!(shorter, whole);
        }
    }
}
