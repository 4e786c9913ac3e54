//! The form of an IP address group.

use yew::prelude::*;

use crate::locale::InspectorText as Text;
use crate::plan::{AddressGroup, Field, IpType};
use crate::view::field::{AddressListField, SelectField, lines};
use crate::view::form::Editor;

/// The fields of an IP address group.
pub(super) fn form(editor: &Editor<AddressGroup>) -> Html {
    let group = &editor.item;
    let addresses =
        editor.typed("addresses", |it: &mut AddressGroup, entries| it.addresses = entries);
    html! {
        <>
            <SelectField<IpType>
                id={editor.id("type")}
                label={editor.say(Text::Type)}
                value={group.ip_type}
                options={IpType::BOTH.map(|it| (it, AttrValue::from(it.to_string()))).to_vec()}
                on_change={editor.chosen(|it: &mut AddressGroup, ip_type| it.ip_type = ip_type)}
                problems={editor.problems(Field::Type)}
            />
            <AddressListField
                id={editor.id("addresses")}
                label={editor.say(Text::Addresses)}
                entries={group.addresses.iter().map(ToString::to_string).collect::<Vec<_>>()}
                hint={editor.say(Text::AddressesHint)}
                problems={editor.problems(Field::Addresses)}
                commit={lines(editor.context.language, move |entries| addresses.emit(entries))}
            />
        </>
    }
}
