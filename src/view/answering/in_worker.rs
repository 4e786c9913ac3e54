//! The program in the worker: it answers the plan of the page, and draws nothing.

use crate::background::Answerer;
use crate::platform::WorkerScope;

/// Answers the plans that the page sends to its worker.
pub(super) fn serve(worker: WorkerScope) {
    let mut answerer = Answerer::default();
    worker.listen(move |worker, message| {
        let understood = answerer.hear(&message, || worker.now(), |text| worker.say(&text));
        if understood.is_none() {
            // The page does not understand this either, and answers by itself.
            worker.say("");
        }
    });
}
