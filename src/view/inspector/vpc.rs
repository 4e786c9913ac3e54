//! The form of a VPC.

use yew::prelude::*;

use crate::locale::InspectorText as Text;
use crate::plan::{Field, Vpc, network_block};
use crate::view::field::{AddressListField, TextField, lines_of};
use crate::view::form::{Editor, shown};

/// The fields of a VPC.
pub(super) fn form(editor: &Editor<Vpc>) -> Html {
    let vpc = &editor.item;
    let secondary = editor.typed("secondary", |it: &mut Vpc, cidrs| it.secondary_cidrs = cidrs);
    html! {
        <>
            <TextField
                id={editor.id("cidr")}
                label={editor.say(Text::CidrBlock)}
                value={vpc.cidr.to_string()}
                mono=true
                problems={editor.problems(Field::Cidr)}
                commit={editor.network("cidr", |it, cidr| it.cidr = cidr)}
            />
            <AddressListField
                id={editor.id("secondary")}
                label={editor.say(Text::SecondaryCidrBlocks)}
                entries={vpc.secondary_cidrs.iter().map(ToString::to_string).collect::<Vec<_>>()}
                hint={editor.say(Text::OneInALine)}
                problems={editor.problems(Field::SecondaryCidrs)}
                commit={lines_of(editor.context.language, network_block, move |cidrs| secondary.emit(cidrs))}
            />
            <TextField
                id={editor.id("ipv6")}
                label={editor.say(Text::Ipv6CidrBlock)}
                value={shown(vpc.ipv6_cidr)}
                mono=true
                placeholder={editor.say(Text::NoneWord)}
                problems={editor.problems(Field::Ipv6Cidr)}
                commit={editor.optional_network("ipv6", |it, cidr| it.ipv6_cidr = cidr)}
            />
        </>
    }
}
