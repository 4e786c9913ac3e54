//! The form of a connection, as events read and change it: a key may come before the page has drawn
//! what the last one did.

use std::cell::RefCell;
use std::rc::Rc;

use yew::prelude::*;

use super::draft::{Draft, Side};
use crate::edit::Edit;
use crate::plan::{Connection, ConnectionId, Field, Plan, ProblemKind};
use crate::platform;
use crate::view::field::focus_soon;
use crate::view::state::{Action, Store};

/// The id of the first field. Those of the others begin alike.
pub(super) const FIRST_FIELD: &str = "connection-kind";

/// The beginning of the ids of all fields.
const FIELDS: &str = "connection-";

/// The content of the form.
#[derive(Debug)]
pub(super) struct Content {
    pub(super) draft: Draft,
    /// The new connection that waits while another one is changed.
    aside: Option<Draft>,
    /// True once somebody wanted to go on while an end was not chosen.
    pub(super) is_tried: bool,
}

/// The form of a connection.
#[derive(Clone)]
pub(super) struct Form {
    content: Rc<RefCell<Content>>,
    redraw: UseForceUpdateHandle,
    store: Store,
}

/// Makes the form, which begins with a draft.
#[hook]
pub(super) fn use_form(store: &Store, begin: impl FnOnce() -> Draft) -> Form {
    let content = use_mut_ref(|| Content { draft: begin(), aside: None, is_tried: false });
    {
        let store = store.clone();
        // What was typed and cannot be read goes with the form.
        use_effect_with((), move |()| move || forget(&store));
    }
    Form { content, redraw: use_force_update(), store: store.clone() }
}

/// Gives up what was typed into the fields and cannot be read.
fn forget(store: &Store) {
    for id in unread(store) {
        store.drafts.take(&id);
    }
}

/// The ids of the fields with drafts.
fn unread(store: &Store) -> Vec<AttrValue> {
    store.drafts.ids().into_iter().filter(|id| id.starts_with(FIELDS)).collect()
}

impl Form {
    /// The draft as it is now.
    pub(super) fn draft(&self) -> Draft {
        self.content.borrow().draft.clone()
    }

    /// True once somebody wanted to go on while an end was not chosen.
    pub(super) fn is_tried(&self) -> bool {
        self.content.borrow().is_tried
    }

    /// Makes a callback that changes the draft.
    pub(super) fn change<T: 'static>(&self, put: impl Fn(&mut Draft, T) + 'static) -> Callback<T> {
        let form = self.clone();
        Callback::from(move |value| {
            put(&mut form.content.borrow_mut().draft, value);
            form.redraw.force_update();
        })
    }

    /// Takes up a connection of the plan, to change it. A new one waits meanwhile.
    pub(super) fn edit(&self, id: ConnectionId) {
        self.enter();
        let Some(connection) = self.store.plan().connection(id) else { return };
        forget(&self.store);
        {
            let mut content = self.content.borrow_mut();
            let before = std::mem::replace(&mut content.draft, Draft::of(connection));
            if before.id.is_none() {
                content.aside = Some(before);
            }
            content.is_tried = false;
        }
        self.redraw.force_update();
        focus_soon(FIRST_FIELD.to_owned());
    }

    /// Puts the connection into the plan as one step, and returns it. Where something cannot be read
    /// or is not chosen, the focus goes there.
    pub(super) fn put(&self) -> Option<Draft> {
        self.enter();
        if let Some(field) = unread(&self.store).first() {
            platform::focus(field);
            return None;
        }
        let draft = self.draft();
        let plan = self.store.plan();
        let Some(connection) = draft.connection(plan) else {
            self.content.borrow_mut().is_tried = true;
            self.redraw.force_update();
            platform::focus(open_field(&draft));
            return None;
        };
        if let Some(field) = dangling(plan, &connection) {
            platform::focus(field);
            return None;
        }
        if plan.connection(connection.id) != Some(&connection) {
            self.store.dispatch(Action::edit(vec![Edit::PutConnection(connection)]));
        }
        Some(draft)
    }

    /// Goes on with another draft, or with the one that waits.
    pub(super) fn go_on(&self, next: impl FnOnce() -> Draft) {
        forget(&self.store);
        {
            let mut content = self.content.borrow_mut();
            content.draft = content.aside.take().unwrap_or_else(next);
            content.is_tried = false;
        }
        self.redraw.force_update();
    }

    /// Puts what was typed and can be read into the draft.
    fn enter(&self) {
        for id in unread(&self.store) {
            self.store.drafts.commit(&id);
        }
    }
}

/// The field of an end that the plan no longer has, as when another window has removed it.
fn dangling(plan: &Plan, connection: &Connection) -> Option<&'static str> {
    let problems = plan.problems_of_connection(connection);
    let gone = problems.iter().find(|it| matches!(it.kind, ProblemKind::Dangling { .. }))?;
    Some(match gone.field {
        Field::From => "connection-from",
        _ => "connection-to",
    })
}

/// The field of the end that is not chosen.
fn open_field(draft: &Draft) -> &'static str {
    match (draft.from, draft.to) {
        (Side::Open, _) => "connection-from",
        (Side::Address(None), _) => "connection-from-address",
        (_, Side::Address(None)) => "connection-to-address",
        _ => "connection-to",
    }
}
