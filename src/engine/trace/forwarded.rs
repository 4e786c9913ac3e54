//! The packets that the load balancer of a question sends, those of them that pass whatever rules
//! say, and those of which it is in doubt whether they are routed at all.

use std::net::IpAddr;

use super::answer::{Fate, HopDecider, HopFilter, HopStage, TraceNote};
use super::layers::{JudgedHop, JudgedPart};
use super::packets::{parcels, split_off_all};
use super::{Question, TraceEnd};
use crate::engine::index::Index;
use crate::engine::packet::{Interval, PacketBox, PacketSet, number_of, protocols_of};
use crate::engine::report::Purpose;
use crate::engine::requirements::own_vpc::RouteToMember;
use crate::engine::requirements::{Sent, sent};
use crate::plan::{Direction, IpType, LoadBalancerId, sort_list};

/// The packets that a load balancer sends to the destinations of a question, for its purpose.
pub(super) struct Forwarded {
    balancer: LoadBalancerId,
    /// The kind of packets: the clients' traffic, or probes and pings.
    purpose: Purpose,
    filtered: PacketSet,
    past_rules: PacketSet,
    /// Those of the filtered ones that nothing speaks against being routed.
    usual: PacketSet,
    /// Those of the filtered ones of which it is in doubt.
    in_doubt: PacketSet,
    /// Those that are sent to members to which no route leads.
    unrouted: PacketSet,
}

impl Forwarded {
    /// The packets that the load balancer of a question sends; none where no load balancer is asked
    /// about.
    pub(super) fn of(index: &Index, question: &Question) -> Option<Self> {
        let TraceEnd::LoadBalancer(id) = question.from else { return None };
        let is_meant = |sent: &&Sent| {
            is_probe(sent.purpose) == is_probe(question.purpose)
                && match question.to {
                    TraceEnd::Member(member) => sent.member == member,
                    _ => true,
                }
        };
        Some(Self::of_sent(id, question.purpose, sent(index, id).iter().filter(is_meant)))
    }

    fn of_sent<'s>(
        balancer: LoadBalancerId,
        purpose: Purpose,
        all: impl Iterator<Item = &'s Sent>,
    ) -> Self {
        let mut forwarded = Self {
            balancer,
            purpose,
            filtered: PacketSet::default(),
            past_rules: PacketSet::default(),
            usual: PacketSet::default(),
            in_doubt: PacketSet::default(),
            unrouted: PacketSet::default(),
        };
        for sent in all {
            forwarded.add(sent);
        }
        forwarded
    }

    fn add(&mut self, sent: &Sent) {
        let packets = packets(sent);
        let of_route = match sent.route {
            RouteToMember::Usual if sent.exempt => return self.past_rules.insert(packets),
            RouteToMember::Usual => &mut self.usual,
            RouteToMember::InDoubt => &mut self.in_doubt,
            RouteToMember::Missing => return self.unrouted.insert(packets),
        };
        of_route.insert(packets);
        self.filtered.insert(packets);
    }

    /// The routes that some packets take; none where nothing speaks against any of them. Packets that
    /// are sent to a server as well are routed for certain.
    pub(super) fn routes(&self, packets: &PacketSet) -> Option<JudgedHop> {
        let unrouted = self.unrouted.minus(&self.filtered).minus(&self.past_rules);
        let in_doubt = self.in_doubt.minus(&self.usual);
        let mut rest = packets.clone();
        let stopped = split_off_all(&mut rest, unrouted.boxes().iter().copied());
        let unclear = split_off_all(&mut rest, in_doubt.boxes().iter().copied());
        if stopped.is_empty() && unclear.is_empty() {
            return None;
        }
        let parts = [
            (stopped, HopDecider::NoRoute, Fate::Stopped),
            (unclear, HopDecider::RouteInDoubt, Fate::Unclear),
            (rest, HopDecider::Routed, Fate::Passes),
        ];
        let parts = parts.into_iter().filter(|(packets, _, _)| !packets.is_empty());
        Some(JudgedHop {
            stage: HopStage::Routes,
            filter: HopFilter::Routes(self.balancer),
            direction: Direction::Outbound,
            counts: true,
            parts: parts.map(|(packets, by, fate)| JudgedPart { packets, by, fate }).collect(),
            near_misses: vec![],
        })
    }

    /// The packets that pass whatever rules say. If one listener forwards packets past the rules
    /// and another one sends the same from the backend subnet, they are judged as the second one
    /// sends them.
    pub(super) fn exempt(&self) -> PacketSet {
        self.past_rules.minus(&self.filtered)
    }

    /// The notes about packets that the load balancer is asked about.
    pub(super) fn notes(&self, packets: &PacketSet) -> Vec<TraceNote> {
        let mut notes = vec![];
        let unsent = packets.minus(&self.filtered).minus(&self.past_rules).minus(&self.unrouted);
        if !unsent.is_empty() {
            let parcels = parcels(&unsent);
            notes.push(match self.purpose {
                Purpose::Traffic => TraceNote::NotForwarded(parcels),
                Purpose::HealthCheck | Purpose::Ping => TraceNote::NotProbed(parcels),
            });
        }
        let both = self.past_rules.minus(&self.exempt());
        let asked = packets.minus(&packets.minus(&both));
        if !asked.is_empty() {
            notes.push(TraceNote::AlsoForwardedPastRules);
        }
        notes
    }
}

/// The packets that a load balancer sends past the rules for a purpose, by their destinations.
pub(in crate::engine) fn past_rules(
    index: &Index,
    balancer: LoadBalancerId,
    purpose: Purpose,
) -> Vec<(IpAddr, PacketSet)> {
    let is_meant = |it: &Sent| is_probe(it.purpose) == is_probe(purpose);
    let mut all = sent(index, balancer).into_iter().filter(is_meant).collect::<Vec<_>>();
    sort_list(&mut all, |one, other| one.destination.cmp(&other.destination));
    let to_one = |list: &[Sent]| {
        let forwarded = Forwarded::of_sent(balancer, purpose, list.iter());
        Some((list.first()?.destination, forwarded.exempt()))
    };
    all.chunk_by(|one, next| one.destination == next.destination)
        .filter_map(to_one)
        .filter(|(_, packets)| !packets.is_empty())
        .collect()
}

fn is_probe(purpose: Purpose) -> bool {
    purpose != Purpose::Traffic
}

fn packets(sent: &Sent) -> PacketBox {
    PacketBox {
        destination: Interval::single(number_of(sent.destination)),
        protocol: protocols_of(sent.protocol),
        ports: sent.ports,
        ..PacketBox::all(IpType::of(sent.destination))
    }
}
