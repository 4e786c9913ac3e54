//! The rules of a security group.

use yew::prelude::*;

use super::effect::{RuleEffect, RuleEffects};
use super::row::{RuleRow, rest};
use super::section::{button_id, section};
use super::unfolded::{Unfolded, use_unfolded};
use super::{audit, new_rule, security_group_form};
use crate::edit::Edit;
use crate::engine::report::{Audit, RulePlace};
use crate::locale::{InspectorText as Text, ProtocolPortText};
use crate::plan::{Direction, Remote, SecurityGroup, SecurityGroupId, SecurityGroupRule};
use crate::view::form::{FormContext, use_form_context};
use crate::view::parts::{ShownEntries, say, use_shown_entries};

/// The properties of a list of rules.
#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    /// The security group.
    pub(crate) id: SecurityGroupId,
    /// True if only rules with a warning are shown.
    #[prop_or_default]
    pub(crate) is_filtered: bool,
}

/// The rules of a security group, inbound and outbound.
#[component]
pub(crate) fn SecurityGroupRules(props: &Props) -> Html {
    let context = use_form_context();
    let effects = use_memo(context.store.report.clone(), |report| RuleEffects::of(report));
    let audit = context.store.audit();
    let unfolded = use_unfolded();
    let shown = use_shown_entries();
    let Some(group) = context.plan().security_group(props.id) else { return Html::default() };
    let list = List {
        context: &context,
        group,
        effects: &effects,
        audit: audit.as_deref(),
        shown: &shown,
        is_filtered: props.is_filtered,
        unfolded: &unfolded,
    };
    html! { <>{ for Direction::BOTH.map(|direction| list.direction(direction)) }</> }
}

struct List<'a> {
    context: &'a FormContext,
    group: &'a SecurityGroup,
    effects: &'a RuleEffects,
    /// The audit, once it is worked out.
    audit: Option<&'a Audit>,
    shown: &'a ShownEntries,
    /// True if only rules with a warning are shown.
    is_filtered: bool,
    unfolded: &'a Unfolded,
}

impl List<'_> {
    fn direction(&self, direction: Direction) -> Html {
        let rules = self.group.rules(direction);
        if self.is_filtered {
            let known = audit::odd(self.audit);
            let odd = rules.iter().filter(|rule| known.contains(&rule.id));
            let odd = odd.take(self.shown.count());
            let rows = odd.map(|rule| self.row(direction, rule)).collect::<Vec<_>>();
            return audit::only(self.context, direction, rows);
        }
        // A rule just added is last and unfolded, so it is shown even in a long list.
        let is_shown = |(at, rule): &(usize, &SecurityGroupRule)| {
            *at < self.shown.count() || self.unfolded.is(rule.id)
        };
        let rows = rules.iter().enumerate().filter(is_shown);
        let rows = rows.map(|(_, rule)| self.row(direction, rule));
        let denial = self.effects.rest(RulePlace::SecurityGroup(self.group.id), direction);
        // Without rules, the sentence for an empty list already says that all is denied, so the
        // last row is left out; it is still shown if it stops flows.
        let rest = (!rules.is_empty() || denial != RuleEffect::default())
            .then(|| rest(self.context, direction, denial));
        let more = audit::more(self.shown, rules.len());
        let rows = html! { <><>{ for rows }</>{ more }{ rest }</> };
        let empty = rules.is_empty().then_some(match direction {
            Direction::Inbound => Text::NothingComesIn,
            Direction::Outbound => Text::NothingGoesOut,
        });
        let add = {
            let (context, unfolded) = (self.context.clone(), self.unfolded.clone());
            let security_group = self.group.id;
            Callback::from(move |_| {
                let rule = new_rule::security_group_rule(context.plan(), direction);
                unfolded.unfold_new(rule.id);
                context.edit(vec![Edit::PutSecurityGroupRule { security_group, direction, rule }]);
            })
        };
        section(self.context, direction, button_id(self.group.id, direction), rows, empty, add)
    }

    fn row(&self, direction: Direction, rule: &SecurityGroupRule) -> Html {
        let context = self.context;
        let is_open = self.unfolded.is(rule.id);
        let audit = self.audit.and_then(|it| it.rule(rule.id));
        let notes = audit.map(|audit| audit::notes(context, audit)).unwrap_or_default();
        let row = RuleRow {
            context,
            id: rule.id,
            direction,
            number: None,
            action: rule.action,
            what: say(ProtocolPortText::of_security_group(rule).text(context.language)),
            details: details(context, direction, rule),
            description: &rule.description,
            is_enabled: rule.enabled,
            effect: self.effects.rule(rule.id),
            audit,
            form: is_open
                .then(|| security_group_form::form(context, self.group.id, direction, rule, notes)),
            toggle: self.unfolded.toggling(rule.id),
        };
        row.item()
    }
}

/// The details of a rule: `from 10.0.1.0/24 IPv4, priority 1`
fn details(context: &FormContext, direction: Direction, rule: &SecurityGroupRule) -> Html {
    let word = match direction {
        Direction::Inbound => Text::From,
        Direction::Outbound => Text::To,
    };
    let priority = rule.priority.number();
    html! {
        <>
            { context.say(word) }{ " " }{ remote(context, rule.remote) }{ " " }
            { context.say(Text::TypeAndPriority { ip_type: rule.ip_type, priority }) }
        </>
    }
}

/// The other end of a rule; groups are shown by their names.
pub(super) fn remote(context: &FormContext, remote: Remote) -> Html {
    match remote {
        Remote::Cidr(cidr) => html! { <code>{ cidr.to_string() }</code> },
        Remote::SecurityGroup(id) => html! { <strong>{ context.name(id) }</strong> },
        Remote::AddressGroup(id) => html! { <strong>{ context.name(id) }</strong> },
    }
}
