//! Fields for the ICMP messages that a rule or a question names: a choice of the console's names,
//! and the type and the code by their numbers.

use yew::prelude::*;

use super::{NumberField, SelectField, TextField, committed};
use crate::locale::{IcmpKindText, InspectorText as Text};
use crate::plan::{IcmpKind, IpType, number_as_printed};
use crate::view::parts::{say, use_language};

/// The choices: all messages, those of a name, or some by their numbers.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Choice {
    All,
    Named(IcmpKind),
    Numbers,
}

/// A change of the messages. Another field may have changed them after they were drawn.
#[derive(Clone, Copy)]
pub(crate) enum IcmpChange {
    Kind(Option<IcmpKind>),
    Type(u8),
    Code(Option<u8>),
}

impl IcmpChange {
    /// Makes the change.
    pub(crate) fn apply(self, icmp: &mut Option<IcmpKind>) {
        match (self, icmp) {
            (Self::Kind(kind), icmp) => *icmp = kind,
            (Self::Type(icmp_type), Some(kind)) => kind.icmp_type = icmp_type,
            (Self::Code(code), Some(kind)) => kind.code = code,
            (Self::Type(_) | Self::Code(_), None) => {}
        }
    }
}

/// The properties of the fields.
#[derive(Properties, PartialEq)]
pub(crate) struct IcmpProps {
    /// The id of the choice; those of the numbers begin with it.
    pub(crate) id: AttrValue,
    /// The family whose ICMP it is.
    pub(crate) ip_type: IpType,
    pub(crate) value: Option<IcmpKind>,
    pub(crate) on_change: Callback<IcmpChange>,
    #[prop_or_default]
    pub(crate) problems: Vec<AttrValue>,
}

/// The fields: the choice in a row, and the numbers in another one.
#[component]
pub(crate) fn IcmpFields(props: &IcmpProps) -> Html {
    let language = use_language();
    let text = |it: Text| say(it.text(language));
    let (ip_type, value) = (props.ip_type, props.value);
    let name = |kind| say(IcmpKindText { ip_type, kind }.text(language));
    let mut options = vec![(Choice::All, text(Text::All))];
    options.extend(IcmpKind::named(ip_type).map(|it| (Choice::Named(it), name(it))));
    options.push((Choice::Numbers, text(Text::OtherIcmp)));
    let chosen = match value {
        None => Choice::All,
        Some(kind) if IcmpKind::named(ip_type).any(|it| it == kind) => Choice::Named(kind),
        Some(_) => Choice::Numbers,
    };
    let usual = value.unwrap_or(IcmpKind::echo_request(ip_type));
    let on_choice = props.on_change.reform(move |choice| {
        IcmpChange::Kind(match choice {
            Choice::All => None,
            Choice::Named(kind) => Some(kind),
            Choice::Numbers => Some(IcmpKind { code: None, ..usual }),
        })
    });
    let on_code = props.on_change.clone();
    let read_code = move |typed: &str| match typed.trim() {
        "" => Ok(String::new()),
        code if number_as_printed::<u8>(code).is_some() => Ok(code.to_owned()),
        code => {
            let found = code.to_owned();
            Err(say(Text::NotANumber { found, from: 0, to: u8::MAX }.text(language)))
        }
    };
    html! {
        <>
            <SelectField<Choice>
                id={props.id.clone()}
                label={text(Text::IcmpMessages)}
                value={chosen}
                {options}
                on_change={on_choice}
                problems={props.problems.clone()}
            />
            if let Some(kind) = value {
                <div class="columns">
                    <NumberField
                        id={format!("{}-type", props.id)}
                        label={text(Text::IcmpType)}
                        value={kind.icmp_type}
                        from=0
                        to={u8::MAX}
                        on_change={props.on_change.reform(IcmpChange::Type)}
                    />
                    <TextField
                        id={format!("{}-code", props.id)}
                        label={text(Text::IcmpCode)}
                        value={kind.code.map(|code| code.to_string()).unwrap_or_default()}
                        inputmode="numeric"
                        placeholder={text(Text::All)}
                        commit={committed(read_code, move |code: String| {
                            on_code.emit(IcmpChange::Code(code.parse().ok()));
                        })}
                    />
                </div>
            }
        </>
    }
}
