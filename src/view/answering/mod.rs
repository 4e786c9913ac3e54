//! Having plans answered that take longer than a frame: in a worker beside the page, or, where
//! there is none, between two frames.

mod in_page;
mod in_worker;
mod talk;

use crate::platform::WorkerScope;

pub(super) use in_page::use_slow_answers;

/// Answers the plans that the page sends to its worker, in which this runs.
pub(super) fn answer_in(worker: WorkerScope) {
    yew::platform::spawn_local(async move {
        match talk::ANSWERER.entry().await {
            Ok(serve) => serve(worker),
            // The page does not understand this, and answers by itself.
            Err(_) => worker.say(""),
        }
    });
}
