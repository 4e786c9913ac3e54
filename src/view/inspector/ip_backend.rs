//! The form of an IP address backend.

use yew::prelude::*;

use super::position::{self, Choice};
use super::server::memberships;
use crate::locale::InspectorText as Text;
use crate::plan::{Field, IpBackend};
use crate::view::field::TextField;
use crate::view::form::Editor;

/// The fields of an IP address backend.
pub(super) fn form(editor: &Editor<IpBackend>) -> Html {
    let backend = &editor.item;
    html! {
        <>
            <TextField
                id={editor.id("address")}
                label={editor.say(Text::IpAddress)}
                value={backend.address.to_string()}
                mono=true
                problems={editor.problems(Field::Address)}
                commit={editor.address("address", Text::NotAnAddress, |it, address| it.address = address)}
            />
            { position::container(&editor.context, backend.id.into(), Choice::VpcsAndOutside) }
            { memberships(&editor.context, backend.id.into()) }
        </>
    }
}
