//! The trace: a question about packets with its answer, and below it the list of flows.

mod answer;
mod flows;
mod form;

use yew::prelude::*;

use answer::Answered;
use flows::Flows;
use form::Form;

/// The pane of the trace.
#[component]
pub(super) fn Trace() -> Html {
    html! {
        <div class="answer-list">
            <Form />
            <Answered />
            <Flows />
        </div>
    }
}
