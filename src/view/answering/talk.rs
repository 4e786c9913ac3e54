//! The talk of the page with its worker. It is needed only where answers are slow, so it is in a
//! chunk, together with what the worker itself runs.

use std::cell::RefCell;
use std::rc::{Rc, Weak};

use yew::prelude::*;

use super::in_worker::serve;
use crate::background::{Heard, Requester};
use crate::plan::Plan;
use crate::platform::{Worker, WorkerNews, WorkerScope};
use crate::view::parts::chunk;
use crate::view::state::{Action, State};

/// A way to ask for the answer to a plan.
pub(super) type Ask = Rc<dyn Fn(&Rc<Plan>)>;

chunk! {
    /// Starts the page's worker; nothing where the browser forbids it.
    pub(super) const ASKER: Chunk<fn(UseReducerDispatcher<State>) -> Option<Ask>> =
        answers::asker(started);
}

chunk! {
    /// Answers plans in the worker.
    pub(super) const ANSWERER: Chunk<fn(WorkerScope)> = answers::answerer(serve);
}

/// The worker of the page, and the talk with it.
struct Talk {
    requester: Requester,
    worker: Worker,
}

fn started(dispatcher: UseReducerDispatcher<State>) -> Option<Ask> {
    let talk = Rc::new(RefCell::new(None::<Talk>));
    let hear = {
        let talk = Rc::downgrade(&talk);
        move |news: WorkerNews| {
            let heard = match news {
                WorkerNews::Message(text) => understood(&talk, &text),
                WorkerNews::Failed => None,
            };
            match heard {
                Some(Heard { answered: Some(answered), .. }) => {
                    dispatcher.dispatch(Action::TakeAnswer(answered));
                }
                Some(_) => {}
                None => dispatcher.dispatch(Action::LoseWorker),
            }
        }
    };
    let worker = Worker::start(hear)?;
    *talk.borrow_mut() = Some(Talk { requester: Requester::default(), worker });
    Some(Rc::new(move |plan| {
        if let Some(Talk { requester, worker }) = &mut *talk.borrow_mut() {
            requester.ask(plan).into_iter().for_each(|text| worker.say(text));
        }
    }))
}

/// Takes a message of the worker and sends what it asks for; none if nobody understands it.
fn understood(talk: &Weak<RefCell<Option<Talk>>>, text: &str) -> Option<Heard> {
    let talk = talk.upgrade()?;
    let talk = &mut *talk.borrow_mut();
    let Talk { requester, worker } = talk.as_mut()?;
    let mut heard = requester.hear(text)?;
    heard.send.drain(..).for_each(|text| worker.say(text));
    Some(heard)
}
