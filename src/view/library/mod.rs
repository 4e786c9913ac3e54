//! The library page: all plans of the visitor, including those that were removed and those that
//! could not be read.

mod card;
mod deeds;
mod details;
mod history;
mod library_context;
mod library_state;
mod list;
mod picture;
mod rows;
mod side;
mod top;
mod transfer;
mod when;

use std::rc::Rc;

use yew::platform::spawn_local;
use yew::prelude::*;

use crate::library::{PlanId, PlanRecord, Standing};
use crate::platform::{focus, idle, room, time_ms};
use crate::view::parts::{chunk, use_language};
use crate::view::persistence::OpenError;
use crate::view::state::{use_persistence, use_store};
use deeds::{Latest, TITLE};
use details::Details;
use library_context::LibraryContext;
use library_state::{LibraryAction, LibraryState, Storage};
use list::list;
use side::side;
use top::{foot, top};
use when::moment;

chunk! {
    /// The library page.
    pub(crate) const LIBRARY: Chunk = library::library(Library);
}

/// The library page, over the board and its columns.
#[component]
fn Library() -> Html {
    let store = use_store();
    // What is written meanwhile is in the list.
    use_persistence();
    let language = use_language();
    let library = use_reducer(LibraryState::default);
    let latest: Latest = use_mut_ref(|| store.clone());
    latest.replace(store.clone());
    let context = LibraryContext { store, library, language };
    use_list(&context);
    use_contents(&context);
    use_looks(&context);
    use_effect_with((), |()| focus(TITLE));
    let measure = {
        let (library, keeper) = (context.library.dispatcher(), context.keeper());
        Callback::from(move |()| {
            let (library, keeper) = (library.clone(), keeper.clone());
            spawn_local(async move {
                let (room, exported) = (room().await, keeper.last_taken().await);
                library.dispatch(LibraryAction::Storage(Storage {
                    room,
                    exported,
                    is_refused: false,
                }));
            });
        })
    };
    {
        let measure = measure.clone();
        let plans = context.library.records.as_ref().map(|records| records.len());
        use_effect_with(plans, move |_| measure.emit(()));
    }
    let now = moment(time_ms());
    let shown = context.library.shown(&now);
    let chosen = context.library.detailed(&shown);
    let shows_details = context.library.shows_details && chosen.is_some();
    html! {
        <div class={classes!("library", shows_details.then_some("detailed"))}>
            { top(&context, &now, measure) }
            { side(&context, &now) }
            { list(&context, &latest, &shown, chosen) }
            if let Some(record) = chosen {
                <Details context={context.clone()} latest={latest.clone()} record={record.clone()} />
            }
            { foot(&context) }
        </div>
    }
}

/// Reads the list of plans, and again whenever it has changed.
#[hook]
fn use_list(context: &LibraryContext) {
    let (keeper, library) = (context.keeper(), context.library.dispatcher());
    let on_board = context.store.persistence.persisted.as_ref().map(|kept| kept.record.id.clone());
    // The plan on the board is chosen first.
    {
        let library = context.library.dispatcher();
        use_effect_with((), move |()| {
            if let Some(id) = on_board {
                library.dispatch(LibraryAction::Choose(id));
            }
        });
    }
    use_effect_with((), move |()| {
        let read: Rc<dyn Fn()> = {
            let (keeper, library) = (keeper.clone(), library);
            Rc::new(move || {
                let (keeper, library) = (keeper.clone(), library.clone());
                spawn_local(
                    async move { library.dispatch(LibraryAction::Listed(keeper.list().await)) },
                );
            })
        };
        read();
        keeper.on_list_change(Some(read));
        move || keeper.on_list_change(None)
    });
}

/// Reads the texts of the plans once something is searched for, and again whenever the list has
/// changed.
#[hook]
fn use_contents(context: &LibraryContext) {
    let is_searched = !context.library.query.trim().is_empty();
    let records = context.library.records.clone().filter(|_| is_searched);
    let (keeper, library) = (context.keeper(), context.library.dispatcher());
    use_effect_with(records, move |records| {
        if records.is_some() {
            spawn_local(async move {
                // If they cannot be read, only names are searched.
                if let Ok(contents) = keeper.contents().await {
                    library.dispatch(LibraryAction::Contents(contents));
                }
            });
        }
    });
}

/// Works out the summary and the picture of plans that came without them, one after the other.
#[hook]
fn use_looks(context: &LibraryContext) {
    let tried = use_mut_ref(Vec::<PlanId>::new);
    let context = context.clone();
    use_effect_with(context.library.records.clone(), move |_| {
        let is_due = |it: &&PlanRecord| {
            let is_unknown = it.standing() == Standing::Kept && it.answer().is_none();
            is_unknown && !context.is_on_board(&it.id) && !tried.borrow().contains(&it.id)
        };
        let Some(id) = context.library.all().iter().find(is_due).map(|it| it.id.clone()) else {
            return;
        };
        tried.borrow_mut().push(id.clone());
        let keeper = context.keeper();
        spawn_local(async move {
            idle().await;
            if let Err(OpenError::Unreadable(why)) = keeper.look_at(&id).await {
                keeper.note_unreadable(&id, why).await;
            }
        });
    });
}
