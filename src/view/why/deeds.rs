//! The deeds that a reason offers: apply changes, trace a flow, show the card of a change.

use yew::prelude::*;

use super::ask::ask;
use crate::command::CommandStep;
use crate::engine::report::{Change, ChangeId, Flow, Purpose, Verdict};
use crate::locale::NoticeText;
use crate::page::{Tab, View};
use crate::view::state::{Action, Sought, Store, TraceDraft};

/// Returns the callback that applies changes as one step.
pub(super) fn apply(store: &Store, changes: &[&Change]) -> Callback<MouseEvent> {
    let edits = changes.iter().flat_map(|change| change.remedy.iter().cloned());
    let (store, edits, count) = (store.clone(), edits.collect::<Vec<_>>(), changes.len());
    Callback::from(move |_| {
        let said = Some(NoticeText::Applied(count));
        store.dispatch(Action::Take(CommandStep::of(edits.clone()).saying(said)));
    })
}

/// Returns the callback that asks the trace about the flow that is the most in question: traffic
/// that is stopped, else anything that is. There is none without flows, and none within another page,
/// where nobody sees the trace.
pub(super) fn trace(store: &Store, flows: &[&Flow]) -> Option<Callback<MouseEvent>> {
    let rank = |flow: &Flow| {
        let is_stopped = matches!(flow.verdict, Verdict::Blocked | Verdict::Attention);
        (is_stopped, flow.purpose == Purpose::Traffic)
    };
    // The first of equals, not the last.
    let flow = flows.iter().rev().max_by_key(|flow| rank(flow))?;
    if store.options.view != View::Full {
        return None;
    }
    let (store, draft) = (store.clone(), TraceDraft::about(flow));
    Some(Callback::from(move |_| {
        store.dispatch(Action::Explain(None));
        ask(&store, draft.clone());
        store.dispatch(Action::Show(Tab::Trace));
    }))
}

/// Returns the callback that shows the card of a change. A part of the page without the rules to add
/// has none.
pub(super) fn show(store: &Store, id: ChangeId) -> Option<Callback<MouseEvent>> {
    if store.options.view == View::Board {
        return None;
    }
    let store = store.clone();
    Some(Callback::from(move |_| store.dispatch(Action::Seek(Some(Sought::Change(id))))))
}
