//! The audit of a rule as the page shows it: chips in its row, and sentences in its form.

use std::collections::HashSet;

use yew::prelude::*;

use crate::command::CommandStep;
use crate::engine::report::{Audit, Loss, RuleAudit, RuleFinding, Severity};
use crate::locale::{
    AuditChipText, AuditLabelText, InspectorText, LossText, NoticeText, RemovalText,
    RuleFindingText, TightRuleText,
};
use crate::plan::{Direction, RuleId};
use crate::view::form::FormContext;
use crate::view::parts::{Button, ShownEntries, prose, say};

/// The most flows that are listed one by one. One alone, or more than these, are only summed up in
/// the sentence above.
const FLOWS: usize = 6;

/// The rules with a warning, once the audit is worked out.
pub(super) fn odd(audit: Option<&Audit>) -> HashSet<RuleId> {
    let rules = audit.into_iter().flat_map(|audit| &audit.rules);
    rules.filter(|rule| rule.has_warning()).map(|rule| rule.rule).collect()
}

/// A row with the button for the rest of a long list; empty if all rows are shown.
pub(super) fn more(shown: &ShownEntries, all: usize) -> Html {
    match all > shown.count() {
        true => html! { <li class="rule">{ shown.rest(all) }</li> },
        false => Html::default(),
    }
}

/// The findings as chips, each kind once.
pub(super) fn chips(context: &FormContext, audit: &RuleAudit) -> Html {
    let mut kinds: Vec<(AuditChipText, Severity)> = vec![];
    for finding in &audit.findings {
        let kind = AuditChipText::of(finding);
        if !kinds.iter().any(|(known, _)| *known == kind) {
            kinds.push((kind, finding.severity()));
        }
    }
    let chips = kinds.into_iter().map(|(kind, severity)| {
        let is_warning = severity == Severity::Warning;
        html! {
            <span class={classes!("chip", is_warning.then_some("attention"))}>
                { say(kind.text(context.language)) }
            </span>
        }
    });
    html! { <>{ for chips }</> }
}

/// The sentences about a rule: its findings, the tightest rules to replace it, and what its removal
/// stops.
pub(super) fn notes(context: &FormContext, audit: &RuleAudit) -> Html {
    let (plan, report) = (context.plan(), &context.store.report);
    let label = |text: AuditLabelText| say(text.text(context.language));
    let removal = RemovalText::of(audit, plan, report).segments(context.language);
    let flow = |loss: &Loss| {
        let text = LossText::of(loss, plan, report).segments(context.language);
        html! { <li>{ prose(&text) }</li> }
    };
    html! {
        <div class="audit">
            { for audit.findings.iter().map(|finding| note(context, audit, finding)) }
            <p><strong>{ label(AuditLabelText::SafeToRemove) }</strong>{ " " }{ prose(&removal) }</p>
            if (2..=FLOWS).contains(&audit.removal.stops.len()) {
                <ul class="audit-list">{ for audit.removal.stops.iter().map(flow) }</ul>
            }
        </div>
    }
}

fn note(context: &FormContext, audit: &RuleAudit, finding: &RuleFinding) -> Html {
    let plan = context.plan();
    let text = RuleFindingText::of(finding, audit, plan).segments(context.language);
    let tightest = match finding {
        RuleFinding::Broad { remedy, .. } if !remedy.is_empty() => {
            let label = |text: AuditLabelText| say(text.text(context.language));
            let rules = remedy.iter().filter_map(|edit| TightRuleText::of(edit, plan));
            let rules = rules.map(|rule| {
                html! { <li>{ prose(&rule.segments(context.language)) }</li> }
            });
            let replace = {
                let (context, remedy) = (context.clone(), remedy.clone());
                Callback::from(move |_: MouseEvent| {
                    let said = Some(NoticeText::Applied(1));
                    context.take(CommandStep::of(remedy.clone()).saying(said));
                })
            };
            html! {
                <>
                    <p>{ label(AuditLabelText::TightestRules) }</p>
                    <ul class="audit-list">{ for rules }</ul>
                    <div class="buttons">
                        <Button
                            label={label(AuditLabelText::ReplaceByTightest(remedy.len()))}
                            small=true
                            onclick={replace}
                        />
                    </div>
                    <p class="hint">{ label(AuditLabelText::ReplaceCuts) }</p>
                </>
            }
        }
        _ => Html::default(),
    };
    let chip = say(AuditChipText::of(finding).text(context.language));
    let is_warning = finding.severity() == Severity::Warning;
    html! {
        <>
            <p>
                <span class={classes!("chip", is_warning.then_some("attention"))}>{ chip }</span>
                { " " }{ prose(&text) }
            </p>
            { tightest }
        </>
    }
}

/// The rows of a direction in a filtered list; empty if there are none.
pub(super) fn only(context: &FormContext, direction: Direction, rows: Vec<Html>) -> Html {
    if rows.is_empty() {
        return Html::default();
    }
    let title = context.say(match direction {
        Direction::Inbound => InspectorText::InboundRules,
        Direction::Outbound => InspectorText::OutboundRules,
    });
    html! {
        <section class="rules" aria-label={title.clone()}>
            <h3 class="section-title">{ title }</h3>
            <ul class="rule-list">{ for rows }</ul>
        </section>
    }
}
