//! The packets that the load balancer of a question sends, and those of them that pass whatever
//! rules say.

use std::net::IpAddr;

use super::answer::TraceNote;
use super::packets::parcels;
use super::{Question, TraceEnd};
use crate::engine::index::Index;
use crate::engine::packet::{Interval, PacketBox, PacketSet, number_of, protocols_of};
use crate::engine::report::Purpose;
use crate::engine::requirements::{Sent, sent};
use crate::plan::{IpType, LoadBalancerId, sort_list};

/// The packets that a load balancer sends to the destinations of a question, for its purpose.
pub(super) struct Forwarded {
    purpose: Purpose,
    /// The kind of packets: the clients' traffic, or probes and pings.
    filtered: PacketSet,
    past_rules: PacketSet,
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
        Some(Self::of_sent(question.purpose, sent(index, id).iter().filter(is_meant)))
    }

    fn of_sent<'s>(purpose: Purpose, all: impl Iterator<Item = &'s Sent>) -> Self {
        let (filtered, past_rules) = Default::default();
        let mut forwarded = Self { purpose, filtered, past_rules };
        for sent in all {
            let set = if sent.exempt { &mut forwarded.past_rules } else { &mut forwarded.filtered };
            set.insert(packets(sent));
        }
        forwarded
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
        let unsent = packets.minus(&self.filtered).minus(&self.past_rules);
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
        let forwarded = Forwarded::of_sent(purpose, list.iter());
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
        ports: sent.ports.unwrap_or(Interval::ALL),
        ..PacketBox::all(IpType::of(sent.destination))
    }
}
