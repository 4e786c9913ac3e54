//! The existing rules, group by group.

use std::collections::HashSet;

use yew::prelude::*;

use super::lints::Lints;
use super::merges::Merges;
use super::together::Together;
use super::working::Working;
use crate::command::DrawnKind;
use crate::engine::report::{Audit, RulePlace};
use crate::locale::{
    AuditLabelText, AuditSummaryText, CommandText, GuardsText, InspectorText as Text, ShellText,
};
use crate::plan::{Element, ElementId};
use crate::view::field::PlanForm;
use crate::view::form::{FormContext, use_form_context};
use crate::view::parts::{Button, Icon, chunk, name_of, say, shell, use_shown_entries};
use crate::view::rules::{AuditWork, NetworkAclRules, SecurityGroupRules};

/// The most groups that are all unfolded at first.
const FEW: usize = 3;

chunk! {
    /// The pane of the existing rules.
    pub(super) const EXISTING: Chunk = rules::existing(ExistingRules);
}

/// The pane of the existing rules.
#[component]
fn ExistingRules() -> Html {
    let context = use_form_context();
    let is_filtered_state = use_state(|| false);
    let shown = use_shown_entries();
    let plan = context.plan();
    let groups = plan.security_groups.iter().map(|it| ElementId::SecurityGroup(it.id));
    let acls = plan.network_acls.iter().map(|it| ElementId::NetworkAcl(it.id));
    let places = groups.chain(acls).collect::<Vec<_>>();
    if places.is_empty() {
        return nothing(&context);
    }
    let are_few = places.len() <= FEW;
    if !context.store.has_answer() {
        return html! { <div class="existing"><Working /></div> };
    }
    let Some(audit) = context.store.audit() else {
        let all = places.len();
        let places = places.into_iter().take(shown.count());
        return html! {
            <div class="existing">
                <h2 class="visually-hidden">{ shell(ShellText::ExistingRules, context.language) }</h2>
                <AuditWork />
                <PlanForm>{ for places.map(|id| block(&context, id, false, false)) }</PlanForm>
                { shown.rest(all) }
            </div>
        };
    };
    let is_filtered = *is_filtered_state && audit.has_warnings();
    let odd = odd(&audit);
    let places = places.into_iter().filter(|id| !is_filtered || odd.contains(id));
    let places = places.collect::<Vec<_>>();
    let all = places.len();
    let places = places.into_iter().take(shown.count());
    let toggle = {
        let state = is_filtered_state.clone();
        Callback::from(move |_: MouseEvent| state.set(!*state))
    };
    html! {
        <div class="existing">
            <h2 class="visually-hidden">{ shell(ShellText::ExistingRules, context.language) }</h2>
            <div class="audit-summary">
                <p>{ say(AuditSummaryText::of(&audit).text(context.language)) }</p>
                if audit.has_warnings() {
                    <Button
                        label={say(AuditLabelText::OnlyThese.text(context.language))}
                        small=true
                        pressed={is_filtered}
                        onclick={toggle}
                    />
                }
            </div>
            <PlanForm>
                if audit.has_warnings() {
                    <Together />
                }
                if audit.rules.len() > 1 {
                    <Merges />
                }
                <Lints />
            <>{ for places.map(|id| block(&context, id, are_few || is_filtered, is_filtered)) }</>
            </PlanForm>
            { shown.rest(all) }
        </div>
    }
}

/// The security groups and network ACLs with a rule that is likely not as meant.
fn odd(audit: &Audit) -> HashSet<ElementId> {
    let odd = audit.rules.iter().filter(|rule| rule.has_warning());
    odd.map(|rule| ElementId::from(rule.place)).collect()
}

/// The hint and the buttons for a plan without rules.
fn nothing(context: &FormContext) -> Html {
    let button = |command| {
        html! {
            <Button
                label={name_of(command, context.language)}
                edits=true
                onclick={context.running(command)}
            />
        }
    };
    html! {
        <div class="existing">
            <p class="inspector-hint">{ context.say(Text::NoRulesYet) }</p>
            <div class="buttons">
                { button(CommandText::AddSecurityGroup) }
                { button(CommandText::AddNetworkAcl) }
            </div>
        </div>
    }
}

/// The rules of one security group or network ACL.
fn block(context: &FormContext, id: ElementId, are_few: bool, is_filtered: bool) -> Html {
    let is_selected = context.store.selection.contains(&id);
    let (place, rules) = match id {
        ElementId::SecurityGroup(group) => (
            RulePlace::SecurityGroup(group),
            html! { <SecurityGroupRules id={group} {is_filtered} /> },
        ),
        ElementId::NetworkAcl(acl) => {
            (RulePlace::NetworkAcl(acl), html! { <NetworkAclRules id={acl} {is_filtered} /> })
        }
        _ => return Html::default(),
    };
    html! {
        <details key={id.to_string()} class="existing-place" open={are_few || is_selected}>
            <summary>
                { Icon::Of(DrawnKind::of(id)).svg() }
                <span class="place-name">{ context.name(id) }</span>
                <span class="place-whose">{ whose(context, place) }</span>
                <span class="pill">{ count(context, id) }</span>
            </summary>
            <div class="place-rules">
                { rules }
                if !is_selected {
                    <button type="button" class="text-link" onclick={context.revealing(id)}>
                        { context.say(Text::SelectOnBoard(context.name(id).to_string())) }
                    </button>
                }
            </div>
        </details>
    }
}

/// A sentence that says what a group or ACL guards, or that it guards nothing.
fn whose(context: &FormContext, place: RulePlace) -> AttrValue {
    match place {
        RulePlace::NetworkAcl(id)
            if context.plan().network_acl(id).is_some_and(|it| !it.enabled) =>
        {
            context.say(Text::AclSwitchedOff)
        }
        _ => say(GuardsText::of(place, context.plan()).text(context.language)),
    }
}

/// The number of its rules, as a badge with words for screen readers.
fn count(context: &FormContext, id: ElementId) -> Html {
    let count = match context.plan().element(id) {
        Some(Element::SecurityGroup(it)) => it.inbound.len().saturating_add(it.outbound.len()),
        Some(Element::NetworkAcl(it)) => it.inbound.len().saturating_add(it.outbound.len()),
        _ => 0,
    };
    html! {
        <>
            <span aria-hidden="true">{ count }</span>
            <span class="visually-hidden">{ context.say(Text::RuleCount(count)) }</span>
        </>
    }
}
