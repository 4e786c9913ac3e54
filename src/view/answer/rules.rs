//! The rules to add: a headline that a person can act on, then the changes by the place where they
//! are made, then the findings.

use std::collections::HashMap;

use yew::prelude::*;

use super::change_card::ChangeCard;
use super::findings::Findings;
use super::own_connections::OwnConnections;
use super::unchecked_fields::in_place_of_proof;
use super::working::{OldAnswer, Working};
use crate::command::DrawnKind;
use crate::engine::report::{Change, RulePlace};
use crate::locale::{
    AnswerText, CommandText, ConsequenceText, GuardsText, HeadlineText, PendingText, ProofText,
};
use crate::page::View;
use crate::plan::ElementId;
use crate::view::board::changed_places;
use crate::view::commands::use_run_command;
use crate::view::parts::{
    Button, ButtonLook, Icon, class_of, say, use_language, use_shown_entries,
};
use crate::view::state::{Action, Sought, use_store};

/// The rules to add.
#[component]
pub(crate) fn RulesToAdd() -> Html {
    let store = use_store();
    let language = use_language();
    let run_command = use_run_command();
    let shown = use_shown_entries();
    let (plan, report) = (store.plan(), &store.report);
    // A plan within another page is only looked at, so no change waits to be made.
    let is_whole = store.options.view == View::Full;
    let apply_all = {
        let run_command = run_command.clone();
        move |_| run_command.emit(CommandText::ApplyAll)
    };
    let plan_change = {
        let run_command = run_command.clone();
        move |_| run_command.emit(CommandText::ShowChange)
    };
    let export = {
        let run_command = run_command.clone();
        move |_| run_command.emit(CommandText::Export)
    };
    let copy = move |_| run_command.emit(CommandText::CopyConsoleSteps);
    let text = |text: AnswerText| say(text.text(language));
    let is_old = store.shows_old_answer();
    if !store.has_answer() {
        return html! { <Working /> };
    }
    let by_place = by_place(&report.changes);
    let places = by_place.len();
    let has_sought = |(_, changes): &(RulePlace, Vec<Change>)| {
        changes.iter().any(|change| store.sought == Some(Sought::Change(change.id)))
    };
    let shown = shown.up_to(by_place.iter().position(has_sought));
    html! {
        <>
            <div class="summary">
                <OldAnswer />
                <h2 class="headline">{ say(HeadlineText::of(plan, report).text(language)) }</h2>
                <p class="muted">{ say(ConsequenceText::of(plan, report).text(language)) }</p>
                if let Some(text) = in_place_of_proof(&store, language) {
                    <p class="narrow-proof">{ text }</p>
                } else if !report.flows.is_empty() || !report.connections.is_empty() {
                    <p class="narrow-proof">{ say(ProofText::of(report).text(language)) }</p>
                }
                if store.waits() && is_whole {
                    <p class="waiting">
                        { say(PendingText::Waits.text(language)) }
                        { " " }
                        <button type="button" class="text-link" onclick={export}>
                            { say(PendingText::ExportThem.text(language)) }
                        </button>
                    </p>
                }
                if !plan.is_empty() {
                    <div class="row">
                        if !report.changes.is_empty() {
                            <Button
                                label={text(AnswerText::ApplyAll)}
                                look={ButtonLook::Primary}
                                edits=true
                                disabled={is_old}
                                onclick={apply_all}
                            />
                            <Button
                                label={text(AnswerText::CopyConsoleSteps)}
                                disabled={is_old}
                                onclick={copy}
                            />
                        }
                        <Button
                            label={say(CommandText::ShowChange.text(language))}
                            look={ButtonLook::Quiet}
                            onclick={plan_change}
                        />
                    </div>
                }
            </div>
            <div class="answer-list">
                <Findings are_errors=true />
                // A list of its own, so that those are drawn anew that changed, whatever came or went.
                <>
                    { for by_place.into_iter().take(shown.count()).map(|(place, changes)| html! {
                        <PlaceBlock key={ElementId::from(place).to_string()} {place} {changes} />
                    }) }
                </>
                { shown.rest(places) }
                <OwnConnections />
                <Findings />
            </div>
        </>
    }
}

/// Groups changes by security group and network ACL, in the report's order.
fn by_place(changes: &[Change]) -> Vec<(RulePlace, Vec<Change>)> {
    let mut places: Vec<(RulePlace, Vec<Change>)> = vec![];
    let mut known: HashMap<RulePlace, usize> = HashMap::new();
    for change in changes {
        let at = *known.entry(change.place).or_insert(places.len());
        match places.get_mut(at) {
            Some((_, list)) => list.push(change.clone()),
            None => places.push((change.place, vec![change.clone()])),
        }
    }
    places
}

#[derive(Debug, Clone, PartialEq, Properties)]
struct PlaceProps {
    place: RulePlace,
    changes: Vec<Change>,
}

/// The changes of one security group or network ACL.
#[component]
fn PlaceBlock(props: &PlaceProps) -> Html {
    let PlaceProps { place, changes } = props;
    let store = use_store();
    let language = use_language();
    let plan = store.plan();
    let is_sought = |change: &Change| store.sought == Some(Sought::Change(change.id));
    let shown = use_shown_entries().up_to(changes.iter().position(is_sought));
    let id = ElementId::from(*place);
    let name = plan.name_of(id).unwrap_or_default().to_owned();
    let mark = changed_places(&store.report).get(place).copied().unwrap_or_default();
    let select = {
        let store = store.clone();
        move |_| store.dispatch(Action::Select(vec![id]))
    };
    html! {
        <section class="place">
            <h3>
                { Icon::Of(DrawnKind::of(id)).svg() }
                <button type="button" class="link strong" onclick={select}>{ name }</button>
                <span class="muted">{ say(GuardsText::of(*place, plan).text(language)) }</span>
                <span class="space" />
                <span class={classes!("pill", class_of(mark.verdict))}>{ changes.len() }</span>
            </h3>
            <>
                { for changes.iter().take(shown.count()).map(|change| html! {
                    <ChangeCard key={change.id.0} change={change.clone()} />
                }) }
            </>
            { shown.rest(changes.len()) }
        </section>
    }
}
