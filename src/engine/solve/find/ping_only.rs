//! Rules that let the ping of a UDP health check pass and name its message.
//!
//! An echo request is all that a ping is, so nothing is missing. The guide's row for it says 'ICMP:
//! All', and who reads the guide beside the answer is told so.

use rustc_hash::{FxHashMap, FxHashSet};

use super::collector::Findings;
use crate::engine::packet::{Interval, PacketBox};
use crate::engine::report::{ClauseId, Decider, FindingKind, Purpose, Severity};
use crate::engine::requirements::{FilterRef, RequiredPackets};
use crate::engine::solve::decide::evaluated_path::EvaluatedPath;
use crate::engine::solve::filters::policies::Policies;
use crate::plan::{Action, Cidr, Direction, RuleId, add_new};

impl Findings<'_> {
    /// Adds a note about each rule that lets a ping pass, or its answer, where not all of the guide's
    /// row passes.
    pub(crate) fn ping_only(&mut self, paths: &[EvaluatedPath], policies: &mut Policies) {
        let groups = self.index.plan.security_groups.iter();
        let rules = groups.flat_map(|group| Direction::BOTH.map(|it| group.rules(it))).flatten();
        let narrow = rules.filter(|rule| {
            rule.action == Action::Allow && rule.icmp.is_some() && rule.protocol.is_icmp()
        });
        let narrow = narrow.map(|rule| rule.id).collect::<Vec<_>>();
        // Nothing to look for on the paths if there are no such rules.
        if narrow.is_empty() {
            return;
        }
        let sought = narrow.iter().copied().collect::<FxHashSet<_>>();
        let mut used: FxHashMap<RuleId, Vec<Cidr>> = FxHashMap::default();
        let pings = paths.iter().flat_map(EvaluatedPath::requirements);
        for (_, requirement) in pings.filter(|(_, it)| it.purpose() == Some(Purpose::Ping)) {
            for check in &requirement.filter_checks {
                let (FilterRef::SecurityGroups(..), RequiredPackets::Packets { packets, .. }) =
                    (&check.filter, &check.required_packets)
                else {
                    continue;
                };
                let mut decide = |it| policies.decide(&check.filter, check.direction, it);
                let ping = decide(*packets);
                let deciders = ping.parts.iter().filter_map(|part| match part.by {
                    Decider::Rule(rule) => Some(rule).filter(|it| sought.contains(it)),
                    Decider::DefaultDeny | Decider::Ambiguous => None,
                });
                let deciders = deciders.collect::<Vec<_>>();
                let passes = ping.missing().is_empty() && !deciders.is_empty();
                let row = PacketBox { ports: Interval::ALL, ..*packets };
                if passes && !decide(row).missing().is_empty() {
                    for rule in deciders {
                        add_new(used.entry(rule).or_default(), &[requirement.source.cidr]);
                    }
                }
            }
        }
        for rule in narrow {
            let Some(sources) = used.remove(&rule) else { continue };
            let clauses = [ClauseId::Table3, ClauseId::UdpHealthCheck];
            self.add(Severity::Info, rule, FindingKind::PingOnly { rule, sources }, &clauses);
        }
    }
}
