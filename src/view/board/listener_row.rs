//! The rows of a load balancer's card, one for each listener.

use yew::AttrValue;

use crate::engine::report::Verdict;

/// A row of a load balancer's card.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct ListenerRow {
    pub(super) end: AttrValue,
    pub(super) label: AttrValue,
    pub(super) group: AttrValue,
    pub(super) has_group: bool,
    pub(super) verdict: Option<Verdict>,
    pub(super) tip: AttrValue,
}
