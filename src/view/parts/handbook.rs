//! The documentation beside the planner.

use crate::page::HandbookPage;
use crate::platform::documentation;

/// The address of a page of the documentation, if it is beside the planner.
pub(crate) fn handbook_address(page: HandbookPage) -> Option<String> {
    documentation().map(|folder| format!("{folder}{}", page.address()))
}
