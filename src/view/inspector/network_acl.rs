//! The form of a network ACL: its subnets, and its rules.

use yew::prelude::*;

use super::editor::Editor;
use crate::command::{End, connect, targets};
use crate::edit::Edit;
use crate::locale::InspectorText as Text;
use crate::plan::{Element, ElementId, NetworkAcl, Subnet};
use crate::view::field::{PickField, Toggle};
use crate::view::icon::Icon;
use crate::view::rules::NetworkAclRules;

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
            { subnets(editor) }
            <NetworkAclRules id={acl.id} />
        </>
    }
}

fn subnets(editor: &Editor<NetworkAcl>) -> Html {
    let (desk, acl) = (&editor.desk, editor.item.id);
    let associated = desk.plan().subnets.iter().filter(|it| it.network_acl == Some(acl));
    let rows = associated.map(|subnet| {
        let name = desk.name(subnet.id);
        let remove = {
            let without = Subnet { network_acl: None, ..subnet.clone() };
            desk.removing(editor.id("subnets"), move || {
                vec![Edit::Put(Element::Subnet(without.clone()))]
            })
        };
        html! {
            <li class="list-row" key={subnet.id.to_string()}>
                <span class="list-name">{ desk.link(subnet.id) }</span>
                <code class="muted">{ subnet.cidr.to_string() }</code>
                <button type="button" class="button quiet small icon" onclick={remove}
                    aria-label={desk.say(Text::Remove(name.to_string()))}
                    title={desk.say(Text::Remove(name.to_string()))}>
                    { Icon::Close.svg() }
                </button>
            </li>
        }
    });
    let rows = rows.collect::<Vec<_>>();
    let end = End::NetworkAcl(acl);
    let on_pick = {
        let desk = desk.clone();
        Callback::from(move |target: ElementId| desk.edit(connect(desk.plan(), end, target)))
    };
    html! {
        <fieldset class="field list" id={editor.id("subnets")} tabindex="-1">
            <legend>{ desk.say(Text::AssociatedSubnets) }</legend>
            if rows.is_empty() {
                <p class="hint">{ desk.say(Text::NoAssociatedSubnets) }</p>
            } else {
                <ul class="list-rows">{ for rows }</ul>
            }
            <PickField<ElementId>
                id={editor.id("add-subnet")}
                label={desk.say(Text::AssociateSubnet)}
                options={desk.named(targets(desk.plan(), end))}
                {on_pick}
            />
        </fieldset>
    }
}
