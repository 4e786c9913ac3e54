//! Undo and redo: snapshots of the plan. A plan is a few kilobytes, so a snapshot costs less than
//! working out how to take each kind of edit back.

use std::rc::Rc;

use super::{Edit, EditError, transact};
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
}

/// A step from one state to the next.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Step {
    /// The state at its other end: before a step that was made, after one that was undone.
    plan: Rc<Plan>,
    /// Whether it opened another plan.
    opens: bool,
    /// The number that its first edit was recorded under; see [`History::record_as`].
    number: u64,
}

impl History {
    /// A plan with nothing to undo.
    #[must_use]
    pub fn new(plan: Plan) -> Self {
        Self { past: vec![], present: Rc::new(plan), future: vec![], topic: None }
    }

    /// The plan as it stands.
    #[must_use]
    pub fn plan(&self) -> &Rc<Plan> {
        &self.present
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
        self.record_as(0, edits, topic)
    }

    /// Applies edits as [`Self::record`] does, under a number by which [`Self::oldest`] tells which
    /// edit made a step.
    ///
    /// # Errors
    /// As [`transact`]; the history is then as it was.
    pub fn record_as(
        &mut self,
        number: u64,
        edits: &[Edit],
        topic: Option<&str>,
    ) -> Result<(), EditError> {
        let next = transact(&self.present, edits)?;
        if next == *self.present {
            return Ok(());
        }
        let goes_on = topic.is_some() && topic == self.topic.as_deref() && self.can_undo();
        let before = std::mem::replace(&mut self.present, Rc::new(next));
        if !goes_on {
            let opens = edits.iter().any(|edit| matches!(edit, Edit::Open(_)));
            self.past.push(Step { plan: before, opens, number });
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

    /// The oldest state that undo leads to, and the number of the edit that left it.
    #[must_use]
    pub fn oldest(&self) -> Option<(&Rc<Plan>, u64)> {
        self.past.first().map(|step| (&step.plan, step.number))
    }

    /// Ends the step that is being typed: what comes next is a step of its own, whatever it is
    /// about.
    pub fn seal(&mut self) {
        self.topic = None;
    }

    /// Whether the step to undo opened another plan, so that undoing it shows another as well.
    #[must_use]
    pub fn undoes_opening(&self) -> bool {
        self.past.last().is_some_and(|step| step.opens)
    }

    /// Whether the step to redo opens another plan.
    #[must_use]
    pub fn redoes_opening(&self) -> bool {
        self.future.last().is_some_and(|step| step.opens)
    }

    /// Goes one step back; says whether there was one.
    pub fn undo(&mut self) -> bool {
        let Some(Step { plan, opens, number }) = self.past.pop() else { return false };
        let plan = std::mem::replace(&mut self.present, plan);
        self.future.push(Step { plan, opens, number });
        self.topic = None;
        true
    }

    /// Goes one step forward again; says whether there was one.
    pub fn redo(&mut self) -> bool {
        let Some(Step { plan, opens, number }) = self.future.pop() else { return false };
        let plan = std::mem::replace(&mut self.present, plan);
        self.past.push(Step { plan, opens, number });
        self.topic = None;
        true
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
    fn typing_into_one_field_is_one_step() {
        let mut history = History::new(Plan::default());
        rename(&mut history, "s", Some("name"));
        rename(&mut history, "sh", Some("name"));
        rename(&mut history, "shop", Some("name"));
        history.undo();
        assert_eq!(history.plan().name, "");
    }

    #[test]
    fn typing_again_after_a_pause_is_another_step() {
        let mut history = History::new(Plan::default());
        rename(&mut history, "shop", Some("name"));
        history.seal();
        rename(&mut history, "shops", Some("name"));
        history.undo();
        assert_eq!(history.plan().name, "shop");
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
