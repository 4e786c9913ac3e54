//! Required − allowed = missing, filter by filter.

use std::rc::Rc;

use crate::engine::packet::{Interval, PacketBox, PacketSet, number_of, packets_of_box, ports_of};
use crate::engine::policy::Decision;
use crate::engine::report::{DecidedPart, Layer, Level, Outcome, Verdict, WhyNotFiltered};
use crate::engine::requirements::{FilterCheck, RequiredPackets, Requirement};
use crate::engine::solve::filters::policies::Policies;
use crate::plan::{Direction, IpType};

/// A filter check with what becomes of its packets.
pub(crate) struct Judged<'a> {
    pub(crate) filter_check: &'a FilterCheck,
    pub(crate) decision: Option<Rc<Decision>>,
}

/// Judges every filter check of a requirement.
pub(crate) fn judge<'r>(policies: &mut Policies, requirement: &'r Requirement) -> Vec<Judged<'r>> {
    let decide = |filter_check: &'r FilterCheck| {
        let decision = match filter_check.required_packets {
            RequiredPackets::Packets { packets, .. } => {
                Some(policies.decide(&filter_check.filter, filter_check.direction, packets))
            }
            RequiredPackets::NotFiltered(_) | RequiredPackets::Unknown => None,
        };
        Judged { filter_check, decision }
    };
    requirement.filter_checks.iter().map(decide).collect()
}

impl Judged<'_> {
    /// The packets that do not pass for certain.
    pub(crate) fn missing(&self) -> &PacketSet {
        static NOTHING: PacketSet = PacketSet::NOTHING;
        self.decision.as_ref().map_or(&NOTHING, |decision| decision.missing())
    }

    /// The layer as the report shows it.
    pub(crate) fn layer(&self) -> Layer {
        // Puts the server's own address back, at which a security group does not look.
        let own = |set: &PacketSet, whole: &PacketBox| {
            set.boxes()
                .iter()
                .filter_map(|it| it.intersect(whole))
                .map(|it| packets_of_box(&it))
                .collect()
        };
        let outcome = match (&self.filter_check.required_packets, &self.decision) {
            (RequiredPackets::NotFiltered(why), _) => Outcome::NotFiltered(*why),
            (RequiredPackets::Packets { packets, .. }, Some(decision)) => Outcome::Filtered {
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
            (RequiredPackets::Unknown | RequiredPackets::Packets { .. }, _) => Outcome::Unknown,
        };
        let filter = self.filter_check.filter.shown();
        let FilterCheck { direction, leg, level, .. } = *self.filter_check;
        Layer { filter, direction, leg, level, outcome }
    }

    /// Checks whether this is a filter in front of the member for packets to it.
    fn is_way_in(&self) -> bool {
        self.filter_check.leg.is_member() && self.filter_check.direction == Direction::Inbound
    }

    /// The verdict of this layer alone on the flow.
    fn verdict(&self) -> Verdict {
        match self.filter_check.required_packets {
            RequiredPackets::NotFiltered(WhyNotFiltered::NoRoute) => Verdict::Blocked,
            RequiredPackets::NotFiltered(_) => Verdict::Exempt,
            RequiredPackets::Unknown => Verdict::Attention,
            RequiredPackets::Packets { .. } if self.missing().is_empty() => Verdict::Open,
            // Answers pass a stateful filter by themselves, and whether the load balancer's own
            // network ACL counts is open to doubt, unless the plan requires rules there.
            RequiredPackets::Packets { .. }
                if self.filter_check.level == Level::Recommended && !self.is_way_in() =>
            {
                Verdict::Open
            }
            RequiredPackets::Packets { .. } => {
                let only_disputed = self.decision.as_ref().is_some_and(|decision| {
                    decision.stopped_by().all(|by| by == crate::engine::report::Decider::Ambiguous)
                });
                if only_disputed { Verdict::Attention } else { Verdict::Blocked }
            }
        }
    }
}

/// The verdict of all layers on a flow. The gravest verdict counts. A flow that no layer looks at
/// is exempt only if a rule of the guide exempts it; else it is open. Where it is in doubt that it is
/// routed at all, it needs attention at least.
pub(crate) fn verdict(requirement: &Requirement, judged: &[Judged]) -> Verdict {
    let gravest = judged.iter().map(Judged::verdict).max().unwrap_or(Verdict::Attention);
    let exempt = requirement.filter_checks.iter().all(|filter_check| {
        matches!(
            filter_check.required_packets,
            RequiredPackets::NotFiltered(WhyNotFiltered::Layer4)
        )
    });
    let of_rules = match gravest {
        Verdict::Exempt if !exempt => Verdict::Open,
        other => other,
    };
    // What rules stop does not pass by any route.
    if requirement.route_in_doubt { of_rules.max(Verdict::Attention) } else { of_rules }
}

/// The packets from any client to a member over the ports of a flow.
pub(crate) fn from_anywhere(requirement: &Requirement, member: std::net::IpAddr) -> PacketBox {
    let port = requirement.ports.ranges().first().map_or(Interval::ALL, |range| ports_of(*range));
    let ip_type = IpType::of(member);
    PacketBox {
        destination: Interval::single(number_of(member)),
        protocol: crate::engine::packet::protocols_of(requirement.protocol),
        ports: port,
        ..PacketBox::all(ip_type)
    }
}
