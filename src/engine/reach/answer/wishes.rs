//! The connections of one's own that packets are of.

use serde::{Deserialize, Serialize};

use crate::plan::{ConnectionId, ConnectionKind, add_new};

/// The connections of one's own that packets are of, each list in the plan's order.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Wishes {
    /// The connections that say that the packets must get there.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub must_reach: Vec<ConnectionId>,
    /// The connections that say that the packets must not get there. Those of packets that are stopped
    /// are left out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub must_not_reach: Vec<ConnectionId>,
}

impl Wishes {
    /// The wishes of packets that are of no connection.
    pub const NONE: Self = Self { must_reach: vec![], must_not_reach: vec![] };

    /// Checks whether some connection says that the packets must get there.
    #[must_use]
    pub fn must_reach(&self) -> bool {
        !self.must_reach.is_empty()
    }

    /// Checks whether some connection says that the packets must not get there.
    #[must_use]
    pub fn must_not_reach(&self) -> bool {
        !self.must_not_reach.is_empty()
    }

    /// The wishes with one more connection.
    #[must_use]
    pub fn with(mut self, connection: ConnectionId, kind: ConnectionKind) -> Self {
        let list = match kind {
            ConnectionKind::MustReach => &mut self.must_reach,
            ConnectionKind::MustNotReach => &mut self.must_not_reach,
        };
        if !list.contains(&connection) {
            list.push(connection);
        }
        self
    }

    /// The connections of either.
    #[must_use]
    pub fn and(mut self, others: &Self) -> Self {
        add_new(&mut self.must_reach, &others.must_reach);
        add_new(&mut self.must_not_reach, &others.must_not_reach);
        self
    }
}
