//! A worker of the page: the page's own module, started once more beside it.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::timers::callback::Timeout;
use wasm_bindgen::prelude::*;
use web_sys::{
    DedicatedWorkerGlobalScope, Event, MessageEvent, Url, UrlSearchParams, WorkerOptions,
    WorkerType,
};

/// The first message of a worker: it can take messages now.
const READY: &str = "ready";

/// The time that a worker may take until it is ready, in milliseconds.
const PATIENCE: u32 = 10_000;

/// The script of the page that names the files of the program.
const SCRIPT: &str = "script[data-worker]";

/// A worker, as the page has it. It ends when this is dropped.
pub(crate) struct Worker {
    worker: web_sys::Worker,
    /// The time until the worker is ready; none once it is.
    waiting: Rc<RefCell<Option<Waiting>>>,
    _heard: Closure<dyn FnMut(MessageEvent)>,
    _failed: Closure<dyn FnMut(Event)>,
}

/// The time until a worker is ready.
struct Waiting {
    /// The messages that it is to get then.
    texts: Vec<String>,
    /// The end of the patience; it does not come where this is dropped before.
    _end: Timeout,
}

/// The news of a worker.
pub(crate) enum WorkerNews {
    /// It sent a message.
    Message(String),
    /// It could not be started, was not ready in time, or broke off.
    Failed,
}

impl Worker {
    /// Checks whether the page names the files that a worker needs. The page as one file has none.
    pub(crate) fn is_possible() -> bool {
        address().is_some()
    }

    /// Starts a worker; nothing where the browser forbids it.
    pub(crate) fn start(hear: impl Fn(WorkerNews) + 'static) -> Option<Self> {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let (address, files) = address()?;
        // Its address is not kept where the worker that keeps the planner offline answers for it.
        options.set_name(&files);
        let worker = web_sys::Worker::new_with_options(&address, &options).ok()?;
        let hear = Rc::new(hear);
        let end = {
            let hear = hear.clone();
            Timeout::new(PATIENCE, move || hear(WorkerNews::Failed))
        };
        let waiting = Rc::new(RefCell::new(Some(Waiting { texts: vec![], _end: end })));
        let heard = {
            let (hear, waiting, worker) = (hear.clone(), waiting.clone(), worker.clone());
            Closure::wrap(Box::new(move |event: MessageEvent| match event.data().as_string() {
                Some(text) if text == READY => {
                    for text in waiting.take().into_iter().flat_map(|it| it.texts) {
                        send(&worker, &text);
                    }
                }
                Some(text) => hear(WorkerNews::Message(text)),
                None => hear(WorkerNews::Failed),
            }) as Box<dyn FnMut(MessageEvent)>)
        };
        let failed = Closure::wrap(
            Box::new(move |_: Event| hear(WorkerNews::Failed)) as Box<dyn FnMut(Event)>
        );
        worker.set_onmessage(Some(heard.as_ref().unchecked_ref()));
        worker.set_onerror(Some(failed.as_ref().unchecked_ref()));
        Some(Self { worker, waiting, _heard: heard, _failed: failed })
    }

    /// Sends a message to the worker.
    pub(crate) fn say(&self, text: String) {
        match &mut *self.waiting.borrow_mut() {
            Some(waiting) => waiting.texts.push(text),
            None => send(&self.worker, &text),
        }
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.worker.terminate();
    }
}

fn send(worker: &web_sys::Worker, text: &str) {
    // A text can always be sent.
    drop(worker.post_message(&text.into()));
}

/// The address of the worker's script, and those of the files that it loads, as a query.
fn address() -> Option<(String, String)> {
    let document = gloo::utils::document();
    let script = document.query_selector(SCRIPT).ok()??;
    let base = document.base_uri().ok()??;
    let named = |name: &str| Url::new_with_base(&script.get_attribute(name)?, &base).ok();
    let files = UrlSearchParams::new().ok()?;
    files.append("js", &named("data-js")?.href());
    files.append("wasm", &named("data-wasm")?.href());
    Some((named("data-worker")?.href(), String::from(files.to_string())))
}

/// The worker itself, as the program has it that runs there.
pub(crate) struct WorkerScope(DedicatedWorkerGlobalScope);

impl WorkerScope {
    /// The worker that the program runs in; none in a page.
    pub(crate) fn here() -> Option<Self> {
        js_sys::global().dyn_into().ok().map(Self)
    }

    /// Takes messages from now on, and says so to the page.
    pub(crate) fn listen(self, mut hear: impl FnMut(&Self, String) + 'static) {
        let scope = self.0.clone();
        let heard = Closure::wrap(Box::new(move |event: MessageEvent| {
            if let Some(text) = event.data().as_string() {
                hear(&self, text);
            }
        }) as Box<dyn FnMut(MessageEvent)>);
        scope.set_onmessage(Some(heard.as_ref().unchecked_ref()));
        // It listens as long as the worker lives.
        heard.forget();
        Self(scope).say(READY);
    }

    /// Sends a message to the page.
    pub(crate) fn say(&self, text: &str) {
        // A text can always be sent.
        drop(self.0.post_message(&text.into()));
    }

    /// The time since the worker started, in milliseconds.
    pub(crate) fn now(&self) -> f64 {
        self.0.performance().map_or(0.0, |performance| performance.now())
    }
}
