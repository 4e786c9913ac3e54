//! One end of a rule: a CIDR block, a security group or an IP address group.

use yew::prelude::*;

use crate::locale::InspectorText as Text;
use crate::plan::{AclAddress, AddressGroupId, Cidr, IpType, Remote, SecurityGroupId};
use crate::view::field::{SelectField, TextField, commit};
use crate::view::form::FormContext;

/// The field for one end of a rule.
pub(super) struct EndField<'a> {
    pub(super) context: &'a FormContext,
    /// The beginning of the ids of the two controls.
    pub(super) id: AttrValue,
    pub(super) label: AttrValue,
    pub(super) value: Remote,
    /// The family of the rule.
    pub(super) ip_type: IpType,
    /// True if the end can be a security group; network ACL rules cannot name one.
    pub(super) takes_security_groups: bool,
    pub(super) problems: Vec<AttrValue>,
    /// Takes a typed block.
    pub(super) typed: Callback<Remote>,
    /// Takes a chosen end.
    pub(super) chosen: Callback<Remote>,
}

/// The kinds of ends.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Cidr,
    SecurityGroup,
    AddressGroup,
}

impl EndField<'_> {
    /// The choice of the kind, and the control for an end of that kind.
    pub(super) fn fields(&self) -> Html {
        let kind = match self.value {
            Remote::Cidr(_) => Kind::Cidr,
            Remote::SecurityGroup(_) => Kind::SecurityGroup,
            Remote::AddressGroup(_) => Kind::AddressGroup,
        };
        html! {
            <fieldset>
                <legend class="visually-hidden">{ self.label.clone() }</legend>
                <div class="columns">
                    <SelectField<Kind>
                        id={format!("{}-kind", self.id)}
                        label={self.label.clone()}
                        value={kind}
                        options={self.kinds(kind)}
                        on_change={self.on_kind()}
                    />
                    { self.control() }
                </div>
            </fieldset>
        }
    }

    /// The kinds to choose from: those that the plan has something of, and the current one.
    fn kinds(&self, current: Kind) -> Vec<(Kind, AttrValue)> {
        let plan = self.context.plan();
        let has_groups = self.takes_security_groups && !plan.security_groups.is_empty();
        let has_addresses = !plan.address_groups.is_empty();
        let kinds = [
            (Kind::Cidr, Text::CidrBlock, true),
            (Kind::SecurityGroup, Text::SecurityGroup, has_groups),
            (Kind::AddressGroup, Text::AddressGroup, has_addresses),
        ];
        kinds
            .into_iter()
            .filter(|(kind, _, is_there)| *is_there || *kind == current)
            .map(|(kind, text, _)| (kind, self.context.say(text)))
            .collect()
    }

    fn on_kind(&self) -> Callback<Kind> {
        let (context, chosen, ip_type) = (self.context.clone(), self.chosen.clone(), self.ip_type);
        Callback::from(move |kind| {
            let plan = context.plan();
            // An address group of the rule's family is chosen first.
            let of_type = plan.address_groups.iter().find(|it| it.ip_type == ip_type);
            let addresses = of_type.or_else(|| plan.address_groups.first());
            let remote = match kind {
                Kind::Cidr => Some(Remote::Cidr(Cidr::any(ip_type))),
                Kind::SecurityGroup => {
                    plan.security_groups.first().map(|it| Remote::SecurityGroup(it.id))
                }
                Kind::AddressGroup => addresses.map(|it| Remote::AddressGroup(it.id)),
            };
            if let Some(remote) = remote {
                chosen.emit(remote);
            }
        })
    }

    fn control(&self) -> Html {
        let context = self.context;
        match self.value {
            Remote::Cidr(cidr) => {
                let typed = self.typed.clone();
                // A single address may have been typed without its prefix length, so the hint says
                // that it is one address.
                let hint = cidr.is_host().then(|| context.say(Text::OneAddress));
                html! {
                    <TextField
                        key="cidr"
                        id={format!("{}-cidr", self.id)}
                        label={context.say(Text::CidrBlock)}
                        value={cidr.to_string()}
                        mono=true
                        {hint}
                        problems={self.problems.clone()}
                        commit={commit(context.language, move |cidr| typed.emit(Remote::Cidr(cidr)))}
                    />
                }
            }
            Remote::SecurityGroup(group) => html! {
                <SelectField<SecurityGroupId>
                    key="group"
                    id={format!("{}-group", self.id)}
                    label={context.say(Text::SecurityGroup)}
                    value={group}
                    options={context.named(context.plan().security_groups.iter().map(|it| it.id))}
                    on_change={self.chosen.reform(Remote::SecurityGroup)}
                    problems={self.problems.clone()}
                />
            },
            Remote::AddressGroup(group) => html! {
                <SelectField<AddressGroupId>
                    key="addresses"
                    id={format!("{}-addresses", self.id)}
                    label={context.say(Text::AddressGroup)}
                    value={group}
                    options={context.named(context.plan().address_groups.iter().map(|it| it.id))}
                    on_change={self.chosen.reform(Remote::AddressGroup)}
                    problems={self.problems.clone()}
                />
            },
        }
    }
}

/// An end of a network ACL rule as an end of a security group rule.
pub(super) fn to_remote(address: AclAddress) -> Remote {
    match address {
        AclAddress::Cidr(cidr) => Remote::Cidr(cidr),
        AclAddress::AddressGroup(id) => Remote::AddressGroup(id),
    }
}

/// An end as network ACL rules have it; none for a security group.
pub(super) fn to_address(remote: Remote) -> Option<AclAddress> {
    match remote {
        Remote::Cidr(cidr) => Some(AclAddress::Cidr(cidr)),
        Remote::AddressGroup(id) => Some(AclAddress::AddressGroup(id)),
        Remote::SecurityGroup(_) => None,
    }
}
