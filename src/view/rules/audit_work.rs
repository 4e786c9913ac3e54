//! The progress of the audit, with buttons that stop it and go on.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::timers::callback::{Interval, Timeout};
use yew::prelude::*;

use crate::engine::AuditProgress;
use crate::locale::AmountText;
use crate::plan::ElementId;
use crate::view::parts::{Button, say, use_language};
use crate::view::state::{Action, use_store};

/// The properties of the progress of the audit.
#[derive(Debug, Clone, PartialEq, Eq, Properties)]
pub(crate) struct AuditWorkProps {
    /// True if the audit is worked out without showing its progress.
    #[prop_or_default]
    pub(crate) is_quiet: bool,
}

/// Works the audit out between frames and shows its progress, with a button to stop it.
#[component]
pub(crate) fn AuditWork(props: &AuditWorkProps) -> Html {
    let store = use_store();
    let language = use_language();
    let redraw = use_force_update();
    let auditing = store.auditing().clone();
    let is_done = store.audit().is_some();
    let is_put_off = store.awaited.is_some();
    let is_stopped = auditing.is_stopped();
    {
        let (store, redraw) = (store.clone(), redraw.clone());
        use_effect_with(
            (auditing.clone(), is_done || is_put_off, is_stopped),
            move |(auditing, ..)| {
                let (auditing, pause) = (auditing.clone(), auditing.pause());
                let timer = (!is_done && !is_put_off && !is_stopped).then(|| {
                    let work = move || {
                        if auditing.is_done() {
                            return;
                        }
                        match auditing.work() {
                            true => store.dispatch(Action::Audited),
                            false => redraw.force_update(),
                        }
                    };
                    let bits = Rc::new(RefCell::new(None));
                    let begin = {
                        let bits = bits.clone();
                        move || drop(bits.replace(Some(Interval::new(0, work))))
                    };
                    (Timeout::new(pause, begin), bits)
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
            auditing.stop(is_stopped);
            redraw.force_update();
        })
    };
    let button = |label: AmountText, onclick: Callback<MouseEvent>| {
        html! { <Button label={text(label)} small=true {onclick} /> }
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
