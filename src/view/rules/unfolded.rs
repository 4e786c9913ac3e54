//! The unfolded row of a list, and the focus on the form of a new rule.

use yew::prelude::*;

use crate::plan::RuleId;
use crate::platform;
use crate::view::state::use_store;

/// The unfolded row.
#[derive(Clone, PartialEq)]
pub(super) struct Unfolded {
    /// The rule, and its number among the rules added here; 0 if it was there before. The number
    /// tells a new rule from a removed one that had the same id.
    state: UseStateHandle<Option<(RuleId, u32)>>,
}

/// Keeps the unfolded row; none at first.
#[hook]
pub(super) fn use_unfolded() -> Unfolded {
    let state = use_state(|| None::<(RuleId, u32)>);
    let store = use_store();
    {
        // A field to be shown may be in a folded form.
        let (state, drafts) = (state.clone(), store.drafts.clone());
        use_effect_with(store.field_wishes, move |_| {
            if let Some(rule) = drafts.wanted_rule() {
                state.set(Some((rule, 0)));
            }
        });
    }
    // A new rule has to be filled in, so the focus goes to its form.
    use_effect_with(*state, |unfolded| {
        if let Some((id, 1..)) = unfolded {
            platform::focus(&format!("form-{id}-action"));
        }
    });
    Unfolded { state }
}

impl Unfolded {
    /// True if the row of a rule is unfolded.
    pub(super) fn is(&self, id: RuleId) -> bool {
        self.state.is_some_and(|(unfolded, _)| unfolded == id)
    }

    /// A callback that unfolds or folds a row.
    pub(super) fn toggling(&self, id: RuleId) -> Callback<MouseEvent> {
        let (state, is_open) = (self.state.clone(), self.is(id));
        Callback::from(move |_| state.set((!is_open).then_some((id, 0))))
    }

    /// Unfolds the row of a new rule.
    pub(super) fn unfold_new(&self, id: RuleId) {
        let added = self.state.map_or(0, |(_, added)| added);
        self.state.set(Some((id, added.saturating_add(1))));
    }
}
