//! The rules of a network ACL.

use yew::prelude::*;

use super::effect::RuleEffects;
use super::end_field::to_remote;
use super::row::{RuleRow, rest};
use super::section::{button_id, section};
use super::security_group::remote;
use super::unfolded::{Unfolded, use_unfolded};
use super::{audit, network_acl_form, new_rule};
use crate::edit::Edit;
use crate::engine::report::{Audit, RulePlace};
use crate::locale::{InspectorText as Text, ProtocolPortText};
use crate::plan::{Direction, NetworkAcl, NetworkAclId, NetworkAclRule};
use crate::view::form::{FormContext, use_form_context};
use crate::view::parts::{ShownEntries, say, use_shown_entries};

/// The properties of a list of rules.
#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    /// The network ACL.
    pub(crate) id: NetworkAclId,
    /// True if only rules with a warning are shown.
    #[prop_or_default]
    pub(crate) is_filtered: bool,
}

/// The rules of a network ACL, inbound and outbound, each list in its order.
#[component]
pub(crate) fn NetworkAclRules(props: &Props) -> Html {
    let context = use_form_context();
    let effects = use_memo(context.store.report.clone(), |report| RuleEffects::of(report));
    let audit = context.store.audit();
    let unfolded = use_unfolded();
    let shown = use_shown_entries();
    let Some(acl) = context.plan().network_acl(props.id) else { return Html::default() };
    let list = List {
        context: &context,
        acl,
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
    acl: &'a NetworkAcl,
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
        let rules = self.acl.rules(direction);
        let numbered = rules.iter().enumerate();
        if self.is_filtered {
            let known = audit::odd(self.audit);
            let odd = numbered.filter(|(_, rule)| known.contains(&rule.id));
            let odd = odd.take(self.shown.count());
            let rows = odd.map(|(at, rule)| self.row(direction, at, rule)).collect::<Vec<_>>();
            return audit::only(self.context, direction, rows);
        }
        // A rule just added is last and unfolded, so it is shown even in a long list.
        let is_shown = |(at, rule): &(usize, &NetworkAclRule)| {
            *at < self.shown.count() || self.unfolded.is(rule.id)
        };
        let rows = numbered.filter(is_shown).map(|(at, rule)| self.row(direction, at, rule));
        let more = audit::more(self.shown, rules.len());
        let denial = self.effects.rest(RulePlace::NetworkAcl(self.acl.id), direction);
        let rows =
            html! { <><>{ for rows }</>{ more }{ rest(self.context, direction, denial) }</> };
        let empty = rules.is_empty().then_some(match direction {
            Direction::Inbound => Text::AclLetsNothingIn,
            Direction::Outbound => Text::AclLetsNothingOut,
        });
        let add = {
            let (context, unfolded) = (self.context.clone(), self.unfolded.clone());
            let network_acl = self.acl.id;
            Callback::from(move |_| {
                let rule = new_rule::network_acl_rule(context.plan(), network_acl, direction);
                unfolded.unfold_new(rule.id);
                let above = None;
                context.edit(vec![Edit::PutNetworkAclRule { network_acl, direction, rule, above }]);
            })
        };
        section(self.context, direction, button_id(self.acl.id, direction), rows, empty, add)
    }

    fn row(&self, direction: Direction, at: usize, rule: &NetworkAclRule) -> Html {
        let context = self.context;
        let is_open = self.unfolded.is(rule.id);
        let audit = self.audit.and_then(|it| it.rule(rule.id));
        let notes = audit.map(|audit| audit::notes(context, audit)).unwrap_or_default();
        let row = RuleRow {
            context,
            id: rule.id,
            direction,
            number: Some(at.saturating_add(1)),
            action: rule.action,
            what: {
                let ports = rule.destination_ports.clone();
                say(ProtocolPortText::to(rule.protocol, ports).text(context.language))
            },
            details: details(context, rule),
            description: &rule.description,
            is_enabled: rule.enabled,
            effect: self.effects.rule(rule.id),
            audit,
            form: is_open
                .then(|| network_acl_form::form(context, self.acl, direction, at, rule, notes)),
            toggle: self.unfolded.toggling(rule.id),
        };
        row.item()
    }
}

/// The details of a rule: `10.0.1.0/24 to 10.0.2.0/24 IPv4, from ports 1024-65535`
fn details(context: &FormContext, rule: &NetworkAclRule) -> Html {
    html! {
        <>
            { remote(context, to_remote(rule.source)) }{ " " }{ context.say(Text::To) }{ " " }
            { remote(context, to_remote(rule.destination)) }{ " " }{ rule.ip_type.to_string() }
            if !rule.source_ports.is_all() {
                { ", " }{ context.say(Text::FromPorts) }{ " " }<code>{ rule.source_ports.to_string() }</code>
            }
        </>
    }
}
