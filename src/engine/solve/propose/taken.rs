//! The packets that rules reach, and the security groups that get rules for them.

use rustc_hash::{FxHashMap, FxHashSet};

use super::opened::in_all;
use crate::engine::packet::{Interval, PacketBox, addresses_of, cidr_of, join};
use crate::engine::report::RulePlace;
use crate::engine::solve::decide::missing_slots::Key;
use crate::engine::solve::decide::need::Need;
use crate::engine::solve::filters::policies::without_local_end;
use crate::plan::{Cidr, Direction, RuleSource, SecurityGroupId, add_new};

/// The packets that needs miss, as far as a rule for them reaches, whatever group takes it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Asked {
    key: Key,
    missing: Vec<PacketBox>,
}

impl Asked {
    pub(super) fn of((key, remote): (Key, Cidr), need: &Need, source: RuleSource) -> Self {
        let missing = need.missing().iter();
        let missing = missing.map(|it| without_local_end(*it, key.direction)).collect::<Vec<_>>();
        let far = |packets: &PacketBox| match key.direction {
            Direction::Inbound => packets.source,
            Direction::Outbound => packets.destination,
        };
        // A rule names one block: that of what is missing, or the whole one.
        let block = |packets: &PacketBox| {
            let beside = missing.iter().filter(|it| it.ports == packets.ports);
            match join(beside.map(far).collect()).as_slice() {
                [only]
                    if source == RuleSource::BackendSubnet
                        && cidr_of(packets.ip_type, *only).is_some() =>
                {
                    *only
                }
                _ => addresses_of(remote),
            }
        };
        let reached = |packets: &PacketBox| match key.direction {
            Direction::Inbound => PacketBox { source: block(packets), ..*packets },
            Direction::Outbound => PacketBox { destination: block(packets), ..*packets },
        };
        let mut all = vec![];
        add_new(&mut all, &missing.iter().map(reached).collect::<Vec<_>>());
        Self {
            key: Key { place: RulePlace::SecurityGroup(SecurityGroupId(0)), ..key },
            missing: all,
        }
    }

    /// The numbers of ports and of addresses of the widest part, each less one. No packets are covered
    /// by narrower ones.
    pub(super) fn width(&self) -> (u16, u128, u128) {
        let width = |it: &PacketBox| {
            let addresses = |it: Interval<u128>| it.high.saturating_sub(it.low);
            let ports = it.ports.high.saturating_sub(it.ports.low);
            (ports, addresses(it.source), addresses(it.destination))
        };
        self.missing.iter().map(width).max().unwrap_or_default()
    }
}

/// The packets that a rule of a security group lets pass.
type Reached = (PacketBox, SecurityGroupId);

/// The security groups that get rules, and for which packets.
pub(super) struct Taken {
    /// The block that rules name.
    pub(super) source: RuleSource,
    by_ports: FxHashMap<(Key, Interval<u16>), FxHashSet<Reached>>,
    /// Those for more than one port. There are few.
    ranges: FxHashSet<(Key, PacketBox, SecurityGroupId)>,
}

impl Taken {
    pub(super) fn of(source: RuleSource) -> Self {
        let (by_ports, ranges) = Default::default();
        Self { source, by_ports, ranges }
    }

    /// Adds a need whose rule goes into a place.
    pub(super) fn add_need(&mut self, key: (Key, Cidr), need: &Need) {
        if let RulePlace::SecurityGroup(group) = key.0.place {
            self.add(&Asked::of(key, need, self.source), group);
        }
    }

    pub(super) fn add(&mut self, asked: &Asked, group: SecurityGroupId) {
        for packets in &asked.missing {
            let at = (asked.key, packets.ports);
            self.by_ports.entry(at).or_default().insert((*packets, group));
            if packets.ports.low < packets.ports.high {
                self.ranges.insert((asked.key, *packets, group));
            }
        }
    }

    /// The groups with rules that let all of some packets pass.
    pub(super) fn groups_for(&self, asked: &Asked) -> FxHashSet<SecurityGroupId> {
        let of_part = |packets: &PacketBox| {
            let same = self.by_ports.get(&(asked.key, packets.ports)).into_iter().flatten();
            let same = same.filter(|(it, _)| it.covers(packets)).map(|it| it.1);
            let wide = self.ranges.iter().filter(|it| it.0 == asked.key && it.1.covers(packets));
            same.chain(wide.map(|it| it.2)).collect::<FxHashSet<_>>()
        };
        in_all(asked.missing.iter().map(of_part)).unwrap_or_default()
    }
}
