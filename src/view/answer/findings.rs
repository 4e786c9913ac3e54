//! The findings of the report: the errors, which stand before the rules to add, the warnings, and what
//! explains the answer.

use yew::prelude::*;

use crate::command::ViewChange;
use crate::engine::report::{Finding, Severity};
use crate::locale::{AnswerText, FindingGroup, SeverityText};
use crate::page::Pointed;
use crate::view::parts::{
    Button, ButtonLook, Clause, Icon, prose, say, sources, use_language, use_shown_entries,
};
use crate::view::state::{Action, use_store};

/// The properties of the lists of findings.
#[derive(Debug, Clone, Copy, PartialEq, Properties)]
pub(super) struct FindingsProps {
    /// True for the errors, which make the answer void; false for the other lists.
    #[prop_or_default]
    pub(super) are_errors: bool,
}

/// The lists of findings.
#[component]
pub(super) fn Findings(props: &FindingsProps) -> Html {
    let store = use_store();
    let language = use_language();
    let shown = use_shown_entries();
    let groups = FindingGroup::all(store.plan(), &store.report);
    let list = |title: AnswerText, severity: Severity| {
        let is_meant =
            |group: &&FindingGroup| group.first().is_some_and(|it| it.severity == severity);
        let all = groups.iter().filter(is_meant).count();
        if all == 0 {
            return html! {};
        }
        let items = groups.iter().filter(is_meant).take(shown.count());
        html! {
            <section class="findings">
                <h3 class="section-title">{ say(title.text(language)) }</h3>
                <ul>{ for items.map(item) }</ul>
                { shown.rest(all) }
            </section>
        }
    };
    match props.are_errors {
        true => list(AnswerText::Problems, Severity::Error),
        false => html! {
            <>
                { list(AnswerText::Warnings, Severity::Warning) }
                { list(AnswerText::GoodToKnow, Severity::Info) }
            </>
        },
    }
}

/// One entry of a list. Findings have no ids, so the first one's place in the report is the key.
fn item(group: &FindingGroup) -> Html {
    let key = group.findings.first().map_or(0, |(place, _)| *place);
    let findings = group.findings.iter().map(|(place, finding)| (*place, (*finding).clone()));
    html! { <Item findings={findings.collect::<Vec<_>>()} {key} /> }
}

#[derive(Debug, Clone, PartialEq, Properties)]
struct ItemProps {
    /// Findings that one sentence says, each with its place in the report.
    findings: Vec<(usize, Finding)>,
}

/// One finding, or several that say the same.
#[component]
fn Item(props: &ItemProps) -> Html {
    let store = use_store();
    let language = use_language();
    let findings = props.findings.iter().map(|(place, finding)| (*place, finding));
    let group = FindingGroup { findings: findings.collect() };
    let (Some(finding), Some(text)) = (group.first(), group.text(store.plan(), &store.report))
    else {
        return Html::default();
    };
    let (icon, class) = match finding.severity {
        Severity::Error => (Icon::Error, "blocked"),
        Severity::Warning => (Icon::Warning, "attention"),
        Severity::Info => (Icon::Info, "exempt"),
    };
    let is_pointed = group
        .findings
        .iter()
        .any(|(place, _)| store.is_pointed_at(Pointed::Finding(place.saturating_add(1))));
    let subjects = group.findings.iter().filter_map(|(_, finding)| finding.subject);
    let mut elements = vec![];
    for element in subjects.filter_map(|subject| store.plan().element_of(subject)) {
        if !elements.contains(&element) {
            elements.push(element);
        }
    }
    let show = elements.first().copied().map(|first| {
        let store = store.clone();
        Callback::from(move |_: MouseEvent| {
            store.dispatch(Action::Select(elements.clone()));
            store.dispatch(Action::View(ViewChange::Reveal(first)));
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
