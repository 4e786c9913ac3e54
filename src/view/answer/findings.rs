//! The findings of the report: first the problems, then what explains the answer.

use yew::prelude::*;

use crate::command::ViewChange;
use crate::engine::report::{Finding, Severity};
use crate::locale::{AnswerText, FindingText, SeverityText};
use crate::page::Pointed;
use crate::view::parts::{
    Button, ButtonLook, Clause, Icon, prose, say, sources, use_language, use_shown_entries,
};
use crate::view::state::{Action, use_store};

/// The lists of findings.
#[component]
pub(super) fn Findings() -> Html {
    let store = use_store();
    let language = use_language();
    let (grave, light): (Vec<_>, Vec<_>) = (0..)
        .zip(&store.report.findings)
        .partition(|(_, finding)| finding.severity != Severity::Info);
    let shown = use_shown_entries();
    let list = |title: AnswerText, findings: Vec<(usize, &Finding)>| {
        if findings.is_empty() {
            return html! {};
        }
        let all = findings.len();
        let items = findings.into_iter().take(shown.count());
        html! {
            <section class="findings">
                <h3 class="section-title">{ say(title.text(language)) }</h3>
                <ul>{ for items.map(|(place, finding)| item(place, finding)) }</ul>
                { shown.rest(all) }
            </section>
        }
    };
    html! {
        <>
            { list(AnswerText::Problems, grave) }
            { list(AnswerText::GoodToKnow, light) }
        </>
    }
}

/// One entry of a list. Findings have no ids, so their place in the report is the key.
fn item(place: usize, finding: &Finding) -> Html {
    html! { <Item finding={finding.clone()} {place} key={place} /> }
}

#[derive(Debug, Clone, PartialEq, Properties)]
struct ItemProps {
    finding: Finding,
    /// The finding's place in the report.
    place: usize,
}

/// One finding.
#[component]
fn Item(props: &ItemProps) -> Html {
    let finding = &props.finding;
    let store = use_store();
    let language = use_language();
    let (icon, class) = match finding.severity {
        Severity::Error => (Icon::Error, "blocked"),
        Severity::Warning => (Icon::Warning, "attention"),
        Severity::Info => (Icon::Info, "exempt"),
    };
    let number = props.place.saturating_add(1);
    let is_pointed = store.is_pointed_at(Pointed::Finding(number));
    let element = finding.subject.and_then(|subject| store.plan().element_of(subject));
    let text = FindingText::of(finding, store.plan(), &store.report);
    let show = element.map(|id| {
        let store = store.clone();
        Callback::from(move |_: MouseEvent| {
            store.dispatch(Action::Select(vec![id]));
            store.dispatch(Action::View(ViewChange::Reveal(id)));
        })
    });
    html! {
        <li class={classes!("finding", class, is_pointed.then_some("pointed"))}>
            <span class="finding-sign" title={say(SeverityText(finding.severity).text(language))}>
                { icon.svg() }
                <span class="visually-hidden">
                    { say(SeverityText(finding.severity).text(language)) }
                </span>
            </span>
            <p>
                { prose(&text.segments(language)) }
                { for finding.clauses.iter().take(1).map(|clause| html! {
                    <>{ " " }<Clause id={*clause} /></>
                }) }
            </p>
            if let Some(followed) = finding.sources {
                { sources(followed, language) }
            }
            if let Some(onclick) = show {
                <Button
                    label={say(AnswerText::ShowOnBoard.text(language))}
                    look={ButtonLook::Quiet}
                    small=true
                    {onclick}
                />
            }
        </li>
    }
}
