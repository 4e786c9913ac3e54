//! Choices among many: what can be chosen is only drawn once somebody is about to choose.

use yew::prelude::*;

/// From how many entries on a choice draws them late. A form may have dozens of choices among all
/// servers of a plan.
const MANY: usize = 100;

/// Whether the entries of a choice are drawn, and what to call when somebody comes near it.
#[hook]
pub(super) fn use_opened(entries: usize) -> (bool, Callback<()>) {
    let is_near = use_state_eq(|| false);
    let is_drawn = *is_near || entries <= MANY;
    let setter = is_near.setter();
    (is_drawn, Callback::from(move |()| setter.set(true)))
}
