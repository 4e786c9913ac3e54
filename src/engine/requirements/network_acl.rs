//! The network ACL of the members' subnet must let the backend subnet in.
//!
//! A subnet need not have a network ACL; without one nothing is filtered at its edge. If the subnet
//! of the backend servers has one, its rules must allow packets from the load balancer's backend
//! subnet to the servers' subnet.

use crate::engine::index::Index;
use crate::engine::packet::{PacketBox, is_never_filtered};
use crate::engine::report::{ClauseId, FlowSource, WhyNotFiltered};
use crate::plan::Subnet;

use super::Clause;
use super::requirement::RequiredPackets;
use super::same_subnet;

/// This clause.
pub(crate) const CLAUSE: Clause =
    Clause { id: ClauseId::NetworkAcl, section: "Scenarios", file: "network_acl.rs" };

/// Returns the reason why the network ACL of a member's subnet does not filter packets from a
/// source, which may be clients; nothing if it does.
pub(super) fn not_filtered(
    index: &Index,
    source: &FlowSource,
    are_clients: bool,
    subnet: &Subnet,
    packets: &PacketBox,
) -> Option<WhyNotFiltered> {
    match subnet.network_acl.and_then(|id| index.network_acl(id)) {
        None if subnet.may_have_other_acl() => {}
        None => return Some(WhyNotFiltered::NoNetworkAcl),
        Some(acl) if !acl.enabled => return Some(WhyNotFiltered::NetworkAclDisabled),
        Some(_) => {}
    }
    if same_subnet::holds(source, are_clients, subnet) {
        return Some(WhyNotFiltered::SameSubnet);
    }
    is_never_filtered(packets).then_some(WhyNotFiltered::NeverFiltered)
}

/// The packets that a network ACL which looks at an edge has to let pass: `of` says them, unless no
/// network ACL ever looks at such packets, or the rules are not known.
pub(super) fn required(
    packets: PacketBox,
    is_known: bool,
    of: impl FnOnce(PacketBox) -> RequiredPackets,
) -> RequiredPackets {
    if is_never_filtered(&packets) {
        RequiredPackets::NotFiltered(WhyNotFiltered::NeverFiltered)
    } else if is_known {
        of(packets)
    } else {
        RequiredPackets::Unknown
    }
}
