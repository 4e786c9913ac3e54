//! Keeping the plan in the browser for the next visit.

use std::rc::Rc;

use yew::prelude::*;

use super::store::{Notice, State};
use crate::edit::{Edit, History};
use crate::format::{plan as plan_file, samples::SAMPLES};
use crate::layout::placed;
use crate::locale::{Language, ShellText};
use crate::plan::Plan;
use crate::platform;

/// Where the plan is kept.
const KEY: &str = "elb-rule-planner.plan";
/// Where a plan is put aside that could not be read, before it would be written over.
const ASIDE: &str = "elb-rule-planner.plan.unread";
/// Where the state from which a change is planned is kept.
const REMEMBERED: &str = "elb-rule-planner.remembered";
/// Where one is put aside that could not be read.
const REMEMBERED_ASIDE: &str = "elb-rule-planner.remembered.unread";
/// The longest text of such a state that is kept, in bytes: the plan itself needs the room more.
const MAX_REMEMBERED: usize = 1_000_000;

/// The state of the first moment: the plan of the last visit, else the first sample.
pub(super) fn first_state(language: Language) -> State {
    let mut state = first_plan(language);
    state.remembered = remembered();
    state
}

fn first_plan(language: Language) -> State {
    let sample = || {
        let sample = SAMPLES.first().and_then(|sample| plan_file::read(sample.json).ok());
        State::new(placed(sample.unwrap_or_default()))
    };
    let Some(text) = platform::load(KEY) else {
        return sample();
    };
    match plan_file::read(&text) {
        Ok(plan) => State::new(placed(plan)),
        Err(error) => {
            // What could not be read is not lost: it is kept beside what comes now.
            let _ = platform::store(ASIDE, &text);
            let why = error.to_string();
            let text = ShellText::StoredPlanBroken { why }.text(language).into_owned();
            let mut state = sample();
            state.notice = Some(Notice::error(text));
            state
        }
    }
}

/// The state of the visitor's own plan from which a change is planned, as it was kept. One that
/// cannot be read is put aside, and there is none.
pub(super) fn remembered() -> Option<Rc<Plan>> {
    let text = platform::load(REMEMBERED)?;
    let plan = plan_file::read(&text).map_err(|_| platform::store(REMEMBERED_ASIDE, &text));
    plan.ok().map(Rc::new)
}

/// Keeps every state of the visitor's own plan; says whether the browser does keep it. While a
/// shared plan is shown nothing is written.
#[hook]
pub(super) fn use_kept(own: &Rc<Plan>, is_visiting: bool) -> bool {
    let shelf = Shelf { key: KEY, most: usize::MAX, leaves_older: true };
    use_shelf(shelf, Some(own.clone()), is_visiting)
}

/// Keeps the state from which a change is planned. While a shared plan is shown nothing is written.
#[hook]
pub(super) fn use_kept_remembered(remembered: &Option<Rc<Plan>>, is_visiting: bool) {
    // What cannot be kept is still there until the page is closed. An older state must not come in
    // its place later: the steps from there would be wrong.
    let shelf = Shelf { key: REMEMBERED, most: MAX_REMEMBERED, leaves_older: false };
    use_shelf(shelf, remembered.clone(), is_visiting);
}

/// How a plan is kept.
struct Shelf {
    /// The key.
    key: &'static str,
    /// The longest text that is kept, in bytes.
    most: usize,
    /// Whether the last text that was kept stays where a new one cannot be.
    leaves_older: bool,
}

/// Keeps a plan, or nothing where there is none; says whether what is asked for is kept.
#[hook]
fn use_shelf(shelf: Shelf, plan: Option<Rc<Plan>>, is_visiting: bool) -> bool {
    let Shelf { key, most, leaves_older } = shelf;
    let is_kept = use_state_eq(|| true);
    // What was kept when this window read it.
    let found = use_mut_ref(|| Some(platform::load(key)));
    {
        let is_kept = is_kept.clone();
        use_effect_with((plan, is_visiting), move |(plan, is_visiting)| {
            // Another window may have gone on since; that is not written over by what this one
            // did not change.
            let first = found.take();
            let has_gone_on = first.as_ref().is_some_and(|found| platform::load(key) != *found);
            if *is_visiting || has_gone_on {
                return;
            }
            let text = plan.as_ref().map(|plan| plan_file::write(plan));
            let text = text.filter(|text| text.len() <= most);
            // What is kept already is not written again: another window may be writing just now.
            if first.is_some_and(|found| found == text) {
                return;
            }
            let is_stored = text.is_some_and(|text| platform::store(key, &text).is_ok());
            if !is_stored && !leaves_older {
                platform::forget(key);
            }
            is_kept.set(is_stored || plan.is_none());
        });
    }
    *is_kept
}

/// Takes up the visitor's own plan again. Where it was changed in another window meanwhile, what
/// is kept now comes as one more step, so that neither is lost.
pub(super) fn resumed(mut own: History) -> History {
    if let Some(kept) = kept() {
        // Opening a plan does not fail.
        let _ = own.record(&[Edit::Open(Box::new(kept))], None);
    }
    own
}

/// The visitor's own plan as it is kept now.
fn kept() -> Option<Plan> {
    platform::load(KEY).and_then(|text| plan_file::read(&text).ok()).map(placed)
}
