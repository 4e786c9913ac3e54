//! The steps from the remembered state to the plan as it stands, kept up to date while one edits.

use std::borrow::Cow;
use std::rc::Rc;

use yew::prelude::*;

use crate::engine::compare;
use crate::engine::compare::{Addition, ChangePlan, KeptRule, OwnRule, RemovableRule};
use crate::engine::report::RulePlace;
use crate::format::Format;
use crate::locale::{
    AnswerText, ChangeRowText, CompareText as Text, DifferenceText, DirectionText,
    DispensableReasonText, DispensableText, GuardsText, KeepsSendingText, KeptReasonText, KeptText,
    Language, LeftoverText, OwnRuleText, ProtocolPortText, ReasonText, ReplacesText, UpgradeText,
    UpgradedText,
};
use crate::plan::{LoadBalancerId, Plan};
use crate::view::commands::{copy, download, file_stem};
use crate::view::parts::{Button, ButtonLook, Icon, chunk, prose, say, use_language};
use crate::view::state::{Action, Store, use_store};

chunk! {
    /// The pane of the steps of a change.
    pub(super) const CHANGE: Chunk = dialogs::change(ChangeSteps);
}

/// The steps, or the button that remembers a state to begin from.
#[component]
fn ChangeSteps() -> Html {
    let store = use_store();
    let language = use_language();
    let both = (store.remembered.clone(), store.plan().clone());
    let steps = use_memo(both, |(before, after): &(Option<Rc<Plan>>, Rc<Plan>)| {
        before.as_ref().map(|before| compare(before, after))
    });
    let say_it = |text: Text| say(text.text(language));
    let remember = |is_kept| {
        let store = store.clone();
        move |_| store.dispatch(Action::Remember(is_kept))
    };
    let Some(steps) = steps.as_ref() else {
        return html! {
            <div class="summary">
                <h2 class="headline">{ say_it(Text::Title) }</h2>
                <p class="muted">{ say_it(Text::NotRemembered) }</p>
                <div class="row">
                    <Button
                        label={say_it(Text::Remember)}
                        look={ButtonLook::Primary}
                        onclick={remember(true)}
                    />
                </div>
            </div>
        };
    };
    let is_empty = steps.is_empty();
    html! {
        <>
            <div class="summary" aria-live="polite">
                <h2 class="headline">{ say_it(Text::headline(steps)) }</h2>
                <p class="muted">
                    { say_it(if is_empty { Text::Remembered } else { Text::Consequence { is_empty } }) }
                </p>
                <div class="row">
                    if !is_empty {
                        { exports(steps, &store, language) }
                        <Button
                            label={say_it(Text::RememberAgain)}
                            look={ButtonLook::Quiet}
                            onclick={remember(true)}
                        />
                    }
                    <Button
                        label={say_it(Text::Forget)}
                        look={ButtonLook::Quiet}
                        onclick={remember(false)}
                    />
                </div>
            </div>
            if !is_empty {
                <div class="answer-list">{ phases(steps, language) }</div>
            }
        </>
    }
}

/// The buttons that export the steps: a copy as text, a file as Markdown.
fn exports(steps: &ChangePlan, store: &Store, language: Language) -> Html {
    let named = |id: &str| {
        let format = Format::by_id(id)?;
        Some((format, (format.write_changes?)(steps, language)))
    };
    let on_copy = named("text").map(|(_, text)| {
        let store = store.clone();
        move |_| copy(&store, language, text.clone())
    });
    let on_download = named("markdown").map(|(format, text)| {
        let store = store.clone();
        let name = format!("{}-change.{}", file_stem(store.plan()), format.extension);
        move |_| download(&store, language, &name, format.media_type, &text)
    });
    html! {
        <>
            if let Some(onclick) = on_copy {
                <Button
                    label={say(AnswerText::CopyConsoleSteps.text(language))}
                    look={ButtonLook::Primary}
                    {onclick}
                />
            }
            if let Some(onclick) = on_download {
                <Button
                    label={say(Text::Markdown.text(language))}
                    icon={Icon::Download}
                    {onclick}
                />
            }
        </>
    }
}

fn phases(steps: &ChangePlan, language: Language) -> Html {
    let title = |text: Text| title(text.text(language));
    let has_first = !steps.additions.is_empty() || !steps.opened.is_empty();
    let proof_class = if steps.proof.holds() { "open" } else { "blocked" };
    html! {
        <>
            <p class={classes!("finding", "phase-proof", proof_class)}>
                { say(Text::proof(steps).text(language)) }
            </p>
            { for steps.keeps_sending.iter().map(|it| html! {
                <p class="finding attention">
                    <span>{ prose(&KeepsSendingText::of(it, &steps.target).segments(language)) }</span>
                </p>
            }) }
            if let Some(text) = UpgradeText::of(steps) {
                <p class="finding attention">
                    <span>{ prose(&text.segments(language)) }</span>
                </p>
            }
            if has_first {
                { title(Text::Before(None)) }
                { for steps.additions.iter().map(|it| addition(it, steps, language)) }
                { for steps.opened.iter().map(|it| own_rule(it, steps, language)) }
            }
            if !steps.kept.is_empty() {
                { title(Text::Keep(None)) }
                { for steps.kept.iter().map(|it| kept(it, steps, language)) }
            }
            if !steps.differences.is_empty() {
                { title(Text::TheChange) }
                <ol class="change-list">
                    { for steps.differences.iter().map(|it| html! {
                        <li>{ prose(&DifferenceText::of(it, steps).segments(language)) }</li>
                    }) }
                </ol>
            }
            { last(steps, false, Text::After(None).text(language), language) }
            { last(steps, true, UpgradedText(None).text(language), language) }
            { for steps.leftovers.iter().map(|it| html! {
                <p class="finding phase-proof">
                    <span>{ prose(&LeftoverText::of(it, steps).segments(language)) }</span>
                </p>
            }) }
        </>
    }
}

fn title(text: Cow<'static, str>) -> Html {
    html! {
        <h3 class="section-title phase">{ say(text) }</h3>
    }
}

/// The steps after the change: at once, or once an upgrade is completed.
fn last(steps: &ChangePlan, waits: bool, text: Cow<'static, str>, language: Language) -> Html {
    let is_here = |upgrades: &[LoadBalancerId]| upgrades.is_empty() != waits;
    let closed = steps.closed.iter().filter(|it| is_here(&it.after_upgrades));
    let closed = closed.map(|it| own_rule(it, steps, language));
    let removals = steps.removals.iter().filter(|it| is_here(&it.after_upgrades));
    let all = closed.chain(removals.map(|it| removal(it, steps, language))).collect::<Vec<_>>();
    html! {
        if !all.is_empty() {
            { title(text) }
            { for all }
        }
    }
}

fn place_line(place: RulePlace, plan: &Plan, language: Language) -> Html {
    html! {
        <>
            <b>{ GuardsText::name(place, plan) }</b>
            <span class="muted">{ say(GuardsText::of(place, plan).text(language)) }</span>
        </>
    }
}

fn addition(addition: &Addition, steps: &ChangePlan, language: Language) -> Html {
    let (change, plan) = (&addition.change, &steps.target);
    // A rule of a network ACL goes above one of today's list.
    let row = match addition.spot {
        Some(_) => ChangeRowText::of(&addition.in_place(), &steps.before),
        None => ChangeRowText::of(change, plan),
    };
    html! {
        <article class="change">
            <div class="change-line">
                { place_line(change.place, plan, language) }
            </div>
            <div class="change-line">
                <span class="chip">
                    { say(DirectionText(change.kind.direction()).text(language)) }
                </span>
                <code class="strong">
                    { say(ProtocolPortText::of(change, plan).text(language)) }
                </code>
            </div>
            <p class="change-row">{ prose(&row.segments(language)) }</p>
            <p class="why">
                { prose(&ReasonText::of(change, plan, &steps.report).segments(language)) }
                if addition.lacking_today {
                    { " " }
                    { say(Text::LackingToday.text(language)) }
                }
            </p>
            if let Some(text) = ReplacesText::of(addition, steps) {
                <p class="why">{ prose(&text.segments(language)) }</p>
            }
        </article>
    }
}

fn kept(kept: &KeptRule, steps: &ChangePlan, language: Language) -> Html {
    html! {
        <article class="change">
            <div class="change-line">{ place_line(kept.place, &steps.target, language) }</div>
            <p class="change-row">{ prose(&KeptText::of(kept, steps).segments(language)) }</p>
            <p class="why">{ prose(&KeptReasonText::of(kept, steps).segments(language)) }</p>
        </article>
    }
}

fn own_rule(own: &OwnRule, steps: &ChangePlan, language: Language) -> Html {
    html! {
        <article class="change">
            <div class="change-line">{ place_line(own.place, &steps.target, language) }</div>
            <p class="change-row">{ prose(&OwnRuleText::of(own, steps).segments(language)) }</p>
        </article>
    }
}

fn removal(removal: &RemovableRule, steps: &ChangePlan, language: Language) -> Html {
    html! {
        <article class="change">
            <div class="change-line">{ place_line(removal.place, &steps.target, language) }</div>
            <p class="change-row">{ prose(&DispensableText::of(removal, steps).segments(language)) }</p>
            <p class="why">{ prose(&DispensableReasonText::of(removal, steps).segments(language)) }</p>
        </article>
    }
}
