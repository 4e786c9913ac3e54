//! Choices among many: the entries are drawn only when the visitor is about to choose.

use yew::prelude::*;

/// The number of entries beyond which a choice draws them late. A form may have dozens of choices
/// among all servers of a plan.
const MANY: usize = 30;

/// Tells whether the entries of a choice are drawn. The callback has them drawn; it is called when
/// the focus or a pointer enters the field.
#[hook]
pub(super) fn use_opened(entries: usize) -> (bool, Callback<()>) {
    let is_near = use_state_eq(|| false);
    let is_drawn = *is_near || entries <= MANY;
    let setter = is_near.setter();
    (is_drawn, Callback::from(move |()| setter.set(true)))
}
