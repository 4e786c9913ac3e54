//! The flows of a report as it is made: those to members, and those of connections.

use std::rc::Rc;

use crate::engine::report::{ConnectionAnswer, Flow, FlowId, Layer};
use crate::engine::solve::decide::evaluated_path::ShownPath;
use crate::plan::ConnectionId;

/// The flows of a report, which stand in the order of their numbers.
#[derive(Clone, Copy)]
pub(crate) struct ShownFlows<'a> {
    /// Those to members, by the paths that they take.
    pub(crate) paths: &'a [Rc<ShownPath>],
    /// Those of connections.
    pub(crate) connections: &'a [ConnectionAnswer],
}

impl<'a> ShownFlows<'a> {
    /// A flow to a member.
    pub(crate) fn flow(&self, id: FlowId) -> Option<&'a Flow> {
        let behind = self.paths.partition_point(|path| path.first <= id.0);
        let path = self.paths.get(behind.checked_sub(1)?)?;
        let at = usize::try_from(id.0.checked_sub(path.first)?).ok()?;
        path.flows.get(at).map(Rc::as_ref)
    }

    /// The connection that a flow is of; none for those to members.
    pub(crate) fn connection(&self, id: FlowId) -> Option<ConnectionId> {
        let is_it = |answer: &&ConnectionAnswer| answer.flows.iter().any(|flow| flow.id == id);
        self.connections.iter().find(is_it).map(|answer| answer.connection)
    }

    /// The layers of a flow.
    pub(super) fn layers(&self, id: FlowId) -> &'a [Layer] {
        let own = self.connections.iter().flat_map(|answer| &answer.flows);
        let of_connection = || own.clone().find(|flow| flow.id == id).map(|it| &*it.layers);
        self.flow(id).map(|flow| &*flow.layers).or_else(of_connection).unwrap_or_default()
    }

    /// The layers of all flows.
    pub(super) fn all_layers(&self) -> impl Iterator<Item = &'a Layer> + use<'a> {
        let members = self.paths.iter().flat_map(|path| &path.flows).map(|flow| &flow.layers);
        let own = self.connections.iter().flat_map(|answer| &answer.flows);
        members.chain(own.map(|flow| &flow.layers)).flat_map(|layers| layers.iter())
    }
}
