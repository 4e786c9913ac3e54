//! The page's end: it asks its worker for the answer that it waits for, and shows what comes.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::timers::callback::Timeout;
use yew::platform::spawn_local;
use yew::prelude::*;

use super::talk::{ASKER, Ask};
use crate::layout::questions;
use crate::plan::Plan;
use crate::view::code::{CONNECTIONS, ChunkError};
use crate::view::parts::Same;
use crate::view::state::{Action, AwaitedAnswer, Store, use_store};

/// The time that the page has to be drawn before it works out an answer by itself, in milliseconds.
/// Every edit within it puts the answer off, so that typing is not held up.
const PAUSE: u32 = 60;

/// The worker of the page.
#[derive(Default)]
enum Slot {
    /// It was not needed yet.
    #[default]
    Unused,
    /// It is being started, and is to answer this plan.
    Starting(Rc<Plan>),
    Started(Ask),
}

/// Has the answer worked out that the page waits for.
#[hook]
pub(crate) fn use_slow_answers() {
    let store = use_store();
    let slot = use_mut_ref(Slot::default);
    let (plan, awaited, in_worker) = (store.plan().clone(), store.awaited, store.has_worker());
    use_effect_with((Same(plan), awaited, in_worker), move |(Same(plan), awaited, in_worker)| {
        if !*in_worker {
            // A worker that is lost ends, and gives its memory back.
            slot.take();
        }
        let is_due = matches!(awaited, Some(AwaitedAnswer::Soon | AwaitedAnswer::Update));
        let mut timer = None;
        let lacks_code = !plan.connections.is_empty() && CONNECTIONS.loaded().is_none();
        // The worker has all of the code.
        let is_own = !*in_worker || AwaitedAnswer::of(questions(plan)).is_none();
        if is_due && lacks_code && is_own {
            load_code(&store);
        } else if is_due && *in_worker {
            ask(&slot, plan, &store);
        } else if is_due {
            // Another edit before that starts the timer anew.
            timer = Some(Timeout::new(PAUSE, move || store.dispatch(Action::WorkOut)));
        }
        move || drop(timer)
    });
}

/// Loads the code for connections of one's own, with which the page then answers.
fn load_code(store: &Store) {
    let (language, dispatcher) = (store.options.language.unwrap_or_default(), store.dispatcher());
    spawn_local(async move {
        dispatcher.dispatch(match CONNECTIONS.entry().await {
            Ok(_) => Action::WorkOut,
            // The next edit tries it again.
            Err(ChunkError) => Action::not_loaded(language),
        });
    });
}

/// Asks the worker for the answer to a plan, and starts it first if it has not been.
fn ask(slot: &Rc<RefCell<Slot>>, plan: &Rc<Plan>, store: &Store) {
    let (known, is_new) = match &mut *slot.borrow_mut() {
        Slot::Started(ask) => (Some(ask.clone()), false),
        Slot::Starting(wanted) => {
            *wanted = plan.clone();
            (None, false)
        }
        none => {
            *none = Slot::Starting(plan.clone());
            (None, true)
        }
    };
    if let Some(ask) = known {
        ask(plan);
    }
    if is_new {
        let (slot, dispatcher) = (slot.clone(), store.dispatcher());
        spawn_local(async move {
            let start = ASKER.entry().await.ok();
            let started = start.and_then(|start| start(dispatcher.clone()));
            let before = match &started {
                Some(ask) => slot.replace(Slot::Started(ask.clone())),
                None => slot.replace(Slot::Unused),
            };
            match (started, before) {
                (Some(ask), Slot::Starting(plan)) => ask(&plan),
                (Some(_), _) => {}
                (None, _) => dispatcher.dispatch(Action::LoseWorker),
            }
        });
    }
}
