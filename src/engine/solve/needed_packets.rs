//! The packets that a requirement needs at each list of rules, as a rule for them names them.

use crate::engine::packet::{Interval, PacketBox, addresses_of};
use crate::engine::report::RulePlace;
use crate::engine::requirements::{FilterRef, RequiredPackets, Requirement};
use crate::plan::Direction;

use super::filters::policies::without_local_end;

/// The packets that a requirement needs at each list on its way. The server's end is as wide as the
/// guide's rules name it: security groups do not look at it, and rules of a network ACL name the
/// members' subnet.
pub(crate) fn needed_packets(
    requirement: &Requirement,
) -> impl Iterator<Item = (RulePlace, Direction, PacketBox)> {
    requirement.filter_checks.iter().flat_map(|filter_check| {
        let RequiredPackets::Packets { packets, local, .. } = filter_check.required_packets else {
            return vec![];
        };
        let direction = filter_check.direction;
        let is_acl = matches!(filter_check.filter, FilterRef::NetworkAcl(_));
        let (places, packets) = match &filter_check.filter {
            FilterRef::SecurityGroups(groups, ..) => (
                groups.iter().map(|id| RulePlace::SecurityGroup(*id)).collect::<Vec<_>>(),
                without_local_end(packets, direction),
            ),
            FilterRef::NetworkAcl(acl) => {
                let local = addresses_of(local);
                let packets = match filter_check.leg.is_answer(direction) {
                    false => PacketBox { destination: local, ..packets },
                    true => PacketBox { source: local, ..packets },
                };
                (acl.iter().map(|id| RulePlace::NetworkAcl(*id)).collect(), packets)
            }
        };
        // Rules name every port at the far end, though a load balancer does not send from all. The
        // messages of ICMP, which stand in place of the destination's ports, are as they are.
        let packets = match filter_check.leg.is_answer(direction) && is_acl {
            _ if packets.is_icmp() => packets,
            false => PacketBox { source_ports: Interval::ALL, ..packets },
            true => PacketBox { ports: Interval::ALL, ..packets },
        };
        places.into_iter().map(|place| (place, direction, with_port_0(packets))).collect()
    })
}

/// Port 0 is no port of anyone's. It goes with port 1, so that `1-65535` is the same as all.
/// Messages of ICMP have no ports.
pub(crate) fn with_port_0(packets: PacketBox) -> PacketBox {
    if packets.is_icmp() {
        return packets;
    }
    let wider = |ports: Interval<u16>| Interval {
        low: if ports.low == 1 { 0 } else { ports.low },
        ..ports
    };
    PacketBox { source_ports: wider(packets.source_ports), ports: wider(packets.ports), ..packets }
}
