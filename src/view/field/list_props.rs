//! The properties of a list from which one entry is chosen, whatever its values are.

use yew::prelude::*;

/// The properties of a list.
#[derive(Properties, PartialEq)]
pub(super) struct ListProps {
    pub(super) id: AttrValue,
    pub(super) label: AttrValue,
    /// The place of the chosen entry; none if the list does not have the value.
    pub(super) chosen: Option<usize>,
    pub(super) names: Vec<AttrValue>,
    /// Called with the place of the entry that is chosen.
    pub(super) on_choose: Callback<usize>,
    pub(super) bare: bool,
    pub(super) hint: Option<AttrValue>,
    pub(super) problems: Vec<AttrValue>,
}
