//! The card of one change: the console's columns on one line, the reason and the clause beneath,
//! one button.

use yew::prelude::*;

use super::other_ways::OtherWays;
use crate::command::CommandStep;
use crate::engine::report::{Change, Level};
use crate::locale::{
    ActionText, AnswerText, ChangeRowText, DirectionText, NoticeText, ProtocolPortText, ReasonText,
};
use crate::page::Pointed;
use crate::plan::Action as RuleAction;
use crate::platform::focus;
use crate::view::parts::{Button, Clause, prose, say, use_language};
use crate::view::state::{Action, Sought, use_part, use_store};

#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct ChangeProps {
    pub(super) change: Change,
}

/// The card of one change.
#[component]
pub(super) fn ChangeCard(props: &ChangeProps) -> Html {
    let change = &props.change;
    let store = use_store();
    let language = use_language();
    let (plan, report) = (store.plan(), &store.report);
    let id = change.id;
    let is_pointed = store.is_pointed_at(Pointed::Change(id));
    let is_lit = use_part(move |state| state.highlight.0 == Some(id));
    let card = AttrValue::from(format!("change-{}", id.0));
    {
        let (store, card) = (store.clone(), card.clone());
        let is_sought = store.sought == Some(Sought::Change(id));
        use_effect_with(is_sought, move |is_sought| {
            if *is_sought {
                focus(&card);
                store.dispatch(Action::Seek(None));
            }
        });
    }
    let light = |lit| {
        let store = store.clone();
        move || store.dispatch(Action::Highlight(lit))
    };
    let (on, off) = (light(Some(id)), light(None));
    let apply = {
        let (store, edits) = (store.clone(), change.remedy.clone());
        move |_| {
            let said = Some(NoticeText::Applied(1));
            store.dispatch(Action::Take(CommandStep::of(edits.clone()).saying(said)));
        }
    };
    let action = change.action();
    let action_class = match action {
        RuleAction::Allow => "open",
        RuleAction::Deny => "blocked",
    };
    let columns = say(ProtocolPortText::of(change, plan).text(language));
    let recommended = change.level == Level::Recommended;
    html! {
        <article
            id={card}
            tabindex="-1"
            class={classes!("change", is_lit.then_some("lit"), is_pointed.then_some("pointed"))}
            onpointerenter={let on = on.clone(); move |_| on()}
            onpointerleave={let off = off.clone(); move |_| off()}
            onfocusin={move |_: FocusEvent| on()}
            onfocusout={move |_: FocusEvent| off()}
        >
            <div class="change-line">
                <span class="chip">
                    { say(DirectionText(change.kind.direction()).text(language)) }
                </span>
                <span class={classes!("chip", action_class)}>
                    { say(ActionText(action).text(language)) }
                </span>
                <code class="strong">{ columns.clone() }</code>
                <span class="space" />
                <Button
                    label={say(AnswerText::Apply.text(language))}
                    small=true
                    edits=true
                    disabled={store.shows_old_answer()}
                    spoken={format!("{} {columns}", AnswerText::Apply.text(language))}
                    onclick={apply}
                />
            </div>
            <p class="change-row">{ prose(&ChangeRowText::of(change, plan).segments(language)) }</p>
            <p class="why">
                if recommended {
                    <span class="chip attention">{ say(AnswerText::Recommended.text(language)) }</span>
                    { " " }
                }
                { prose(&ReasonText::of(change, plan, report).segments(language)) }
                { for change.clauses.iter().take(1).map(|clause| html! {
                    <>
                        { " " }
                        <Clause id={*clause} />
                    </>
                }) }
            </p>
            if !store.shows_old_answer() {
                <OtherWays change={id} {columns} />
            }
        </article>
    }
}
