//! Parts of the state that components follow by themselves. A component that follows a part is drawn
//! anew when that part changes, and not with every change of the store.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use yew::prelude::*;

use super::page_state::State;
use super::store::Store;
use crate::plan::Plan;
use crate::view::persistence::Persistence;

/// The components that follow a part, for the page's root to tell them of changes.
#[derive(Clone, Default)]
pub(crate) struct Followers(Rc<FollowerList>);

#[derive(Default)]
struct FollowerList {
    store: RefCell<Option<Store>>,
    checks: RefCell<BTreeMap<u32, Rc<dyn Fn()>>>,
    next: Cell<u32>,
}

impl PartialEq for Followers {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Followers {
    /// Reads a part of the state as it is now.
    fn read<T>(&self, read: impl Fn(&State) -> T) -> T {
        // A handle keeps every state that is read through it, so each reading has one of its own.
        let store = self.0.store.borrow().clone();
        match store {
            Some(store) => read(&store),
            None => read(&State::new(Plan::default())),
        }
    }

    /// Has each follower look at its part.
    fn tell(&self) {
        let checks = self.0.checks.borrow().values().cloned().collect::<Vec<_>>();
        for check in checks {
            check();
        }
    }

    /// Adds a follower, until what is returned is dropped.
    fn add(&self, check: impl Fn() + 'static) -> Follower {
        let number = self.0.next.replace(self.0.next.get().wrapping_add(1));
        self.0.checks.borrow_mut().insert(number, Rc::new(check));
        Follower { followers: self.clone(), number }
    }
}

/// A follower in the list; it leaves when this is dropped.
struct Follower {
    followers: Followers,
    number: u32,
}

impl Drop for Follower {
    fn drop(&mut self) {
        self.followers.0.checks.borrow_mut().remove(&self.number);
    }
}

/// Keeps the followers at the page's root, and tells them when the state has changed.
#[hook]
pub(crate) fn use_followers(store: &Store) -> Followers {
    let followers = use_memo((), |()| Followers::default());
    followers.0.store.replace(Some(store.clone()));
    {
        let followers = followers.clone();
        use_effect(move || followers.tell());
    }
    (*followers).clone()
}

/// Follows a part of the state. The component is drawn anew when the part changes.
#[hook]
pub(crate) fn use_part<T: PartialEq + Clone + 'static>(read: impl Fn(&State) -> T + 'static) -> T {
    use_part_of(Rc::new(read))
}

/// As [`use_part`]; it is made once for all parts of one type.
#[hook]
fn use_part_of<T: PartialEq + Clone + 'static>(read: Rc<dyn Fn(&State) -> T>) -> T {
    let followers = use_context::<Followers>().unwrap_or_default();
    let redraw = use_force_update();
    let part = followers.read(&*read);
    let drawn = use_mut_ref(|| None::<(T, Rc<dyn Fn(&State) -> T>)>);
    drawn.replace(Some((part.clone(), read)));
    use_memo(followers, |followers| {
        let of_check = followers.clone();
        followers.add(move || {
            let known = drawn.borrow().clone();
            if known.is_some_and(|(part, read)| of_check.read(&*read) != part) {
                redraw.force_update();
            }
        })
    });
    part
}

/// Follows the persistence of plans.
#[hook]
pub(crate) fn use_persistence() -> Persistence {
    use_part(|state| state.persistence.0.clone())
}
