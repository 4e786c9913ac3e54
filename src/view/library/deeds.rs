//! What is done to plans on their page.

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
use crate::view::persistence::KeeperNews;
use crate::view::persistence::PersistedPlan;
use crate::view::state::{Action, Page, Store};

/// The heading of the page, which takes the focus where nothing better is left to take it.
pub(super) const TITLE: &str = "library-title";

/// The store as it is now, whenever that is.
pub(super) type Latest = Rc<RefCell<Store>>;

/// Shows a plan on the board.
pub(super) fn open(desk: &LibraryContext, record: &PlanRecord) {
    if desk.is_on_board(&record.id) {
        desk.store.dispatch(Action::Visit(Page::Board));
        return;
    }
    let (desk, id, name) = (desk.clone(), record.id.clone(), record.name.clone());
    spawn_local(async move {
        match desk.keeper().load(&id, desk.store.entries_made()).await {
            Ok(loaded) => desk.store.dispatch(Action::Resume(Box::new(loaded))),
            Err(why) => desk.fail_to_open(&id, &name, why).await,
        }
    });
}

/// Shows an earlier state of a plan on the board, as a plan of its own.
pub(super) fn open_step(desk: &LibraryContext, record: &PlanRecord, number: u64, at: u64) {
    let (desk, id, name) = (desk.clone(), record.id.clone(), record.name.clone());
    spawn_local(async move {
        match desk.keeper().state_at(&id, number).await {
            Ok(plan) => {
                desk.store.dispatch(Action::Begin(Box::new(plan), Origin::State(name.clone())));
                let when = said(at, WhenForm::Exact, desk.language);
                desk.tell(LibraryText::StateOpened { name, when });
            }
            Err(why) => desk.fail_to_open(&id, &name, why).await,
        }
    });
}

/// Writes a plan once more, as a plan of its own, and chooses that.
pub(super) fn duplicate(desk: &LibraryContext, record: &PlanRecord) {
    let (desk, id, name) = (desk.clone(), record.id.clone(), record.name.clone());
    spawn_local(async move {
        let copy = LibraryText::CopyOf(name.clone()).text(desk.language).into_owned();
        match desk.keeper().duplicate(&id, copy.clone()).await {
            Ok(id) => {
                desk.shelf.dispatch(LibraryAction::Choose(id));
                desk.tell(LibraryText::Copied(copy));
            }
            Err(why) => desk.fail_to_open(&id, &name, why).await,
        }
    });
}

/// Offers a plan as a file. One that cannot be read is offered as it was found.
pub(super) fn save(desk: &LibraryContext, record: &PlanRecord) {
    let (desk, record) = (desk.clone(), record.clone());
    spawn_local(async move {
        let (store, language) = (&desk.store, desk.language);
        if record.standing() == Standing::Unreadable {
            let name = format!("{}.json", stem_of(&record.name));
            match desk.keeper().unread_text(&record.id).await {
                Ok(Some(text)) => download(store, language, &name, "application/json", &text),
                Ok(None) => desk.fail(LibraryText::GoneMeanwhile),
                Err(error) => desk.fail_for(&error),
            }
            return;
        }
        match desk.keeper().load(&record.id, store.entries_made()).await {
            Ok(loaded) => {
                let plan: &Plan = loaded.history.plan();
                let name = format!("{}.json", file_stem(plan));
                download(store, language, &name, "application/json", &plan_file::write(plan));
            }
            Err(why) => desk.fail_to_open(&record.id, &record.name, why).await,
        }
    });
}

/// Names a plan.
pub(super) fn rename(desk: &LibraryContext, record: &PlanRecord, name: String) {
    desk.ask(None);
    if name == record.name {
        return;
    }
    if desk.is_on_board(&record.id) {
        desk.store.dispatch(Action::edit(vec![Edit::Rename(name)]));
        return;
    }
    let (desk, id, old) = (desk.clone(), record.id.clone(), record.name.clone());
    spawn_local(async move {
        let made = desk.store.entries_made();
        if let Err(why) = desk.keeper().rename(&id, &name, made).await {
            desk.fail_to_open(&id, &old, why).await;
        }
    });
}

/// Removes a plan, so that it can be got back for some time. In the place of the one on the board
/// another one is shown there.
pub(super) fn remove(desk: &LibraryContext, latest: &Latest, record: &PlanRecord) {
    let (desk, latest, record) = (desk.clone(), latest.clone(), record.clone());
    spawn_local(async move {
        leave(&desk, &latest, &record.id).await;
        let now = time_ms();
        let removed = |it: &mut PlanRecord| it.removed = Some(now);
        match desk.keeper().change_record(&record.id, removed).await {
            Ok(()) => {
                let until = now.saturating_add(KEPT_AFTER_REMOVAL);
                let until = said(until, WhenForm::Day, desk.language);
                desk.tell(LibraryText::IsRemoved { name: record.name, until });
                focus(TITLE);
            }
            Err(StorageError::Full) => desk.ask(Some(LibraryQuestion::ForgetForRoom(record.id))),
            Err(error) => desk.fail_for(&error),
        }
    });
}

/// Gets a plan off the board that is about to be removed, with everything of it written.
async fn leave(desk: &LibraryContext, latest: &Latest, id: &PlanId) {
    let is_unwritten = || {
        let plans = latest.borrow().all_kept();
        plans.iter().any(|kept| kept.record.id == *id && PersistedPlan::is_unwritten(kept))
    };
    // What the browser does not write in two seconds it does not write.
    for _ in 0..40 {
        if !is_unwritten() {
            break;
        }
        wait(50).await;
    }
    if !desk.is_on_board(id) {
        return;
    }
    let store = latest.borrow().clone();
    let others = desk.keeper().list().await.unwrap_or_default();
    let other = others.iter().find(|it| it.id != *id && it.standing() == Standing::Kept);
    let loaded = match other {
        Some(other) => desk.keeper().load(&other.id, store.entries_made()).await.ok(),
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
pub(super) fn get_back(desk: &LibraryContext, record: &PlanRecord) {
    let (desk, record) = (desk.clone(), record.clone());
    spawn_local(async move {
        match desk.keeper().change_record(&record.id, |it| it.removed = None).await {
            Ok(()) => {
                desk.tell(LibraryText::IsBack(record.name));
                desk.shelf.dispatch(LibraryAction::Choose(record.id));
                focus(TITLE);
            }
            Err(error) => desk.fail_for(&error),
        }
    });
}

/// Removes plans for good.
pub(super) fn forget(desk: &LibraryContext, latest: &Latest, records: Vec<PlanRecord>) {
    desk.ask(None);
    let (desk, latest) = (desk.clone(), latest.clone());
    spawn_local(async move {
        let ids = records.iter().map(|it| it.id.clone()).collect::<Vec<_>>();
        for id in &ids {
            leave(&desk, &latest, id).await;
        }
        match desk.keeper().forget(&ids).await {
            Ok(()) => {
                desk.tell(match records.as_slice() {
                    [one] => LibraryText::IsGone(one.name.clone()),
                    more => LibraryText::AreGone(more.len()),
                });
                focus(TITLE);
            }
            Err(error) => desk.fail_for(&error),
        }
    });
}

/// Looks at a plan again that could not be read.
pub(super) fn try_again(desk: &LibraryContext, record: &PlanRecord) {
    let (desk, record) = (desk.clone(), record.clone());
    spawn_local(async move {
        match desk.keeper().try_again(&record.id).await {
            Ok(()) => {
                desk.tell(LibraryText::CanBeRead(record.name));
                desk.shelf.dispatch(LibraryAction::Choose(record.id));
            }
            Err(why) => desk.fail_to_open(&record.id, &record.name, why).await,
        }
    });
}
