//! Which row of a list is unfolded, and where the focus goes when rows come and go.

use yew::prelude::*;

use crate::locale::InspectorText as Text;
use crate::plan::{Direction, RuleId};
use crate::platform;
use crate::view::icon::Icon;
use crate::view::inspector::desk::Desk;

/// The row that is unfolded.
#[derive(Clone, PartialEq)]
pub(super) struct Unfolded {
    state: UseStateHandle<Option<(RuleId, bool)>>,
}

/// The row that is unfolded; none at first.
#[hook]
pub(super) fn use_unfolded() -> Unfolded {
    let state = use_state(|| None::<(RuleId, bool)>);
    // A rule that was just added is there to be filled in, so the focus goes to its form.
    use_effect_with(*state, |unfolded| {
        if let Some((id, true)) = unfolded {
            platform::focus(&format!("form-{id}-action"));
        }
    });
    Unfolded { state }
}

impl Unfolded {
    /// Whether a rule's row is unfolded.
    pub(super) fn is(&self, id: RuleId) -> bool {
        self.state.is_some_and(|(unfolded, _)| unfolded == id)
    }

    /// A callback that unfolds a row, or folds it.
    pub(super) fn toggling(&self, id: RuleId) -> Callback<MouseEvent> {
        let (state, is_open) = (self.state.clone(), self.is(id));
        Callback::from(move |_| state.set((!is_open).then_some((id, false))))
    }

    /// Unfolds the row of a rule that is being added.
    pub(super) fn unfold_new(&self, id: RuleId) {
        self.state.set(Some((id, true)));
    }
}

/// The id of the button that adds a rule.
pub(super) fn button_id(place: impl std::fmt::Display, direction: Direction) -> String {
    match direction {
        Direction::Inbound => format!("add-inbound-{place}"),
        Direction::Outbound => format!("add-outbound-{place}"),
    }
}

/// The rows of a direction, under its title, with a button that adds one.
pub(super) fn section(
    desk: &Desk,
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
        <div class="rules" role="group" aria-label={desk.say(title.clone())}>
            <h3 class="section-title">{ desk.say(title) }</h3>
            if let Some(empty) = empty {
                <p class="rules-empty">{ desk.say(empty) }</p>
            }
            <ul class="rule-list">{ rows }</ul>
            <button type="button" class="button small" {id} {onclick}>
                { Icon::Plus.svg() }{ desk.say(add) }
            </button>
        </div>
    }
}
