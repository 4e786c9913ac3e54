//! Following the page's address: when the page is opened, and when the address changes.

use std::cell::RefCell;
use std::rc::Rc;

use yew::prelude::*;

use super::{Arrival, Visit};
use crate::command::ViewChange;
use crate::format::link::{
    self,
    address::{Address, Source},
};
use crate::layout::placed;
use crate::platform::{fragment, leave_fragment, on_window};
use crate::view::store::{Action, State, Store};

/// The state of the first moment, where the page's address names a plan.
pub(crate) fn arrived(mut state: State) -> State {
    let fragment = fragment();
    if !fragment.is_empty() {
        state.arrive(arrival(fragment));
        if let (_, Some(ViewChange::Fit)) = state.view_change {
            // At first the board shows the plan so that it can be read.
            state.view_change = (0, None);
        }
    }
    state
}

/// What comes of an address, as far as nothing has to be waited for.
fn arrival(fragment: String) -> Arrival {
    let address = Address::parse(&fragment);
    let opened = match &address.plan {
        Some(Source::Link(link)) => {
            Some(link::decode(link).map(placed).map_err(|error| error.to_string()))
        }
        Some(Source::Place(_)) | None => None,
    };
    Arrival { fragment, address, opened }
}

/// Follows the address when it changes, and has it follow when a visit ends.
#[hook]
pub(crate) fn use_address(store: &Store) {
    let followed: Rc<RefCell<String>> = use_mut_ref(fragment);
    {
        let (store, followed) = (store.dispatcher(), followed.clone());
        use_effect_with((), move |()| {
            // Browsers tell of a change behind the `#` by either event, or by both.
            let follow = move || {
                let now = fragment();
                if followed.replace(now.clone()) != now {
                    store.dispatch(Action::Arrive(Box::new(arrival(now))));
                }
            };
            let again = follow.clone();
            let listeners = [
                on_window("hashchange", move |_| follow()),
                on_window("popstate", move |_| again()),
            ];
            move || drop(listeners)
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
