//! A bound on the number of things drawn at once. For a plan beyond it the board tells the size of
//! the plan and draws it in portions. Between two portions the page can answer.

use gloo::timers::callback::Timeout;
use yew::prelude::*;

use crate::command::Dialog;
use crate::layout::Amount;
use crate::locale::{AmountText, CommandText};
use crate::page::View;
use crate::view::commands::use_run_command;
use crate::view::parts::{Button, ButtonLook, name_of, say, use_language};
use crate::view::state::{Action, use_store};

/// The most things that are drawn at once. A thing is about ten elements, and a browser on a slow
/// machine draws some four thousand things in a second.
const AT_ONCE: usize = 1_500;

/// The number of things in a portion.
const PORTION: usize = 200;

/// The number of things of a large plan that are drawn in a second, roughly.
const IN_A_SECOND: usize = 600;

/// The progress of drawing a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Drawing {
    /// The number of the plan.
    shown: u32,
    /// The most things of each kind that are drawn; none where there is no bound.
    limit: Option<usize>,
    is_going_on: bool,
}

/// The progress of drawing the shown plan, with a setter to go on.
#[derive(Clone)]
pub(super) struct Bound {
    drawing: Drawing,
    set: UseStateSetter<Option<Drawing>>,
    amount: Amount,
}

/// Keeps the bound on the things drawn of the shown plan.
#[hook]
pub(super) fn use_bound() -> Bound {
    let store = use_store();
    let amount = Amount::of(store.plan());
    let known = use_state_eq(|| None::<Drawing>);
    // A plan that grows while it is edited stays drawn.
    let drawing = known.filter(|it| it.shown == store.shown).unwrap_or_else(|| {
        let limit = (amount.things > AT_ONCE).then_some(0);
        Drawing { shown: store.shown, limit, is_going_on: false }
    });
    let set = known.setter();
    {
        let set = set.clone();
        use_effect_with(drawing, move |drawing| {
            // The first answer is kept, so that it is not worked out anew after every edit.
            set.set(Some(*drawing));
        });
    }
    let bound = Bound { drawing, set, amount };
    {
        let bound = bound.clone();
        use_effect_with(drawing, move |drawing| {
            let timer = drawing.is_going_on.then(|| Timeout::new(0, move || bound.go_on()));
            move || drop(timer)
        });
    }
    bound
}

impl Bound {
    /// The most things of each kind that are drawn.
    pub(super) fn limit(&self) -> usize {
        self.drawing.limit.unwrap_or(usize::MAX)
    }

    fn to(&self, drawing: Drawing) {
        self.set.set(Some(drawing));
    }

    /// Draws the next portion.
    fn go_on(&self) {
        let limit = self.limit().saturating_add(PORTION);
        let is_whole = limit >= self.amount.things;
        let limit = (!is_whole).then_some(limit);
        self.to(Drawing { limit, is_going_on: !is_whole, ..self.drawing });
    }

    fn seconds(&self) -> usize {
        self.amount.things / IN_A_SECOND
    }
}

#[derive(Clone, Properties)]
pub(super) struct BoundProps {
    pub(super) bound: Bound,
}

impl PartialEq for BoundProps {
    fn eq(&self, other: &Self) -> bool {
        self.bound.drawing == other.bound.drawing && self.bound.amount == other.bound.amount
    }
}

/// A note about the part that is not drawn, with buttons to go on; empty where all is drawn.
#[component]
pub(super) fn Beyond(props: &BoundProps) -> Html {
    let bound = props.bound.clone();
    let store = use_store();
    let language = use_language();
    let run_command = use_run_command();
    let Some(done) = bound.drawing.limit else { return Html::default() };
    let text = |text: AmountText| say(text.text(language));
    let is_going_on = bound.drawing.is_going_on;
    let button = |label: AmountText, is_going_on: bool| {
        let bound = bound.clone();
        let onclick = move |_: MouseEvent| bound.to(Drawing { is_going_on, ..bound.drawing });
        let look = if is_going_on { ButtonLook::Primary } else { ButtonLook::Plain };
        html! { <Button label={text(label)} {look} {onclick} /> }
    };
    let way_out = match store.is_visiting() {
        // A page around the planner has links of its own.
        _ if store.options.view != View::Full => Html::default(),
        true => {
            let back = CommandText::BackToOwn;
            html! {
                <Button
                    label={name_of(back, language)}
                    onclick={move |_| run_command.emit(back)}
                />
            }
        }
        false => {
            let store = store.clone();
            let onclick = move |_: MouseEvent| store.dispatch(Action::Open(Dialog::Samples));
            html! {
                <Button label={text(AmountText::OtherPlans)} {onclick} />
            }
        }
    };
    let Amount { servers, subnets, things: all, .. } = bound.amount;
    if done == 0 && !is_going_on {
        return html! {
            <section class="beyond">
                <h2>{ text(AmountText::Large) }</h2>
                <p>{ text(AmountText::Holds { servers, subnets }) }</p>
                <p>{ text(AmountText::DrawingTakes { seconds: bound.seconds() }) }</p>
                <div class="row">{ button(AmountText::DrawAll, true) }{ way_out }</div>
            </section>
        };
    }
    let drawn = text(AmountText::Drawn { done, all });
    html! {
        <section class="beyond going">
            <p role="status">{ drawn.clone() }</p>
            <progress max={all.to_string()} value={done.to_string()} aria-label={drawn} />
            if is_going_on {
                { button(AmountText::Stop, false) }
            } else {
                { button(AmountText::DrawRest, true) }
                { way_out }
            }
        </section>
    }
}
