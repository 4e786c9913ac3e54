//! Following the page's address: when the page is opened, and when the address changes.

use std::cell::RefCell;
use std::rc::Rc;

use yew::platform::spawn_local;
use yew::prelude::*;

use crate::command::ViewChange;
use crate::format::encoding::text_of;
use crate::format::forward_compatibility::{Opened, read_as_far_as_known};
use crate::format::link::{
    self,
    address::{Address, PlanSource},
};
use crate::locale::{GeneralText, Language, ShareText};
use crate::plan::limits::MOST_BYTES_INDENTED;
use crate::platform::{Unfetched, fetch_bytes, fragment, leave_fragment, on_window, place};
use crate::view::parts::{ChunkError, chunk, use_listening};
use crate::view::state::{Action, Arrival, State, Store, Visit, VisitStage};

/// A plan from elsewhere, as it is found.
pub(crate) enum Found<'a> {
    /// The text of a link.
    Link(&'a str),
    /// The bytes of a file.
    File(Vec<u8>),
}

chunk! {
    /// Reads plans from elsewhere, or says why they cannot be read.
    pub(crate) const LINKS: Chunk<fn(Found<'_>, Language) -> Result<Opened, String>> = links::links(opened);
}

/// The first state of the page, with the plan that the page's address names, if any.
pub(crate) async fn arrived(mut state: State) -> State {
    let mut now = fragment();
    while !now.is_empty() {
        let arrival = arrival(now.clone()).await;
        // The address may have changed meanwhile.
        let asked = std::mem::replace(&mut now, fragment());
        if now != asked {
            continue;
        }
        state.arrive(arrival);
        if let (_, Some(ViewChange::Fit)) = state.view_change {
            // At first the board shows the plan at a size that can be read.
            state.view_change = (0, None);
        }
        break;
    }
    state
}

/// Works out what an address asks for, without loading a plan's file.
async fn arrival(fragment: String) -> Arrival {
    let address = Address::parse(&fragment);
    let opened = match &address.plan {
        Some(PlanSource::Link(link)) => Some(open(Found::Link(link), &address).await),
        Some(PlanSource::Url(_)) | None => None,
    };
    Arrival { fragment, address, opened, is_late: false }
}

/// As [`arrival`], where the code that reads plans from elsewhere is there already.
pub(crate) fn arrival_now(fragment: String) -> Arrival {
    let address = Address::parse(&fragment);
    let language = address.options.language.unwrap_or_default();
    let opened = match &address.plan {
        Some(PlanSource::Link(link)) => Some(opened(Found::Link(link), language)),
        Some(PlanSource::Url(_)) | None => None,
    };
    Arrival { fragment, address, opened, is_late: false }
}

/// Reads a plan from elsewhere.
async fn open(found: Found<'_>, address: &Address) -> Result<Opened, String> {
    let language = address.options.language.unwrap_or_default();
    match LINKS.entry().await {
        Ok(opened) => opened(found, language),
        Err(ChunkError) => Err(GeneralText::PartNotLoaded.text(language).into_owned()),
    }
}

/// Follows the address when it changes, and removes the plan from it when a visit ends.
#[hook]
pub(crate) fn use_address(store: &Store) {
    let followed: Rc<RefCell<String>> = use_mut_ref(fragment);
    {
        let (store, followed) = (store.dispatcher(), followed.clone());
        use_listening(move || {
            // Browsers report a change behind the `#` by either event, or by both.
            let follow = move || {
                let now = fragment();
                if followed.replace(now.clone()) != now {
                    let (store, followed) = (store.clone(), followed.clone());
                    spawn_local(async move {
                        let arrival = arrival(now.clone()).await;
                        // By then the address may name something else.
                        if *followed.borrow() == now {
                            store.dispatch(Action::Arrive(Box::new(arrival)));
                        }
                    });
                }
            };
            let again = follow.clone();
            [on_window("hashchange", move |_| follow()), on_window("popstate", move |_| again())]
        });
    }
    let awaited = store.visit.as_deref().filter(|visit| visit.stage == VisitStage::Loading);
    let awaited = awaited.map(|visit| visit.fragment.clone());
    {
        let store = store.dispatcher();
        use_effect_with(awaited, move |awaited| {
            let Some(fragment) = awaited.clone() else { return };
            spawn_local(async move {
                let address = Address::parse(&fragment);
                let Some(PlanSource::Url(found)) = &address.plan else { return };
                let language = address.options.language.unwrap_or_default();
                let opened = match load(found).await {
                    Ok(bytes) => open(Found::File(bytes), &address).await,
                    Err(why) => Err(why.text(language).into_owned()),
                };
                let arrival = Arrival { fragment, address, opened: Some(opened), is_late: true };
                store.dispatch(Action::Arrive(Box::new(arrival)));
            });
        });
    }
    let visited = store.visit.as_deref().map(|visit: &Visit| visit.fragment.clone());
    use_effect_with(visited, move |visited| {
        let is_left = visited.is_none() && Address::parse(&followed.borrow()).plan.is_some();
        if is_left {
            followed.replace(String::new());
            leave_fragment();
        }
    });
}

/// Reads the plan of a link or of a file.
fn opened(found: Found<'_>, language: Language) -> Result<Opened, String> {
    match found {
        Found::Link(link) => link::open(link).map_err(|error| error.text(language).into_owned()),
        Found::File(bytes) => {
            let text = text_of(bytes).map_err(|error| error.text(language).into_owned())?;
            read_as_far_as_known(&text).map_err(|error| error.text(language).into_owned())
        }
    }
}

/// Loads a file from another host.
async fn load(found: &str) -> Result<Vec<u8>, ShareText> {
    let Some((address, origin)) = place(found) else {
        return Err(ShareText::NoSuchPlace { place: found.to_owned() });
    };
    fetch_bytes(&address, MOST_BYTES_INDENTED).await.map_err(|why| match why {
        Unfetched::Policy => ShareText::ForbiddenByPolicy { origin },
        Unfetched::Refused => ShareText::RefusedByHost { origin },
        Unfetched::Status(status) => ShareText::HostSays { origin, status },
        Unfetched::TooLong => ShareText::PlaceTooLong { most: MOST_BYTES_INDENTED },
        Unfetched::Slow => ShareText::PlaceSlow { origin },
    })
}
