//! Saving the plans of the store, from the page's root.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo::timers::callback::Timeout;
use wasm_bindgen::JsCast;
use web_sys::BeforeUnloadEvent;
use yew::platform::spawn_local;
use yew::prelude::*;

use crate::format::plan as plan_file;
use crate::library::{PlanId, Replay, keys};
use crate::plan::Plan;
use crate::platform::{idle, on_window, store_for_tab, wait};
use crate::view::parts::{Same, use_listening};
use crate::view::persistence::{
    KeeperNews, MOST_ENTRIES, PersistedPlan, SHOWN_HERE, UnreplayedLog, begin_start, end_start,
    note_own_plan, put_down,
};
use crate::view::state::{Action, Store, use_persistence, use_store};

/// The time without an edit after which a plan's state is stored, in milliseconds.
const PAUSE: u32 = 500;

type Latest = Rc<RefCell<Store>>;

/// Saves what is done to the visitor's plans. It draws nothing.
#[component]
pub(crate) fn Saving() -> Html {
    let store = use_store();
    use_persistence();
    // News of the keeper may come late, and meets the store of the latest drawing.
    let latest: Latest = use_mut_ref(|| store.clone());
    latest.replace(store.clone());
    use_others(&latest);
    use_leaving(&latest);
    use_writing(&store);
    use_states(&store, &latest);
    use_belongings(&store);
    use_undo_steps(&store, &latest);
    let shown =
        store.persistence.persisted.as_ref().filter(|persisted| persisted.unstored.is_none());
    let shown = shown.map(|persisted| persisted.record.id.clone());
    let keeper = store.persistence.keeper.clone();
    use_effect_with(shown, move |shown| {
        if let Some(id) = shown.clone() {
            store_for_tab(SHOWN_HERE, id.as_str());
            note_own_plan(true);
            spawn_local(async move { keeper.note_shown(&id).await });
        }
    });
    use_start();
    Html::default()
}

/// Counts this start as failed until the page has nothing to do. A page that is left before, and
/// hears it without an error, could be used as well.
#[hook]
fn use_start() {
    // False once it is known whether the page could be used.
    let is_open = use_memo((), |()| {
        begin_start();
        Cell::new(true)
    });
    {
        let is_open = is_open.clone();
        use_effect_with((), move |()| {
            spawn_local(async move {
                idle().await;
                is_open.set(false);
                end_start();
            });
        });
    }
    use_listening(move || {
        let failing = is_open.clone();
        [
            on_window("error", move |_| failing.set(false)),
            on_window("pagehide", move |_| {
                if is_open.get() {
                    end_start();
                }
            }),
        ]
    });
}

/// Returns the callback that hands news of the keeper to the store.
fn telling(store: &Store) -> Callback<KeeperNews> {
    let store = store.dispatcher();
    Callback::from(move |news| store.dispatch(Action::HearKeeper(news)))
}

/// Follows the entries that other windows write.
#[hook]
fn use_others(latest: &Latest) {
    let follow = {
        let latest = latest.clone();
        move |plan: Option<&PlanId>| {
            let store = latest.borrow().clone();
            for persisted in store.all_persisted() {
                if plan.is_none_or(|plan| persisted.record.id == *plan) {
                    let number = persisted.session.number();
                    let keeper = &store.persistence.keeper;
                    keeper.catch_up(&telling(&store), persisted.record.id.clone(), number);
                }
            }
        }
    };
    let latest = latest.clone();
    use_listening(move || {
        let hear = follow.clone();
        latest.borrow().persistence.keeper.listen(move |plan| hear(Some(&plan)));
        // Without a channel, a window looks for new entries when somebody comes back to it.
        let again = follow.clone();
        [on_window("focus", move |_| follow(None)), on_window("pageshow", move |_| again(None))]
    });
}

/// Asks before the page is left, if something is unwritten and cannot be written.
#[hook]
fn use_leaving(latest: &Latest) {
    let latest = latest.clone();
    use_listening(move || {
        on_window("beforeunload", move |event| {
            let store = latest.borrow().clone();
            let is_unwritten = store.all_persisted().iter().any(PersistedPlan::is_unwritten);
            if is_unwritten && store.persistence.storage.is_failing() {
                event.prevent_default();
                if let Some(event) = event.dyn_ref::<BeforeUnloadEvent>() {
                    event.set_return_value("unsaved");
                }
            }
        })
    });
}

/// Puts all that is unwritten into local storage, for a page that is closed and cannot wait.
pub(crate) fn put_down_unwritten(store: &Store) {
    let keeper = &store.persistence.keeper;
    for persisted in store.all_persisted().iter().filter(|persisted| persisted.is_unwritten()) {
        let key = put_down(persisted, keeper.window());
        // The page may stay after all.
        keeper.forget_once_written(persisted.record.id.clone(), key);
    }
}

/// Writes every edit at once.
#[hook]
fn use_writing(store: &Store) {
    let plans = store.all_persisted();
    let tries = store.persistence.storage.tries;
    let store = store.clone();
    use_effect_with((plans, tries), move |(plans, _)| {
        let keeper = &store.persistence.keeper;
        for persisted in plans.iter().filter(|persisted| !persisted.is_unwritten()) {
            keeper.forget_recovered(&persisted.record.id);
        }
        keeper.write(&telling(&store), plans.clone(), store.persistence.storage.tries);
    });
}

/// Stores a plan's state some time after the last edit.
#[hook]
fn use_states(store: &Store, latest: &Latest) {
    let due = store.persistence.persisted.as_ref().filter(|persisted| persisted.is_state_due());
    let due = due.map(|persisted| (persisted.record.id.clone(), persisted.session.number()));
    let latest = latest.clone();
    use_effect_with(due, move |due| {
        let timer = due.clone().map(|due| {
            Timeout::new(PAUSE, move || {
                spawn_local(async move { store_state(&latest, &due).await })
            })
        });
        move || drop(timer)
    });
}

pub(super) async fn store_state(latest: &Latest, (id, number): &(PlanId, u64)) {
    idle().await;
    let store = latest.borrow().clone();
    let Some(persisted) = store.persistence.persisted.as_ref() else { return };
    let is_it = persisted.record.id == *id && persisted.session.number() == *number;
    if !is_it || !persisted.is_state_due() {
        return;
    }
    let report = store.awaited.is_none().then_some(&*store.report);
    let stored = store.persistence.keeper.store_state(persisted, store.plan(), report).await;
    store.dispatch(Action::HearKeeper(match stored {
        Ok(record) => KeeperNews::Listed { record, number: *number },
        // The edits are in the log; only opening the plan takes longer.
        Err(error) => KeeperNews::Trouble(error),
    }));
}

/// Stores what belongs to the shown plan without being part of it: the state from which a change is
/// planned, and the states of the cloud.
#[hook]
fn use_belongings(store: &Store) {
    let before = store.remembered.clone();
    let write = |plan: &Rc<Plan>| plan_file::write_compact(plan);
    use_text(store, keys::before_change, before.map(Same), move |it| write(&it.0));
    let cloud = store.history.cloud().clone();
    use_text(store, keys::cloud, Some(cloud), |states| {
        // Nothing in it can fail to be written: there are no maps.
        serde_json::to_string(states).unwrap_or_default()
    });
}

/// Stores a text that belongs to the shown plan, and deletes it when there is none.
#[hook]
fn use_text<T: Clone + PartialEq + 'static>(
    store: &Store,
    key: fn(&PlanId) -> String,
    value: Option<T>,
    write: impl Fn(&T) -> String + 'static,
) {
    let persisted =
        store.persistence.persisted.as_ref().filter(|persisted| persisted.unstored.is_none());
    let plan = persisted.map(|persisted| persisted.record.id.clone());
    let is_there = use_mut_ref(|| (plan.clone(), value.clone()));
    let store = store.clone();
    use_effect_with((plan, value), move |now| {
        let (plan, value) = now;
        let known = is_there.replace(now.clone());
        let Some(plan) = plan else { return };
        // A value that was read with the plan is stored already.
        let has_come = known.0.as_ref() != Some(plan) && !store.is_new_here();
        if known == *now || has_come {
            return;
        }
        let text = value.as_ref().map(&write);
        let (keeper, key, store) =
            (store.persistence.keeper.clone(), key(plan), store.dispatcher());
        spawn_local(async move {
            if let Err(error) = keeper.keep_text(key, text).await {
                store.dispatch(Action::HearKeeper(KeeperNews::Trouble(error)));
            }
        });
    });
}

/// Works out the undo steps of a plan that was shown without them, and moves the beginning of a
/// long log.
#[hook]
fn use_undo_steps(store: &Store, latest: &Latest) {
    let persisted = store.persistence.persisted.as_ref();
    let rest = persisted
        .and_then(|persisted| Some((persisted.record.id.clone(), persisted.rest.clone()?)));
    let latest = latest.clone();
    use_effect_with(rest, move |rest| {
        if let Some((id, rest)) = rest.clone() {
            spawn_local(async move { work_out(&latest, id, &rest).await });
        }
    });
}

async fn work_out(latest: &Latest, id: PlanId, rest: &UnreplayedLog) {
    idle().await;
    let keeper = latest.borrow().persistence.keeper.clone();
    let mut replay = rest.replay.clone();
    loop {
        while replay.step(rest.at_once) {
            wait(0).await;
        }
        let (history, number) = replay.finish();
        let store = latest.borrow().clone();
        let Some(persisted) =
            store.persistence.persisted.as_ref().filter(|persisted| persisted.record.id == id)
        else {
            return;
        };
        if persisted.session.number() == number {
            let oldest = history.oldest().map(|(plan, first)| (plan.clone(), first));
            let long = number.saturating_sub(persisted.base) > MOST_ENTRIES;
            if let Some((plan, first)) = oldest.filter(|(_, first)| long && *first > persisted.base)
            {
                let base = first.saturating_sub(1);
                if keeper.move_base(persisted, &plan, base).await.is_ok() {
                    store.dispatch(Action::HearKeeper(KeeperNews::Rebased {
                        plan: id.clone(),
                        number: base,
                    }));
                }
            }
            store.dispatch(Action::HearKeeper(KeeperNews::Deepened { plan: id, number, history }));
            return;
        }
        // Entries were made meanwhile.
        let Ok(more) = keeper.log_behind(&id, number).await else { return };
        if more.is_empty() {
            return;
        }
        replay = Replay::resume(history, number, more);
        wait(0).await;
    }
}
