//! The engine's code for connections of one's own, which most plans do not have.

use super::chunk::chunk;
use crate::engine::report::Report;
use crate::engine::{CompleteConnections, Engine, complete_connections};
use crate::plan::Plan;

chunk! {
    /// Completes reports by what the connections of their plans come to.
    pub(crate) const CONNECTIONS: Chunk<CompleteConnections> = connections::connections_code(complete_connections);
}

/// Answers a plan, once the code for it is there. None where it cannot be loaded.
pub(crate) async fn checked(plan: &Plan) -> Option<Report> {
    let complete = match plan.connections.is_empty() {
        true => None,
        false => Some(CONNECTIONS.entry().await.ok()?),
    };
    Some(Engine::with(complete).check(plan))
}
