//! The packets that the load balancer of a question sends, and those of them that pass whatever
//! rules say.

use super::answer::TraceNote;
use super::packets::parcels;
use super::{Question, TraceEnd};
use crate::engine::index::Index;
use crate::engine::packet::{Interval, PacketBox, PacketSet, number_of, protocols_of};
use crate::engine::report::Purpose;
use crate::engine::requirements::{Sent, sent};
use crate::plan::IpType;

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
        let is_probe = |purpose| purpose != Purpose::Traffic;
        let is_meant = |sent: &&Sent| {
            is_probe(sent.purpose) == is_probe(question.purpose)
                && match question.to {
                    TraceEnd::Member(member) => sent.member == member,
                    _ => true,
                }
        };
        let mut forwarded = Self {
            purpose: question.purpose,
            filtered: PacketSet::default(),
            past_rules: PacketSet::default(),
        };
        for sent in sent(index, id).iter().filter(is_meant) {
            let set = if sent.exempt { &mut forwarded.past_rules } else { &mut forwarded.filtered };
            set.insert(packets(sent));
        }
        Some(forwarded)
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

fn packets(sent: &Sent) -> PacketBox {
    PacketBox {
        destination: Interval::single(number_of(sent.destination)),
        protocol: protocols_of(sent.protocol),
        ports: sent.ports,
        ..PacketBox::all(IpType::of(sent.destination))
    }
}
