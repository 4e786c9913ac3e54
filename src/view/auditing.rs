//! The audit of the plan that is shown, worked out between frames.
//!
//! What a small plan needs is done at once, while the page is drawn. Of a large one a bit is done
//! after the other, each about as long as half a frame, and whoever looks sees how far it is.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo::timers::callback::Interval;
use yew::prelude::*;

use super::store::{Action, use_store};
use super::text::{say, use_language};
use crate::engine::report::{Audit, Report};
use crate::engine::{AuditProgress, AuditRun};
use crate::locale::AmountText;
use crate::plan::{ElementId, Plan};
use crate::platform;

/// How long one bit of work may take, in milliseconds.
const BIT: f64 = 8.0;

/// The audit of a plan, as far as it is worked out. All states of the page that show the plan
/// share it.
#[derive(Clone)]
pub(super) struct Auditing(Rc<Inner>);

struct Inner {
    run: RefCell<AuditRun<Rc<Plan>, Rc<Report>>>,
    found: RefCell<Option<Rc<Audit>>>,
    is_begun: Cell<bool>,
    is_stopped: Cell<bool>,
}

impl PartialEq for Auditing {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Auditing {
    /// The audit of a plan, of which nothing is worked out.
    pub(super) fn new(plan: Rc<Plan>, report: Rc<Report>) -> Self {
        let (found, is_begun, is_stopped) = Default::default();
        Self(Rc::new(Inner {
            run: RefCell::new(AuditRun::new(plan, report)),
            found,
            is_begun,
            is_stopped,
        }))
    }

    /// The audit; nothing as long as it is not worked out. What can be done at once is done.
    pub(super) fn found(&self) -> Option<Rc<Audit>> {
        if !self.0.is_begun.replace(true) {
            self.work();
        }
        self.0.found.borrow().clone()
    }

    /// Does a bit of the work, and says whether all of it is done.
    fn work(&self) -> bool {
        let started = platform::now();
        let mut found = self.0.found.borrow_mut();
        let mut run = self.0.run.borrow_mut();
        while found.is_none() && platform::now() - started < BIT {
            *found = run.step().map(Rc::new);
        }
        found.is_some()
    }

    fn progress(&self) -> AuditProgress {
        self.0.run.borrow().progress()
    }
}

/// What the work is shown as.
#[derive(Debug, Clone, PartialEq, Eq, Properties)]
pub(super) struct AuditWorkProps {
    /// Whether it is done without a word.
    #[prop_or_default]
    pub(super) is_quiet: bool,
}

/// Works the audit out, says how far it is, and stops it.
#[component]
pub(super) fn AuditWork(props: &AuditWorkProps) -> Html {
    let store = use_store();
    let language = use_language();
    let redraw = use_force_update();
    let auditing = store.auditing().clone();
    let is_done = store.audit().is_some();
    let is_put_off = store.awaited.is_some();
    let is_stopped = auditing.0.is_stopped.get();
    {
        let (store, redraw) = (store.clone(), redraw.clone());
        use_effect_with(
            (auditing.clone(), is_done || is_put_off, is_stopped),
            move |(auditing, ..)| {
                let auditing = auditing.clone();
                let timer = (!is_done && !is_put_off && !is_stopped).then(|| {
                    Interval::new(0, move || {
                        if auditing.0.found.borrow().is_some() {
                            return;
                        }
                        match auditing.work() {
                            true => store.dispatch(Action::Audited),
                            false => redraw.force_update(),
                        }
                    })
                });
                move || drop(timer)
            },
        );
    }
    if is_done || is_put_off || props.is_quiet {
        return Html::default();
    }
    let text = |text: AmountText| say(text.text(language));
    let turn = |is_stopped: bool| {
        let (auditing, redraw) = (auditing.clone(), redraw.clone());
        Callback::from(move |_: MouseEvent| {
            auditing.0.is_stopped.set(is_stopped);
            redraw.force_update();
        })
    };
    let button = |label: AmountText, onclick: Callback<MouseEvent>| {
        html! { <button type="button" class="button small" {onclick}>{ text(label) }</button> }
    };
    if is_stopped {
        return html! {
            <div class="work" role="status">
                <p>{ text(AmountText::Stopped) }</p>
                { button(AmountText::LookAgain, turn(false)) }
            </div>
        };
    }
    let AuditProgress { place, number, of } = auditing.progress();
    let name = place.and_then(|place| store.plan().name_of(ElementId::from(place)));
    let looking = AmountText::LookingAt { name: name.map(str::to_owned), number, of };
    html! {
        <div class="work">
            <p role="status">{ text(looking) }</p>
            <progress
                max={of.max(1).to_string()}
                value={number.saturating_sub(1).to_string()}
                aria-label={text(AmountText::LookingAt { name: None, number, of })}
            />
            { button(AmountText::Stop, turn(true)) }
        </div>
    }
}
