//! The packets that a state needs at its lists of rules.

use std::collections::BTreeMap;

use crate::engine::index::Index;
use crate::engine::packet::{Interval, PacketBox, addresses_of};
use crate::engine::report::{FlowId, RulePlace};
use crate::engine::requirements::{FilterRef, RequiredPackets, requirements};
use crate::plan::{Cidr, Direction, Plan};

/// The packets that flows need at each list of rules.
pub(super) type NeededPackets = BTreeMap<(RulePlace, Direction), Vec<(FlowId, PacketBox)>>;

/// The packets that flows need at each list of rules, in the terms of a rule.
pub(super) fn needs(plan: &Plan) -> NeededPackets {
    let index = Index::of(plan);
    let mut needs = NeededPackets::new();
    for (number, requirement) in requirements(&index).iter().enumerate() {
        let flow = FlowId(u32::try_from(number).unwrap_or(u32::MAX));
        for filter_check in &requirement.filter_checks {
            let RequiredPackets::Packets { packets, local, .. } = &filter_check.required_packets
            else {
                continue;
            };
            let direction = filter_check.direction;
            let places = match &filter_check.filter {
                FilterRef::SecurityGroups(groups, _) => {
                    groups.iter().map(|id| RulePlace::SecurityGroup(*id)).collect()
                }
                FilterRef::NetworkAcl(acl) => {
                    acl.iter().map(|id| RulePlace::NetworkAcl(*id)).collect::<Vec<_>>()
                }
            };
            for place in places {
                let is_answer = filter_check.leg.is_answer(direction);
                let whole = as_a_rule_says(*packets, place, is_answer, *local);
                needs.entry((place, direction)).or_default().push((flow, whole));
            }
        }
    }
    needs
}

/// Packets as a rule for them names them: the member's end as its subnet at a network ACL and as
/// anything at a security group, and all ports where only port 0 is missing.
fn as_a_rule_says(packets: PacketBox, place: RulePlace, is_answer: bool, local: Cidr) -> PacketBox {
    let local = match place {
        RulePlace::SecurityGroup(_) => addresses_of(Cidr::any(packets.ip_type)),
        RulePlace::NetworkAcl(_) => addresses_of(local),
    };
    let whole = |ports: Interval<u16>| match ports.low {
        1 => Interval { low: 0, ..ports },
        _ => ports,
    };
    let packets = PacketBox {
        source_ports: whole(packets.source_ports),
        ports: whole(packets.ports),
        ..packets
    };
    match is_answer {
        false => PacketBox { destination: local, ..packets },
        true => PacketBox { source: local, ..packets },
    }
}
