//! The trace: a question about packets with its answer, and below it every flow with what each
//! layer says of it.

mod answer;
mod flows;
mod form;

use yew::prelude::*;

use answer::Answered;
use flows::Flows;
use form::Form;

/// The question, the answer, and the flows.
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
