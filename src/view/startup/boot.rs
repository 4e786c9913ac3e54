//! The first state of the page: the plan of the last visit, out of the library.

use std::rc::Rc;

use futures_util::future::{Either, select};

use super::legacy::{earlier, take_earlier};
use crate::edit::History;
use crate::format::{plan as plan_file, samples::SAMPLES};
use crate::layout::placed;
use crate::library::{Origin, PlanId, keys};
use crate::locale::{KeepingText, Language};
use crate::plan::Plan;
use crate::platform::{Change, StorageError, load_for_tab, time_ms, wait};
use crate::view::code::CONNECTIONS;
use crate::view::persistence::{
    Keeper, LoadedPlan, OpenError, Persistence, SHOWN_HERE, begun, left_over, note_own_plan,
};
use crate::view::state::{Page, State};
use yew::Properties;

/// The time that the browser may take to open its database before the page begins without it, in
/// milliseconds.
const PATIENCE: u32 = 4_000;

/// The properties of the page: the state that it begins with.
#[derive(Clone, PartialEq, Properties)]
pub(crate) struct Boot {
    /// The state.
    pub(crate) state: Rc<State>,
}

/// Reads the state that the page begins with. `keeps` is true if this page stores anything: one
/// within another page does not.
pub(crate) async fn boot(language: Language, keeps: bool) -> State {
    if keeps { first_state(language).await } else { sample(&Persistence::none()) }
}

/// The state with the first sample, which is stored only once it is edited.
fn sample(persistence: &Persistence) -> State {
    let first = SAMPLES.first();
    let plan = first.and_then(|sample| plan_file::read(sample.json).ok()).unwrap_or_default();
    let origin = first.map_or(Origin::Empty, |sample| Origin::Sample(sample.id.to_owned()));
    new_plan(persistence, plan, origin)
}

fn new_plan(persistence: &Persistence, plan: Plan, origin: Origin) -> State {
    let history = History::new(placed(plan));
    let mut state = State::with(history.clone(), persistence.clone());
    state.persistence.persisted = Some(persistence.begin(&history, origin, 0));
    state
}

async fn first_state(language: Language) -> State {
    let mut persistence = Persistence::none();
    let keeper = persistence.keeper.clone();
    let opening = std::pin::pin!(keeper.database().open());
    let opened = match select(opening, std::pin::pin!(wait(PATIENCE))).await {
        Either::Left((opened, _)) => opened,
        Either::Right(_) => Err(StorageError::Failed("the browser does not answer".to_owned())),
    };
    let earlier = earlier();
    let is_open = opened.is_ok();
    let taken = match opened {
        Ok(()) => take_earlier(&keeper, &earlier).await,
        Err(error) => Err(error),
    };
    let taken = match taken {
        Ok(taken) => taken,
        Err(error) => {
            persistence.storage.trouble = Some(error);
            // A plan that an earlier version stored can be shown all the same, and stays where it
            // is.
            let plan = earlier.plan.as_ref().and_then(|text| plan_file::read(text).ok());
            if let Some(plan) = plan {
                return new_plan(&persistence, plan, Origin::Earlier);
            }
            if !is_open {
                return sample(&persistence);
            }
            vec![]
        }
    };
    restore_unfinished(&keeper).await;
    let mut troubles = vec![];
    let mut state = None;
    if begun() < 2 {
        for id in candidates(&keeper, taken).await {
            match keeper.load(&id, 0).await {
                Ok(loaded) => {
                    if !loaded.history.plan().connections.is_empty() {
                        // So its answer is there from the first moment on.
                        CONNECTIONS.ahead().await;
                    }
                    state = Some(resumed(&persistence, loaded));
                    break;
                }
                Err(OpenError::Unreadable(why)) => {
                    let name = keeper.note_unreadable(&id, why.clone()).await;
                    troubles.push(KeepingText::Unreadable { name, why });
                }
                Err(OpenError::Gone | OpenError::Storage(_)) => {}
            }
        }
    } else {
        // This tab failed to start twice, and the plan may be to blame.
        troubles.push(KeepingText::BegunInVain);
    }
    let is_in_vain = troubles.contains(&KeepingText::BegunInVain);
    note_own_plan(state.is_some());
    let mut state = state.unwrap_or_else(|| sample(&persistence));
    if let Some(text) = troubles.first() {
        state.fail(text.text(language));
    }
    if is_in_vain {
        state.page = Page::Plans;
    }
    state
}

fn resumed(persistence: &Persistence, loaded: LoadedPlan) -> State {
    let mut state = State::with(loaded.history, persistence.clone());
    state.persistence.persisted = Some(loaded.persisted);
    state.remembered = loaded.remembered;
    state
}

/// The plans that the page may begin with, the best first.
async fn candidates(keeper: &Keeper, taken: Vec<PlanId>) -> Vec<PlanId> {
    let mut ids = load_for_tab(SHOWN_HERE).map(PlanId::new).into_iter().collect::<Vec<_>>();
    let last = keeper.database().get(keys::SETTINGS, keys::LAST_SHOWN).await;
    ids.extend(last.ok().flatten().map(PlanId::new));
    ids.extend(taken);
    let records = keeper.list().await.unwrap_or_default();
    let now = time_ms();
    let over = records.iter().filter(|it| it.is_over(now)).map(|it| it.id.clone());
    let over = over.collect::<Vec<_>>();
    if !over.is_empty() {
        // If this fails, it is done at the next visit.
        drop(keeper.forget(&over).await);
    }
    let is_fit = |id: &PlanId| {
        records.iter().any(|it| it.id == *id && it.removed.is_none() && it.is_writable())
    };
    let newest = records.iter().map(|it| it.id.clone()).collect::<Vec<_>>();
    ids.extend(newest.into_iter().filter(|id| is_fit(id)).take(1));
    // A plan known to be unreadable is tried again if this tab shows it.
    ids.retain(|id| records.iter().any(|it| it.id == *id && it.removed.is_none()));
    let mut seen = vec![];
    ids.retain(|id| {
        !seen.contains(id) && {
            seen.push(id.clone());
            true
        }
    });
    ids
}

/// Stores the plans whose first state was not even written when the page was closed. Their entries
/// are recovered when they are opened.
async fn restore_unfinished(keeper: &Keeper) {
    for (_, left) in left_over() {
        let Some(base) = left.base else { continue };
        let id = &left.record.id;
        let Ok(None) = keeper.database().get(keys::PLANS, id.as_str()).await else { continue };
        let put = |store, key, text| Change::Put { store, key, text };
        let changes = [
            put(keys::PLANS, id.to_string(), left.record.write()),
            put(keys::TEXTS, keys::numbered(id, 0), base),
        ];
        // If this fails, the text stays in local storage.
        drop(keeper.database().write(None, &changes).await);
    }
}
