//! The actions on plans that the library page offers.

use std::cell::RefCell;
use std::rc::Rc;

use yew::platform::spawn_local;

use super::library_context::LibraryContext;
use super::library_state::{LibraryAction, LibraryQuestion};
use super::when::said;
use crate::edit::Edit;
use crate::format::plan as plan_file;
use crate::library::{KEPT_AFTER_REMOVAL, Origin, PlanId, PlanRecord, Standing};
use crate::locale::{LibraryText, WhenForm};
use crate::plan::Plan;
use crate::platform::{StorageError, focus, time_ms, wait};
use crate::view::commands::{download, file_stem, stem_of};
use crate::view::persistence::{KeeperNews, PersistedPlan};
use crate::view::state::{Action, Page, Store};

/// The id of the page's heading, which takes the focus where nothing better is left to take it.
pub(super) const TITLE: &str = "library-title";

/// The latest store, for tasks that outlive the drawing they began in.
pub(super) type Latest = Rc<RefCell<Store>>;

/// Shows a plan on the board.
pub(super) fn open(context: &LibraryContext, record: &PlanRecord) {
    if context.is_on_board(&record.id) {
        context.store.dispatch(Action::Visit(Page::Board));
        return;
    }
    let (context, id, name) = (context.clone(), record.id.clone(), record.name.clone());
    spawn_local(async move {
        match context.keeper().load(&id, context.store.entries_made()).await {
            Ok(loaded) => context.store.dispatch(Action::Resume(Box::new(loaded))),
            Err(why) => context.fail_to_open(&id, &name, why).await,
        }
    });
}

/// Shows an earlier state of a plan on the board, as a plan of its own.
pub(super) fn open_step(context: &LibraryContext, record: &PlanRecord, number: u64, at: u64) {
    let (context, id, name) = (context.clone(), record.id.clone(), record.name.clone());
    spawn_local(async move {
        match context.keeper().state_at(&id, number).await {
            Ok(plan) => {
                context.store.dispatch(Action::Begin(Box::new(plan), Origin::State(name.clone())));
                let when = said(at, WhenForm::Exact, context.language);
                context.tell(LibraryText::StateOpened { name, when });
            }
            Err(why) => context.fail_to_open(&id, &name, why).await,
        }
    });
}

/// Copies a plan, and chooses the copy.
pub(super) fn duplicate(context: &LibraryContext, record: &PlanRecord) {
    let (context, id, name) = (context.clone(), record.id.clone(), record.name.clone());
    spawn_local(async move {
        let copy = LibraryText::CopyOf(name.clone()).text(context.language).into_owned();
        match context.keeper().duplicate(&id, copy.clone()).await {
            Ok(id) => {
                context.library.dispatch(LibraryAction::Choose(id));
                context.tell(LibraryText::Copied(copy));
            }
            Err(why) => context.fail_to_open(&id, &name, why).await,
        }
    });
}

/// Offers a plan as a file. One that cannot be read is offered as it was found.
pub(super) fn save(context: &LibraryContext, record: &PlanRecord) {
    let (context, record) = (context.clone(), record.clone());
    spawn_local(async move {
        let (store, language) = (&context.store, context.language);
        if record.standing() == Standing::Unreadable {
            let name = format!("{}.json", stem_of(&record.name));
            match context.keeper().unread_text(&record.id).await {
                Ok(Some(text)) => download(store, language, &name, "application/json", &text),
                Ok(None) => context.fail(LibraryText::GoneMeanwhile),
                Err(error) => context.fail_for(&error),
            }
            return;
        }
        match context.keeper().load(&record.id, store.entries_made()).await {
            Ok(loaded) => {
                let plan: &Plan = loaded.history.plan();
                let name = format!("{}.json", file_stem(plan));
                download(store, language, &name, "application/json", &plan_file::write(plan));
            }
            Err(why) => context.fail_to_open(&record.id, &record.name, why).await,
        }
    });
}

/// Renames a plan.
pub(super) fn rename(context: &LibraryContext, record: &PlanRecord, name: String) {
    context.ask(None);
    if name == record.name {
        return;
    }
    if context.is_on_board(&record.id) {
        context.store.dispatch(Action::edit(vec![Edit::Rename(name)]));
        return;
    }
    let (context, id, old) = (context.clone(), record.id.clone(), record.name.clone());
    spawn_local(async move {
        let made = context.store.entries_made();
        if let Err(why) = context.keeper().rename(&id, &name, made).await {
            context.fail_to_open(&id, &old, why).await;
        }
    });
}

/// Moves a plan to the removed ones, where it can be got back for some time. If it is on the board,
/// another plan is shown there.
pub(super) fn remove(context: &LibraryContext, latest: &Latest, record: &PlanRecord) {
    let (context, latest, record) = (context.clone(), latest.clone(), record.clone());
    spawn_local(async move {
        leave(&context, &latest, &record.id).await;
        let now = time_ms();
        let removed = |it: &mut PlanRecord| it.removed = Some(now);
        match context.keeper().change_record(&record.id, removed).await {
            Ok(()) => {
                let until = now.saturating_add(KEPT_AFTER_REMOVAL);
                let until = said(until, WhenForm::Day, context.language);
                context.tell(LibraryText::IsRemoved { name: record.name, until });
                focus(TITLE);
            }
            Err(StorageError::Full) => context.ask(Some(LibraryQuestion::ForgetForRoom(record.id))),
            Err(error) => context.fail_for(&error),
        }
    });
}

/// Takes a plan that is about to be removed off the board, once everything of it is written.
async fn leave(context: &LibraryContext, latest: &Latest, id: &PlanId) {
    let is_unwritten = || {
        let plans = latest.borrow().all_persisted();
        plans.iter().any(|kept| kept.record.id == *id && PersistedPlan::is_unwritten(kept))
    };
    // If the browser has not written it within two seconds, it is not going to.
    for _ in 0..40 {
        if !is_unwritten() {
            break;
        }
        wait(50).await;
    }
    if !context.is_on_board(id) {
        return;
    }
    let store = latest.borrow().clone();
    let others = context.keeper().list().await.unwrap_or_default();
    let other = others.iter().find(|it| it.id != *id && it.standing() == Standing::Kept);
    let loaded = match other {
        Some(other) => context.keeper().load(&other.id, store.entries_made()).await.ok(),
        None => None,
    };
    store.dispatch(match loaded {
        Some(loaded) => Action::Resume(Box::new(loaded)),
        None => Action::Begin(Box::default(), Origin::Empty),
    });
    store.dispatch(Action::HearKeeper(KeeperNews::LetGo(id.clone())));
    store.dispatch(Action::Visit(Page::Plans));
}

/// Gets a removed plan back.
pub(super) fn get_back(context: &LibraryContext, record: &PlanRecord) {
    let (context, record) = (context.clone(), record.clone());
    spawn_local(async move {
        match context.keeper().change_record(&record.id, |it| it.removed = None).await {
            Ok(()) => {
                context.tell(LibraryText::IsBack(record.name));
                context.library.dispatch(LibraryAction::Choose(record.id));
                focus(TITLE);
            }
            Err(error) => context.fail_for(&error),
        }
    });
}

/// Removes plans for good.
pub(super) fn forget(context: &LibraryContext, latest: &Latest, records: Vec<PlanRecord>) {
    context.ask(None);
    let (context, latest) = (context.clone(), latest.clone());
    spawn_local(async move {
        let ids = records.iter().map(|it| it.id.clone()).collect::<Vec<_>>();
        for id in &ids {
            leave(&context, &latest, id).await;
        }
        match context.keeper().forget(&ids).await {
            Ok(()) => {
                context.tell(match records.as_slice() {
                    [one] => LibraryText::IsGone(one.name.clone()),
                    more => LibraryText::AreGone(more.len()),
                });
                focus(TITLE);
            }
            Err(error) => context.fail_for(&error),
        }
    });
}

/// Tries once more to read a plan that could not be read.
pub(super) fn try_again(context: &LibraryContext, record: &PlanRecord) {
    let (context, record) = (context.clone(), record.clone());
    spawn_local(async move {
        match context.keeper().try_again(&record.id).await {
            Ok(()) => {
                context.tell(LibraryText::CanBeRead(record.name));
                context.library.dispatch(LibraryAction::Choose(record.id));
            }
            Err(why) => context.fail_to_open(&record.id, &record.name, why).await,
        }
    });
}
