//! The rules of one direction in a list, with the button that adds one.

use yew::prelude::*;

use crate::locale::InspectorText as Text;
use crate::plan::Direction;
use crate::view::form::FormContext;
use crate::view::parts::{Button, Icon};

/// The id of the button that adds a rule.
pub(super) fn button_id(place: impl std::fmt::Display, direction: Direction) -> String {
    match direction {
        Direction::Inbound => format!("add-inbound-{place}"),
        Direction::Outbound => format!("add-outbound-{place}"),
    }
}

/// The rows of a direction below its title, with a button that adds one.
pub(super) fn section(
    context: &FormContext,
    direction: Direction,
    id: String,
    rows: Html,
    empty: Option<Text>,
    onclick: Callback<MouseEvent>,
) -> Html {
    let (title, add) = match direction {
        Direction::Inbound => (Text::InboundRules, Text::AddInboundRule),
        Direction::Outbound => (Text::OutboundRules, Text::AddOutboundRule),
    };
    html! {
        <div class="rules" role="group" aria-label={context.say(title.clone())}>
            <h3 class="section-title">{ context.say(title) }</h3>
            if let Some(empty) = empty {
                <p class="rules-empty">{ context.say(empty) }</p>
            }
            <ul class="rule-list">{ rows }</ul>
            <Button id={id} label={context.say(add)} icon={Icon::Plus} small=true {onclick} />
        </div>
    }
}
