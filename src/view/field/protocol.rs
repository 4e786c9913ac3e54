//! The choice of a protocol: by its name, or by its number.

use yew::prelude::*;

use super::{NumberField, SelectField};
use crate::locale::{InspectorText, Language};
use crate::plan::Protocol;
use crate::view::parts::say;

/// The choices of a protocol: a named one, or a number to type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Choice {
    Named(Protocol),
    Number,
}

/// The field for a protocol, and the one for its number.
pub(crate) struct ProtocolFields {
    pub(crate) id: AttrValue,
    pub(crate) number_id: AttrValue,
    pub(crate) label: AttrValue,
    pub(crate) value: Protocol,
    /// The protocols that are chosen by name, in the order of the list.
    pub(crate) named: Vec<(Protocol, AttrValue)>,
    pub(crate) on_choose: Callback<Protocol>,
    pub(crate) on_number: Callback<u8>,
    pub(crate) problems: Vec<AttrValue>,
}

impl ProtocolFields {
    /// Draws them; the one for the number only where one is wanted.
    pub(crate) fn draw(self, language: Language) -> Html {
        let say = |text: InspectorText| say(text.text(language));
        let named = self.named.into_iter().map(|(it, name)| (Choice::Named(it), name));
        let options = named.chain([(Choice::Number, say(InspectorText::OtherProtocol))]);
        let number = match self.value {
            Protocol::Number(number) => Some(number),
            _ => None,
        };
        let on_change = self.on_choose.reform(|choice| match choice {
            Choice::Named(protocol) => protocol,
            // 47 is GRE, the only other protocol that the console lists by name.
            Choice::Number => Protocol::Number(47),
        });
        html! {
            <>
                <SelectField<Choice>
                    id={self.id}
                    label={self.label}
                    value={number.map_or(Choice::Named(self.value), |_| Choice::Number)}
                    options={options.collect::<Vec<_>>()}
                    {on_change}
                    problems={self.problems}
                />
                if let Some(number) = number {
                    <NumberField
                        id={self.number_id}
                        label={say(InspectorText::NumberOfProtocol)}
                        value={number}
                        from=0
                        to=255
                        on_change={self.on_number}
                    />
                }
            </>
        }
    }
}
