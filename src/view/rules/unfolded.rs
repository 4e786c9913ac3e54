//! Which row of a list is unfolded, and the focus on one that was just added.

use yew::prelude::*;

use crate::plan::RuleId;
use crate::platform;
use crate::view::state::use_store;

/// The row that is unfolded.
#[derive(Clone, PartialEq)]
pub(super) struct Unfolded {
    /// The rule, and which of the rules added here it is; 0 where it was there before. The number
    /// tells a new rule from a removed one whose id it got.
    state: UseStateHandle<Option<(RuleId, u32)>>,
}

/// The row that is unfolded; none at first.
#[hook]
pub(super) fn use_unfolded() -> Unfolded {
    let state = use_state(|| None::<(RuleId, u32)>);
    let store = use_store();
    {
        // A field that is to be shown may be in a form that is folded.
        let (state, drafts) = (state.clone(), store.drafts.clone());
        use_effect_with(store.field_wishes, move |_| {
            if let Some(rule) = drafts.wanted_rule() {
                state.set(Some((rule, 0)));
            }
        });
    }
    // A rule that was just added is there to be filled in, so the focus goes to its form.
    use_effect_with(*state, |unfolded| {
        if let Some((id, 1..)) = unfolded {
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
        Callback::from(move |_| state.set((!is_open).then_some((id, 0))))
    }

    /// Unfolds the row of a rule that is being added.
    pub(super) fn unfold_new(&self, id: RuleId) {
        let added = self.state.map_or(0, |(_, added)| added);
        self.state.set(Some((id, added.saturating_add(1))));
    }
}
