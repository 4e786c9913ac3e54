//! The trace: a question about packets with its answer, and below it the list of flows.

mod answer;
mod flows;
mod form;

use yew::prelude::*;

use crate::view::parts::chunk;
use answer::Answered;
use flows::Flows;
use form::Form;

chunk! {
    /// The pane of the trace.
    pub(super) const TRACE: Chunk = rules::trace(Trace);
}

/// The pane of the trace.
#[component]
fn Trace() -> Html {
    html! {
        <div class="answer-list">
            <Form />
            <Answered />
            <Flows />
        </div>
    }
}
