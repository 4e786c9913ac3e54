//! Packets that get there though they must not: every address of one end sends to every address of the
//! other, and a trace follows the packets.

use std::collections::BTreeMap;

use super::zones::Zones;
use crate::engine::index::Index;
use crate::engine::packet::{PacketBox, PacketSet};
use crate::engine::report::{ConnectionVerdict, GetsIn};
use crate::engine::requirements::MOST_PAIRS;
use crate::engine::trace::{Layers, Question, TraceEnd, Zone, followed, parcels};
use crate::plan::{Cidr, Connection, IpType, RuleId, ServerId, add_new, set_of};

/// The zones at both ends of a connection, in each family.
pub(super) fn ends<'a>(index: &'a Index<'a>, connection: &Connection) -> [Zones<'a>; 2] {
    IpType::BOTH.map(|ip_type| Zones::of(index, connection, ip_type))
}

/// The packets that get there, by whether that is uncertain and by the rules that let them pass, each
/// with the servers that they reach.
#[derive(Default)]
pub(super) struct Entered {
    ways: BTreeMap<(bool, Vec<RuleId>), (PacketSet, Vec<ServerId>)>,
    /// True if there is anything that could be sent.
    is_asked: bool,
}

impl Entered {
    /// The packets of a connection that get there; none if there are too many pairs of addresses to look at.
    pub(super) fn of(layers: &Layers, connection: &Connection, ends: &[Zones]) -> Option<Self> {
        let pairs = |it: &Zones| it.from.len().saturating_mul(it.to.len());
        if ends.iter().map(pairs).fold(0, usize::saturating_add) > MOST_PAIRS {
            return None;
        }
        let mut entered = Self::default();
        for Zones { from, to } in ends {
            for sender in from {
                for receiver in to {
                    entered.follow(layers, connection, sender, receiver);
                }
            }
        }
        Some(entered)
    }

    fn follow(&mut self, layers: &Layers, connection: &Connection, from: &Zone, to: &Zone) {
        let question = question(connection, from.ip_type);
        let Some(way) = followed(layers, &question, from, to, &to_itself(from, to)) else {
            return;
        };
        self.is_asked = true;
        for (is_certain, packets) in [(true, &way.passes), (false, &way.unclear)] {
            if packets.is_empty() {
                continue;
            }
            let mut by = vec![];
            for hop in &way.hops {
                add_new(&mut by, &hop.rules_passing(packets));
            }
            let (all, servers) = self.ways.entry((!is_certain, by)).or_default();
            all.extend(packets);
            servers.extend(to.servers());
        }
    }

    /// The packets that get there, for certain or perhaps.
    pub(super) fn packets(&self, certain: bool) -> PacketSet {
        let mut all = PacketSet::NOTHING;
        let ways = self.ways.iter().filter(|((is_unclear, _), _)| *is_unclear != certain);
        ways.for_each(|(_, (packets, _))| all.extend(packets));
        all
    }

    /// The rules that let in some of the packets.
    pub(super) fn rules_for(&self, packets: &PacketSet) -> Vec<RuleId> {
        let mut rules = vec![];
        for ((_, by), (own, _)) in &self.ways {
            if !packets.within(own.boxes()).is_empty() {
                add_new(&mut rules, by);
            }
        }
        rules
    }

    /// The verdict, and what gets in as the report lists it. What is certain comes first.
    pub(super) fn answer(&self) -> (ConnectionVerdict, Vec<GetsIn>) {
        let gets_in = self.ways.iter().map(|((is_unclear, rules), (packets, servers))| GetsIn {
            packets: parcels(packets),
            receivers: set_of(servers.iter().copied()).into_iter().collect(),
            rules: rules.clone(),
            certain: !is_unclear,
        });
        let gets_in = gets_in.collect::<Vec<_>>();
        let verdict = match gets_in.first() {
            _ if !self.is_asked => ConnectionVerdict::Unanswered,
            None => ConnectionVerdict::KeptOut,
            Some(first) if first.certain => ConnectionVerdict::GetsIn,
            Some(_) => ConnectionVerdict::Unclear,
        };
        (verdict, gets_in)
    }
}

/// The packets of a connection as a question.
fn question(connection: &Connection, ip_type: IpType) -> Question {
    let anywhere = TraceEnd::Address(Cidr::any(ip_type));
    Question {
        protocol: connection.protocol,
        icmp: connection.icmp,
        ports: connection.ports.clone(),
        ..Question::all(anywhere, anywhere)
    }
}

/// The packets from an address to itself, which pass no filter. An address that two VPCs have sends none
/// from one to the other: what has it sends to itself.
fn to_itself(from: &Zone, to: &Zone) -> Vec<PacketBox> {
    let own = to.addresses.iter().filter(|it| it.low == it.high);
    let own =
        own.map(|it| PacketBox { source: *it, destination: *it, ..PacketBox::all(from.ip_type) });
    own.collect()
}
