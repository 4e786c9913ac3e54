//! The form of a subnet.

use yew::prelude::*;

use super::position::{self, Choice};
use crate::command::{DrawnKind, LineEnd, add, connect};
use crate::edit::{Edit, transact};
use crate::locale::InspectorText as Text;
use crate::plan::{ElementId, Field, NetworkAclId, Subnet, SubnetId};
use crate::view::field::{SelectField, TextField};
use crate::view::form::{Editor, FormContext, shown};

/// The choices of a subnet's network ACL.
#[derive(Clone, Copy, PartialEq, Eq)]
enum AclChoice {
    None,
    Unknown,
    Known(NetworkAclId),
    New,
}

/// The fields of a subnet.
pub(super) fn form(editor: &Editor<Subnet>) -> Html {
    let subnet = &editor.item;
    html! {
        <>
            { position::container(&editor.context, subnet.id.into(), Choice::Vpcs) }
            <TextField
                id={editor.id("cidr")}
                label={editor.say(Text::Ipv4CidrBlock)}
                value={subnet.cidr.to_string()}
                mono=true
                problems={editor.problems(Field::Cidr)}
                commit={editor.network("cidr", |it, cidr| it.cidr = cidr)}
            />
            <TextField
                id={editor.id("ipv6")}
                label={editor.say(Text::Ipv6CidrBlock)}
                value={shown(subnet.ipv6_cidr)}
                mono=true
                placeholder={editor.say(Text::NoneWord)}
                problems={editor.problems(Field::Ipv6Cidr)}
                commit={editor.optional_network("ipv6", |it, cidr| it.ipv6_cidr = cidr)}
            />
            { network_acl(editor) }
        </>
    }
}

fn network_acl(editor: &Editor<Subnet>) -> Html {
    let (context, subnet) = (&editor.context, &editor.item);
    let known = context.plan().network_acls.iter();
    let known = known.map(|it| (AclChoice::Known(it.id), context.name(it.id)));
    let options =
        [(AclChoice::None, Text::NoNetworkAcl), (AclChoice::Unknown, Text::UnknownNetworkAcl)];
    let options = options
        .into_iter()
        .map(|(choice, text)| (choice, context.say(text)))
        .chain(known)
        .chain([(AclChoice::New, context.say(Text::NewNetworkAcl))]);
    let on_change = {
        let (context, subnet) = (context.clone(), subnet.id);
        let choose = editor.chosen(|it: &mut Subnet, (network_acl, is_known)| {
            (it.network_acl, it.network_acl_known) = (network_acl, is_known);
        });
        Callback::from(move |choice| match choice {
            AclChoice::None => choose.emit((None, true)),
            AclChoice::Unknown => choose.emit((None, false)),
            AclChoice::Known(id) => choose.emit((Some(id), true)),
            AclChoice::New => context.edit(with_new_acl(&context, subnet)),
        })
    };
    let value = match subnet.network_acl {
        Some(id) => AclChoice::Known(id),
        None if subnet.may_have_other_acl() => AclChoice::Unknown,
        None => AclChoice::None,
    };
    let hint = match value {
        AclChoice::None => Some(editor.say(Text::NoNetworkAclHint)),
        AclChoice::Unknown => Some(editor.say(Text::UnknownNetworkAclHint)),
        AclChoice::Known(_) | AclChoice::New => None,
    };
    html! {
        <div class="linked">
            <SelectField<AclChoice>
                id={editor.id("acl")}
                label={editor.say(Text::NetworkAcl)}
                {value}
                options={options.collect::<Vec<_>>()}
                {on_change}
                {hint}
                problems={editor.problems(Field::NetworkAcl)}
            />
            if let Some(id) = subnet.network_acl.filter(|id| context.plan().network_acl(*id).is_some()) {
                { context.go_to(id) }
            }
        </div>
    }
}

/// Adds a network ACL and associates it with the subnet, as one step.
fn with_new_acl(context: &FormContext, subnet: SubnetId) -> Vec<Edit> {
    let mut addition = add(context.plan(), &[], DrawnKind::NetworkAcl, None);
    if let (ElementId::NetworkAcl(acl), Ok(changed)) =
        (addition.added, transact(context.plan(), &addition.step.edits))
    {
        addition.step.edits.extend(connect(&changed, LineEnd::NetworkAcl(acl), subnet.into()));
    }
    addition.step.edits
}
