//! Undo and redo: snapshots of the plan. A plan is a few kilobytes, so a snapshot costs less than
//! working out how to take each kind of edit back.

use std::rc::Rc;

use super::{CloudStates, Edit, EditError, transact};
use crate::plan::Plan;

/// The most steps that can be undone.
const MAX_STEPS: usize = 200;

/// A plan with the states before and after it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct History {
    past: Vec<Step>,
    present: Rc<Plan>,
    future: Vec<Step>,
    /// What the last step was about, so that typing into one field makes one step.
    topic: Option<String>,
    /// What the cloud has of the plan.
    cloud: CloudStates,
}

/// A step from one state to the next.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Step {
    /// The state at its other end: before a step that was made, after one that was undone.
    plan: Rc<Plan>,
    /// What the cloud has of the plan at its other end, where the step opened another plan.
    opens: Option<Box<CloudStates>>,
}

impl History {
    /// A plan with nothing to undo.
    #[must_use]
    pub fn new(plan: Plan) -> Self {
        let present = Rc::new(plan);
        let cloud = CloudStates::of(present.clone());
        Self { past: vec![], present, future: vec![], topic: None, cloud }
    }

    /// The plan as it stands.
    #[must_use]
    pub fn plan(&self) -> &Rc<Plan> {
        &self.present
    }

    /// What the cloud has of the plan, as far as it was said.
    #[must_use]
    pub fn cloud(&self) -> &CloudStates {
        &self.cloud
    }

    /// What the cloud has of the plan, to say more. It is no step.
    pub fn cloud_mut(&mut self) -> &mut CloudStates {
        &mut self.cloud
    }

    /// Whether there is a step to undo.
    #[must_use]
    pub fn can_undo(&self) -> bool {
        !self.past.is_empty()
    }

    /// Whether there is a step to redo.
    #[must_use]
    pub fn can_redo(&self) -> bool {
        !self.future.is_empty()
    }

    /// Applies edits as one step. Steps in a row with the same topic, such as the letters typed
    /// into one field, become one. Edits that change nothing make no step, and neither do such
    /// steps in a row that end where they began.
    ///
    /// # Errors
    /// As [`transact`]; the history is then as it was.
    pub fn record(&mut self, edits: &[Edit], topic: Option<&str>) -> Result<(), EditError> {
        let next = transact(&self.present, edits)?;
        if next == *self.present {
            return Ok(());
        }
        let goes_on = topic.is_some() && topic == self.topic.as_deref() && self.can_undo();
        let before = std::mem::replace(&mut self.present, Rc::new(next));
        if !goes_on {
            let opens = edits.iter().any(|edit| matches!(edit, Edit::Open(_)));
            let opens = opens.then(|| self.open());
            self.past.push(Step { plan: before, opens });
            if self.past.len() > MAX_STEPS {
                self.past.remove(0);
            }
        }
        self.future.clear();
        self.topic = topic.map(str::to_owned);
        if goes_on && self.past.last().is_some_and(|step| step.plan == self.present) {
            self.past.pop();
            self.topic = None;
        }
        Ok(())
    }

    /// Whether the step to undo opened another plan, so that undoing it shows another as well.
    #[must_use]
    pub fn undoes_opening(&self) -> bool {
        self.past.last().is_some_and(|step| step.opens.is_some())
    }

    /// Whether the step to redo opens another plan.
    #[must_use]
    pub fn redoes_opening(&self) -> bool {
        self.future.last().is_some_and(|step| step.opens.is_some())
    }

    /// Goes one step back; says whether there was one.
    pub fn undo(&mut self) -> bool {
        let Some(Step { plan, mut opens }) = self.past.pop() else { return false };
        self.exchange(&mut opens);
        let plan = std::mem::replace(&mut self.present, plan);
        self.future.push(Step { plan, opens });
        self.topic = None;
        true
    }

    /// Goes one step forward again; says whether there was one.
    pub fn redo(&mut self) -> bool {
        let Some(Step { plan, mut opens }) = self.future.pop() else { return false };
        self.exchange(&mut opens);
        let plan = std::mem::replace(&mut self.present, plan);
        self.past.push(Step { plan, opens });
        self.topic = None;
        true
    }

    /// Begins anew with what the cloud has, and gives back what it had of the plan before.
    fn open(&mut self) -> Box<CloudStates> {
        let opened = CloudStates::of(self.present.clone());
        Box::new(std::mem::replace(&mut self.cloud, opened))
    }

    /// Exchanges what the cloud has with what it has of the plan at the other end of a step.
    fn exchange(&mut self, other: &mut Option<Box<CloudStates>>) {
        if let Some(other) = other {
            std::mem::swap(&mut self.cloud, other);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rename(history: &mut History, name: &str, topic: Option<&str>) {
        history.record(&[Edit::Rename(name.to_owned())], topic).unwrap();
    }

    #[test]
    fn undo_brings_back_what_was_and_redo_what_came() {
        let mut history = History::new(Plan::default());
        rename(&mut history, "a", None);
        rename(&mut history, "b", None);
        assert!(history.undo());
        assert_eq!(history.plan().name, "a");
        assert!(history.redo());
        assert_eq!(history.plan().name, "b");
        assert!(!history.redo());
    }

    #[test]
    fn a_step_that_opens_a_plan_is_told_from_others_both_ways() {
        let mut history = History::new(Plan::default());
        rename(&mut history, "a", None);
        assert!(!history.undoes_opening());
        history.record(&[Edit::Open(Box::default())], None).unwrap();
        rename(&mut history, "b", None);
        assert!(!history.undoes_opening());
        history.undo();
        assert!(history.undoes_opening() && !history.redoes_opening());
        history.undo();
        assert!(!history.undoes_opening() && history.redoes_opening());
        history.redo();
        assert!(history.undoes_opening());
    }

    #[test]
    fn what_the_cloud_has_goes_with_the_plan_that_is_opened() {
        let mut history = History::new(Plan { name: "a".to_owned(), ..Plan::default() });
        let opened = |history: &History| history.cloud().opened.plan.name.clone();
        rename(&mut history, "a2", None);
        assert_eq!(opened(&history), "a");
        let state = history.plan().clone();
        history.cloud_mut().make(state, 1);
        let other = Plan { name: "b".to_owned(), ..Plan::default() };
        history.record(&[Edit::Open(Box::new(other))], None).unwrap();
        rename(&mut history, "b2", None);
        assert_eq!((opened(&history), history.cloud().made.is_some()), ("b".to_owned(), false));
        history.undo();
        history.undo();
        assert_eq!((opened(&history), history.cloud().made.is_some()), ("a".to_owned(), true));
        history.redo();
        assert_eq!((opened(&history), history.cloud().made.is_some()), ("b".to_owned(), false));
    }

    #[test]
    fn typing_into_one_field_is_one_step() {
        let mut history = History::new(Plan::default());
        rename(&mut history, "s", Some("name"));
        rename(&mut history, "sh", Some("name"));
        rename(&mut history, "shop", Some("name"));
        history.undo();
        assert_eq!(history.plan().name, "");
    }

    #[test]
    fn typing_that_ends_where_it_began_is_no_step() {
        let mut history = History::new(Plan::default());
        rename(&mut history, "s", Some("name"));
        rename(&mut history, "", Some("name"));
        assert!(!history.can_undo());
        rename(&mut history, "t", Some("name"));
        assert!(history.can_undo());
    }

    #[test]
    fn an_edit_that_changes_nothing_is_no_step() {
        let mut history = History::new(Plan::default());
        rename(&mut history, "", None);
        assert!(!history.can_undo());
    }
}
