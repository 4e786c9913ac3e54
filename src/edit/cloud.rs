//! The states that the cloud has, as far as the person at the plan has said: exports begin from
//! them.

use std::rc::Rc;

use serde::{Deserialize, Serialize};

use crate::plan::Plan;

/// A state of a plan that the cloud has or had, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CloudState {
    /// The plan.
    pub plan: Rc<Plan>,
    /// When it was so, in milliseconds since 1970; not known where left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when_ms: Option<u64>,
}

/// The states that an export can begin at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CloudStates {
    /// The plan as it was opened.
    pub opened: CloudState,
    /// The plan when its changes were last said to be made in the cloud.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub made: Option<CloudState>,
    /// The plan as the last export leads to it, whether or not that was carried out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exported: Option<CloudState>,
}

/// The state from which an export begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Since {
    /// At the plan as it was opened.
    Opened,
    /// At the state that was said to be made in the cloud.
    Made,
    /// At the state that the last export leads to.
    Exported,
    /// At the plan as it stands: only what is still missing.
    Now,
}

impl CloudStates {
    /// The states of a plan that is opened just now.
    #[must_use]
    pub fn of(plan: Rc<Plan>) -> Self {
        Self { opened: CloudState { plan, when_ms: None }, made: None, exported: None }
    }

    /// The places where an export can begin, the earliest first.
    #[must_use]
    pub fn choices(&self) -> Vec<Since> {
        let made = self.made.as_ref().map(|_| Since::Made);
        let exported = self.exported.as_ref().map(|_| Since::Exported);
        [Some(Since::Opened), made, exported, Some(Since::Now)].into_iter().flatten().collect()
    }

    /// The state from which an export begins unless one says otherwise: the last one that the cloud
    /// is known to have. An export that was taken is no change that was made.
    #[must_use]
    pub fn usual(&self) -> Since {
        if self.made.is_some() { Since::Made } else { Since::Opened }
    }

    /// The state at which an export begins; none for the plan as it stands.
    #[must_use]
    pub fn state(&self, since: Since) -> Option<&CloudState> {
        match since {
            Since::Opened => Some(&self.opened),
            Since::Made => self.made.as_ref(),
            Since::Exported => self.exported.as_ref(),
            Since::Now => None,
        }
    }

    /// Takes over that all changes are made in the cloud. What was exported before is a part of it.
    pub fn make(&mut self, plan: Rc<Plan>, when_ms: u64) {
        self.made = Some(CloudState { plan, when_ms: Some(when_ms) });
        self.exported = None;
    }

    /// Takes over that an export was taken that leads to a plan.
    pub fn export(&mut self, plan: Rc<Plan>, when_ms: u64) {
        self.exported = Some(CloudState { plan, when_ms: Some(when_ms) });
    }

    /// Says when the plan was opened, where that is not known.
    pub fn open_at(&mut self, when_ms: u64) {
        self.opened.when_ms.get_or_insert(when_ms);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(name: &str) -> Rc<Plan> {
        Rc::new(Plan { name: name.to_owned(), ..Plan::default() })
    }

    #[test]
    fn an_export_that_was_taken_does_not_move_where_the_next_begins() {
        let mut states = CloudStates::of(named("a"));
        states.export(named("b"), 7);
        assert_eq!(states.usual(), Since::Opened);
        assert_eq!(states.choices(), [Since::Opened, Since::Exported, Since::Now]);
        states.make(named("c"), 8);
        assert_eq!(states.usual(), Since::Made);
        assert_eq!(states.choices(), [Since::Opened, Since::Made, Since::Now]);
        assert_eq!(states.state(Since::Made).map(|it| it.plan.name.as_str()), Some("c"));
    }

    #[test]
    fn the_states_read_back_as_they_are_written() {
        let mut states = CloudStates::of(named("a"));
        states.open_at(5);
        states.open_at(6);
        assert_eq!(states.opened.when_ms, Some(5));
        states.make(named("b"), 7);
        states.export(named("c"), 8);
        let text = serde_json::to_string(&states).unwrap();
        assert_eq!(serde_json::from_str::<CloudStates>(&text).unwrap(), states);
    }
}
