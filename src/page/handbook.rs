//! The pages of the documentation that the planner leads to.

use crate::engine::report::ClauseId;

/// The page of the guide that all clauses are on. It stands in for the documentation where that is
/// not beside the planner.
pub const GUIDE: &str =
    "https://support.huaweicloud.com/intl/en-us/usermanual-elb/elb_ug_hd_0007.html";

/// A page of the documentation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HandbookPage {
    /// The first one.
    Start,
    /// The causes of unhealthy backends.
    Unhealthy,
    /// A clause of the guide.
    Clause(ClauseId),
}

impl HandbookPage {
    /// Its address from the folder of the documentation.
    #[must_use]
    pub fn address(self) -> String {
        match self {
            Self::Start => "index.html".to_owned(),
            Self::Unhealthy => "unhealthy.html".to_owned(),
            Self::Clause(id) => format!("clauses/{id}.html"),
        }
    }
}
