//! Undo and redo: snapshots of the plan. A plan is a few kilobytes, so a snapshot costs less than
//! working out how to take each kind of edit back.

use std::rc::Rc;

use super::measure::Measure;
use super::{CloudStates, Edit, EditError, transact};
use crate::plan::Plan;
use crate::plan::limits::{Limit, Size};

/// The most steps that can be undone.
const MAX_STEPS: usize = 200;

/// The number of largest plans that may stand behind the steps: large plans have fewer steps, so
/// that the memory of a browser is enough for them.
const MAX_LARGEST: usize = 4;

/// A plan with the states before and after it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct History {
    past: Vec<UndoStep>,
    present: Rc<Plan>,
    /// The size of the present plan.
    measure: Measure,
    /// The greatest size that it may have.
    limit: Limit,
    future: Vec<UndoStep>,
    /// The topic of the last step, so that typing into one field makes one step.
    topic: Option<String>,
    /// The states of the plan that the cloud has.
    cloud: CloudStates,
}

/// A step from one state to the next.
#[derive(Debug, Clone, PartialEq, Eq)]
struct UndoStep {
    /// The state at its other end: before a step that was made, after one that was undone.
    plan: Rc<Plan>,
    /// The size of that plan.
    measure: Measure,
    /// The states of the cloud at its other end, where the step opened another plan.
    opens: Option<Box<CloudStates>>,
    /// The number that its first edit was recorded under; see [`History::record_as`].
    number: u64,
}

impl History {
    /// A plan with nothing to undo.
    #[must_use]
    pub fn new(plan: Plan) -> Self {
        Self::within(plan, Limit::PLAN)
    }

    fn within(plan: Plan, limit: Limit) -> Self {
        let measure = Measure::of(&plan);
        let present = Rc::new(plan);
        let cloud = CloudStates::of(present.clone());
        Self { past: vec![], present, measure, limit, future: vec![], topic: None, cloud }
    }

    /// The plan as it stands.
    #[must_use]
    pub fn plan(&self) -> &Rc<Plan> {
        &self.present
    }

    /// The states of the plan that the cloud has, as far as it was said.
    #[must_use]
    pub fn cloud(&self) -> &CloudStates {
        &self.cloud
    }

    /// The states of the plan that the cloud has, to change. It is no step.
    pub fn cloud_mut(&mut self) -> &mut CloudStates {
        &mut self.cloud
    }

    /// Tells whether there is a step to undo.
    #[must_use]
    pub fn can_undo(&self) -> bool {
        !self.past.is_empty()
    }

    /// Tells whether there is a step to redo.
    #[must_use]
    pub fn can_redo(&self) -> bool {
        !self.future.is_empty()
    }

    /// Applies edits as one step. Steps in a row with the same topic, such as the letters typed
    /// into one field, become one. Edits that change nothing make no step, and neither do such
    /// steps in a row that end where they began.
    ///
    /// # Errors
    /// As [`transact`], and where the plan would pass the limit of what is written and read; the
    /// history is then as it was.
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
        let measure = self.within_limit(&next, edits)?;
        let goes_on = topic.is_some() && topic == self.topic.as_deref() && self.can_undo();
        let before = std::mem::replace(&mut self.present, Rc::new(next));
        if !goes_on {
            let opens = edits.iter().any(|edit| matches!(edit, Edit::Open(_)));
            let opens = opens.then(|| self.open());
            self.past.push(UndoStep { plan: before, measure: self.measure, opens, number });
            self.forget();
        }
        self.measure = measure;
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

    /// Lets go of the oldest steps where there are too many, but never of the last one.
    fn forget(&mut self) {
        let most = self.limit.bytes.saturating_mul(MAX_LARGEST);
        let mut bytes = 0_usize;
        let kept = self.past.iter().rev().take(MAX_STEPS).take_while(|step| {
            let is_first = bytes == 0;
            bytes = bytes.saturating_add(step.measure.bound);
            is_first || bytes <= most
        });
        let gone = self.past.len().saturating_sub(kept.count());
        self.past.drain(..gone);
    }

    /// Measures the plan after some edits, where it may be so large. A plan that is too large
    /// already, because an earlier version made it, may become smaller.
    fn within_limit(&self, next: &Plan, edits: &[Edit]) -> Result<Measure, EditError> {
        let measure = self.measure.after(edits, next, self.limit.bytes);
        let size = Size { things: next.things(), bytes: measure.bound };
        match self.limit.check(size) {
            Err(_) if size.is_below(Size::of(&self.present)) => Ok(measure),
            checked => checked.map(|()| measure).map_err(EditError::from),
        }
    }

    /// Tells whether the step to undo opened another plan, so that undoing it shows another as
    /// well.
    #[must_use]
    pub fn undoes_opening(&self) -> bool {
        self.past.last().is_some_and(|step| step.opens.is_some())
    }

    /// Tells whether the step to redo opens another plan.
    #[must_use]
    pub fn redoes_opening(&self) -> bool {
        self.future.last().is_some_and(|step| step.opens.is_some())
    }

    /// Puts the plan of a step in the place of this one, which the step then holds.
    fn turn_to(&mut self, mut step: UndoStep) -> UndoStep {
        std::mem::swap(&mut self.present, &mut step.plan);
        std::mem::swap(&mut self.measure, &mut step.measure);
        self.exchange(&mut step.opens);
        step
    }

    /// Goes one step back; says whether there was one.
    pub fn undo(&mut self) -> bool {
        let Some(step) = self.past.pop() else { return false };
        let step = self.turn_to(step);
        self.future.push(step);
        self.topic = None;
        true
    }

    /// Goes one step forward again; says whether there was one.
    pub fn redo(&mut self) -> bool {
        let Some(step) = self.future.pop() else { return false };
        let step = self.turn_to(step);
        self.past.push(step);
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
    use crate::plan::json::length_of;

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

    const LIMIT: Limit = Limit { things: 3, bytes: 10_000 };

    fn annotate(history: &mut History, bytes: usize) -> Result<(), EditError> {
        history.record(&[Edit::Annotate("n".repeat(bytes))], None)
    }

    #[test]
    fn the_edit_that_would_pass_the_limit_is_refused_to_the_byte() {
        let mut history = History::within(Plan::default(), LIMIT);
        // The name of the field, its quotes and its comma.
        let around = length_of(&Plan::default()) + ",\"note\":\"\"".len();
        annotate(&mut history, 1).unwrap();
        let error = annotate(&mut history, LIMIT.bytes - around + 1).unwrap_err();
        assert_eq!(
            error.text(crate::locale::Language::English),
            "this is not done: the plan takes 10001 bytes; it may take 10000, so shorten its texts \
             or make two plans of it"
        );
        assert_eq!(history.plan().note, "n");
        annotate(&mut history, LIMIT.bytes - around).unwrap();
        assert_eq!(length_of(&**history.plan()), LIMIT.bytes);
        // An edit that makes it longer is refused, one that makes it shorter is not.
        assert!(history.record(&[Edit::Rename("n".to_owned())], None).is_err());
        annotate(&mut history, LIMIT.bytes - around - 1).unwrap();
        history.record(&[Edit::Rename("n".to_owned())], None).unwrap();
        assert!(history.undo() && history.undo() && history.undo());
        assert_eq!(history.plan().note, "n");
    }

    #[test]
    fn the_edit_that_would_make_too_many_things_is_refused() {
        let mut history = History::within(Plan::default(), LIMIT);
        let vpc = |number: u32| {
            let vpc = serde_json::json!({
                "id": format!("vpc-{number}"), "name": "", "cidr": "10.0.0.0/16",
            });
            Edit::Put(crate::plan::Element::Vpc(serde_json::from_value(vpc).unwrap()))
        };
        let error = history.record(&[vpc(1), vpc(2), vpc(3), vpc(4)], None).unwrap_err();
        let most = crate::plan::limits::TooLarge::Things { found: 4, most: 3 };
        assert_eq!(error, EditError::TooLarge(most));
        history.record(&[vpc(1), vpc(2), vpc(3)], None).unwrap();
        assert!(history.record(&[vpc(4)], None).is_err());
        history
            .record(&[vpc(3), Edit::Remove(crate::plan::VpcId(1).into()), vpc(4)], None)
            .unwrap();
    }

    #[test]
    fn what_is_too_large_from_before_may_become_smaller_and_nothing_else() {
        let note = "n".repeat(LIMIT.bytes + 100);
        let mut history = History::within(Plan { note, ..Plan::default() }, LIMIT);
        assert!(history.record(&[Edit::Rename("n".to_owned())], None).is_err());
        annotate(&mut history, LIMIT.bytes + 50).unwrap();
        assert!(annotate(&mut history, LIMIT.bytes + 60).is_err());
        annotate(&mut history, 10).unwrap();
        history.record(&[Edit::Rename("n".to_owned())], None).unwrap();
    }

    #[test]
    fn large_plans_have_fewer_steps_and_small_ones_two_hundred() {
        let mut history = History::new(Plan::default());
        for at in 0..300 {
            rename(&mut history, &at.to_string(), None);
        }
        assert_eq!(history.past.len(), MAX_STEPS);
        let mut history = History::within(Plan::default(), LIMIT);
        for at in 0..10 {
            annotate(&mut history, LIMIT.bytes - 400 - at).unwrap();
        }
        assert_eq!(history.past.len(), MAX_LARGEST);
    }

    #[test]
    fn an_edit_that_changes_nothing_is_no_step() {
        let mut history = History::new(Plan::default());
        rename(&mut history, "", None);
        assert!(!history.can_undo());
    }
}
