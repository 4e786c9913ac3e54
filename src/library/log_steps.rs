//! The log of a plan as the steps that a person took.

use super::{Activity, Entry, Operation};

/// A step of a plan's history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogStep {
    /// The number of its last entry: the plan behind it is what the step led to.
    pub number: u64,
    /// When that was, in milliseconds since 1970.
    pub at: u64,
    /// The window that took it.
    pub window: String,
    /// The activity.
    pub activity: Activity,
}

/// The steps of a log, the newest first. What is typed into one field is one step, though every
/// letter has an entry.
#[must_use]
pub fn steps(log: &[(u64, Entry)]) -> Vec<LogStep> {
    let mut steps: Vec<LogStep> = vec![];
    let mut before: Option<&Entry> = None;
    for (number, entry) in log {
        let step = LogStep {
            number: *number,
            at: entry.at,
            window: entry.id.window.clone(),
            activity: entry.activity.clone(),
        };
        match steps.last_mut() {
            Some(last) if before.is_some_and(|it| is_one_step(it, entry)) => {
                // A thing that was added and named at once was added.
                let verb = last.activity.verb;
                *last = step;
                last.activity.verb = verb;
            }
            _ => steps.push(step),
        }
        before = Some(entry);
    }
    steps.reverse();
    steps
}

fn is_one_step(one: &Entry, next: &Entry) -> bool {
    match (&one.operation, &next.operation) {
        (
            Operation::Edit { topic: Some(one_topic), .. },
            Operation::Edit { topic: Some(next_topic), .. },
        ) => one_topic == next_topic && one.id.window == next.id.window,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::Edit;
    use crate::library::{EntryId, Verb};
    use crate::plan::Plan;

    fn entry(number: u64, window: &str, name: &str, topic: Option<&str>) -> (u64, Entry) {
        let edits = vec![Edit::Rename(name.to_owned())];
        let operation = Operation::Edit { edits, topic: topic.map(str::to_owned) };
        let activity = Activity::of(&Plan::default(), &operation);
        let id = EntryId { window: window.to_owned(), number };
        (number, Entry { id, at: number, operation, activity })
    }

    #[test]
    fn what_is_typed_into_one_field_is_one_step() {
        let log = [
            entry(1, "a", "S", Some("plan.name")),
            entry(2, "a", "Sh", Some("plan.name")),
            entry(3, "b", "Sho", Some("plan.name")),
            entry(4, "b", "Shop", None),
            entry(5, "b", "Shops", None),
        ];
        let steps = steps(&log);
        let told =
            steps.iter().map(|it| (it.number, it.activity.name.as_str())).collect::<Vec<_>>();
        assert_eq!(told, [(5, "Shops"), (4, "Shop"), (3, "Sho"), (2, "Sh")]);
        assert!(steps.iter().all(|it| it.activity.verb == Verb::Renamed));
    }
}
