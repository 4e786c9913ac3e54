//! Required − allowed = missing, filter by filter.

use std::rc::Rc;

use crate::engine::packet::{Interval, PacketBox, PacketSet, number_of, packets_of_box, ports_of};
use crate::engine::policy::Decision;
use crate::engine::report::{DecidedPart, Layer, Level, Outcome, Verdict};
use crate::engine::requirements::{Crossing, Passage, Requirement};
use crate::plan::{Direction, IpType};

/// A crossing with what becomes of its packets.
pub(crate) struct Judged<'a> {
    pub(crate) crossing: &'a Crossing,
    pub(crate) decision: Option<Rc<Decision>>,
}

impl Judged<'_> {
    /// The packets that do not pass for certain.
    pub(crate) fn missing(&self) -> &PacketSet {
        static NOTHING: PacketSet = PacketSet::NOTHING;
        self.decision.as_ref().map_or(&NOTHING, |decision| decision.missing())
    }

    /// The layer as the report shows it.
    pub(super) fn layer(&self) -> Layer {
        // Puts the server's own address back, at which a security group does not look.
        let own = |set: &PacketSet, whole: &PacketBox| {
            set.boxes()
                .iter()
                .filter_map(|it| it.intersect(whole))
                .map(|it| packets_of_box(&it))
                .collect()
        };
        let outcome = match (&self.crossing.passage, &self.decision) {
            (Passage::NotFiltered(why), _) => Outcome::NotFiltered(*why),
            (Passage::Packets { packets, .. }, Some(decision)) => Outcome::Filtered {
                parts: decision
                    .parts
                    .iter()
                    .map(|part| DecidedPart {
                        packets: own(&part.packets, packets),
                        decided_by: part.by,
                        passes: part.passes,
                    })
                    .collect(),
            },
            (Passage::Unknown | Passage::Packets { .. }, _) => Outcome::Unknown,
        };
        let filter = self.crossing.filter.shown();
        let Crossing { direction, leg, level, .. } = *self.crossing;
        Layer { filter, direction, leg, level, outcome }
    }

    /// Whether this is a filter in front of the member, on the way to it.
    fn is_way_in(&self) -> bool {
        self.crossing.leg.is_member() && self.crossing.direction == Direction::Inbound
    }

    /// What this layer alone makes of the flow.
    fn verdict(&self) -> Verdict {
        match self.crossing.passage {
            Passage::NotFiltered(_) => Verdict::Exempt,
            Passage::Unknown => Verdict::Attention,
            Passage::Packets { .. } if self.missing().is_empty() => Verdict::Open,
            // Answers pass a stateful filter by themselves, and whether the load balancer's own
            // network ACL counts is open to doubt, unless the plan requires rules there.
            Passage::Packets { .. }
                if self.crossing.level == Level::Recommended && !self.is_way_in() =>
            {
                Verdict::Open
            }
            Passage::Packets { .. } => {
                let only_disputed = self.decision.as_ref().is_some_and(|decision| {
                    decision.stopped_by().all(|by| by == crate::engine::report::Decider::Ambiguous)
                });
                if only_disputed { Verdict::Attention } else { Verdict::Blocked }
            }
        }
    }
}

/// What all layers make of a flow: the gravest word counts, and a flow that no layer looks at is
/// exempt only where that is the rule for it; else it is open.
pub(super) fn verdict(requirement: &Requirement, judged: &[Judged]) -> Verdict {
    let gravest = judged.iter().map(Judged::verdict).max().unwrap_or(Verdict::Attention);
    let exempt = requirement.crossings.iter().all(|crossing| {
        matches!(
            crossing.passage,
            Passage::NotFiltered(crate::engine::report::WhyNotFiltered::Layer4)
        )
    });
    match gravest {
        Verdict::Exempt if !exempt => Verdict::Open,
        other => other,
    }
}

/// The packets from any client to a member over the ports of a flow.
pub(super) fn from_anywhere(requirement: &Requirement, member: std::net::IpAddr) -> PacketBox {
    let port = requirement.ports.ranges().first().map_or(Interval::ALL, |range| ports_of(*range));
    let ip_type = IpType::of(member);
    PacketBox {
        destination: Interval::single(number_of(member)),
        protocol: crate::engine::packet::protocols_of(requirement.protocol),
        ports: port,
        ..PacketBox::all(ip_type)
    }
}
