//! The form of a network ACL: its subnets, and its rules.

use yew::prelude::*;

use super::connected::{Connected, GuardedThing};
use crate::command::LineEnd;
use crate::locale::InspectorText as Text;
use crate::plan::{Element, NetworkAcl, Subnet};
use crate::view::field::Toggle;
use crate::view::form::Editor;
use crate::view::rules::{AuditWork, NetworkAclRules};

/// The fields of a network ACL.
pub(super) fn form(editor: &Editor<NetworkAcl>) -> Html {
    let acl = &editor.item;
    html! {
        <>
            <Toggle
                id={editor.id("enabled")}
                label={editor.say(Text::Enabled)}
                is_on={acl.enabled}
                on_change={editor.chosen(|it: &mut NetworkAcl, is_on| it.enabled = is_on)}
                hint={(!acl.enabled).then(|| editor.say(Text::AclDisabledHint))}
            />
            <Toggle
                id={editor.id("unknown")}
                label={editor.say(Text::RulesNotKnown)}
                is_on={!acl.rules_known}
                on_change={editor.chosen(|it: &mut NetworkAcl, is_on: bool| it.rules_known = !is_on)}
                hint={(!acl.rules_known).then(|| editor.say(Text::RulesNotKnownHint))}
            />
            { subnets(editor) }
            <AuditWork is_quiet=true />
            <NetworkAclRules id={acl.id} />
        </>
    }
}

fn subnets(editor: &Editor<NetworkAcl>) -> Html {
    let (context, acl) = (&editor.context, editor.item.id);
    let associated = context.plan().subnets.iter().filter(|it| it.network_acl == Some(acl));
    let rows = associated.map(|subnet| GuardedThing {
        id: subnet.id.into(),
        detail: html! { <code class="muted">{ subnet.cidr.to_string() }</code> },
        without: {
            let id = subnet.id;
            Box::new(move |plan| {
                let subnet = plan.subnet(id)?.clone();
                Some(Element::Subnet(Subnet {
                    network_acl: None,
                    network_acl_known: true,
                    ..subnet
                }))
            })
        },
    });
    let list = Connected {
        context,
        end: LineEnd::NetworkAcl(acl),
        id: editor.id("subnets"),
        legend: Text::AssociatedSubnets,
        none: Text::NoAssociatedSubnets,
        rows: rows.collect(),
        add: (editor.id("add-subnet"), Text::AssociateSubnet),
    };
    list.field()
}
