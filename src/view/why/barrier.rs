//! A filter that stops flows, with what to add there.

use yew::prelude::*;

use super::deeds;
use crate::command::DrawnKind;
use crate::engine::report::{Change, Filter, Level};
use crate::locale::{
    ActionText, AnswerText, BarrierText, ChangeRowText, ExplainLabel, GuardsText, Language,
    ProtocolPortText,
};
use crate::page::Barrier;
use crate::view::parts::{Button, Icon, prose, say};
use crate::view::state::Store;

/// The most changes of one filter that are shown.
const MOST: usize = 4;

/// A filter that stops flows: which it is and by which rule, then the changes there.
pub(super) fn barrier(barrier: &Barrier<'_>, store: &Store, language: Language) -> Html {
    let plan = store.plan();
    let way = (barrier.filter, barrier.direction, barrier.leg);
    let text =
        BarrierText::of(way, (&barrier.deciders, barrier.has_no_route), &barrier.flows, plan);
    let kind = match barrier.filter {
        Filter::SecurityGroups(_) => DrawnKind::SecurityGroup,
        Filter::NetworkAcl(_) => DrawnKind::NetworkAcl,
    };
    let several = barrier.changes.iter().map(|it| it.place).collect::<Vec<_>>();
    let is_mixed = several.windows(2).any(|pair| pair.first() != pair.last());
    html! {
        <section class="barrier">
            { Icon::Of(kind).svg() }
            <p class="barrier-what">
                { prose(&text.segments(language)) }
                if barrier.level == Level::Recommended {
                    { " " }
                    <span class="chip attention">{ say(AnswerText::Recommended.text(language)) }</span>
                }
            </p>
            { rows(&barrier.changes, is_mixed, store, language) }
        </section>
    }
}

/// Changes that belong to no filter that is shown, each with the name of its place.
pub(super) fn others(changes: &[&Change], store: &Store, language: Language) -> Html {
    if changes.is_empty() {
        return Html::default();
    }
    html! { <section class="barrier">{ rows(changes, true, store, language) }</section> }
}

fn rows(changes: &[&Change], is_named: bool, store: &Store, language: Language) -> Html {
    html! { { for changes.iter().take(MOST).map(|change| row(change, is_named, store, language)) } }
}

/// The rule to add, with a button that adds it and a way to its card.
fn row(change: &Change, is_named: bool, store: &Store, language: Language) -> Html {
    let plan = store.plan();
    let columns = ProtocolPortText::of(change, plan).text(language);
    let action = ActionText(change.action()).text(language);
    let name = is_named.then(|| GuardsText::name(change.place, plan));
    let what = html! {
        <>
            if let Some(name) = name.clone() {
                <b>{ name }</b>{ ": " }
            }
            { say(action) }{ " " }<code>{ say(columns.clone()) }</code>
        </>
    };
    let shown = deeds::show(store, change.id);
    let tip = say(ExplainLabel::ShowRule.text(language));
    html! {
        <div class="barrier-change" key={change.id.0}>
            <div>
                if let Some(onclick) = shown {
                    <button type="button" class="text-link" title={tip} {onclick}>{ what }</button>
                } else {
                    <span>{ what }</span>
                }
                <p>{ prose(&ChangeRowText::of(change, plan).segments(language)) }</p>
            </div>
            <Button
                label={say(AnswerText::Apply.text(language))}
                small=true
                edits=true
                disabled={store.shows_old_answer()}
                spoken={format!("{} {columns}", AnswerText::Apply.text(language))}
                onclick={deeds::apply(store, &[change])}
            />
        </div>
    }
}
