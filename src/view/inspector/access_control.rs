//! The access control of a listener.

use yew::prelude::*;

use crate::locale::InspectorText as Text;
use crate::plan::{AccessControl, AddressEntry, Listener};
use crate::view::field::{AddressListField, SelectField, lines};
use crate::view::form::Editor;

/// The policies, without their addresses.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Policy {
    Open,
    Whitelist,
    Blacklist,
}

impl Policy {
    fn with(self, addresses: Vec<AddressEntry>) -> AccessControl {
        match self {
            Self::Open => AccessControl::Open,
            Self::Whitelist => AccessControl::Whitelist { addresses },
            Self::Blacklist => AccessControl::Blacklist { addresses },
        }
    }
}

/// The fields of a listener's access control.
pub(super) fn fields(editor: &Editor<Listener>) -> Html {
    let (policy, addresses) = match &editor.item.access_control {
        AccessControl::Open => (Policy::Open, &[][..]),
        AccessControl::Whitelist { addresses } => (Policy::Whitelist, addresses.as_slice()),
        AccessControl::Blacklist { addresses } => (Policy::Blacklist, addresses.as_slice()),
    };
    let on_change = editor.chosen(|it: &mut Listener, policy: Policy| {
        let addresses = match std::mem::replace(&mut it.access_control, AccessControl::Open) {
            AccessControl::Open => vec![],
            AccessControl::Whitelist { addresses } | AccessControl::Blacklist { addresses } => {
                addresses
            }
        };
        it.access_control = policy.with(addresses);
    });
    let typed = editor.typed("access", move |it: &mut Listener, addresses| {
        it.access_control = policy.with(addresses);
    });
    let hint = (policy != Policy::Open).then(|| editor.say(Text::AccessControlHint));
    html! {
        <>
            <SelectField<Policy>
                id={editor.id("policy")}
                label={editor.say(Text::AccessControl)}
                value={policy}
                options={vec![
                    (Policy::Open, editor.say(Text::AccessOpen)),
                    (Policy::Whitelist, editor.say(Text::AccessWhitelist)),
                    (Policy::Blacklist, editor.say(Text::AccessBlacklist)),
                ]}
                {on_change}
                {hint}
            />
            if policy != Policy::Open {
                <AddressListField
                    id={editor.id("access")}
                    label={editor.say(Text::ClientAddresses)}
                    entries={addresses.iter().map(ToString::to_string).collect::<Vec<_>>()}
                    hint={editor.say(Text::AddressesHint)}
                    commit={lines(editor.context.language, move |entries| typed.emit(entries))}
                />
            }
        </>
    }
}
