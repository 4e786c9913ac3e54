//! The properties of a choice of one from a list.

use yew::prelude::*;

/// The properties of a choice.
#[derive(Properties, PartialEq)]
pub(crate) struct SelectProps<T: PartialEq + Clone + 'static> {
    pub(crate) id: AttrValue,
    pub(crate) label: AttrValue,
    /// The chosen value; the field stays blank if the list does not have it.
    pub(crate) value: T,
    pub(crate) options: Vec<(T, AttrValue)>,
    pub(crate) on_change: Callback<T>,
    #[prop_or_default]
    pub(crate) bare: bool,
    #[prop_or_default]
    pub(crate) hint: Option<AttrValue>,
    #[prop_or_default]
    pub(crate) problems: Vec<AttrValue>,
}
