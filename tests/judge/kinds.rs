//! The kinds of answers that random plans have to lead to, so that the judge does not agree on
//! nothing.

use std::collections::BTreeSet;

use elb_rule_planner::engine::report::{
    ChangeKind, Decider, Level, Outcome, Report, Verdict, WhyNotFiltered,
};
use elb_rule_planner::plan::{Direction, IpType};

/// What random plans have to lead to, so that nothing of the above is said of nothing.
pub(crate) const KINDS: &[&str] = &[
    "open",
    "blocked",
    "attention",
    "exempt",
    "required rule",
    "recommended rule",
    "lowered deny",
    "sets free",
    "above a deny",
    "no acl",
    "acl off",
    "same subnet",
    "ambiguous",
    "default deny",
    "unknown",
    "partly open",
    "ipv6 rule",
    "outbound acl rule",
    "partial block",
];

/// Which of them a report shows.
pub(crate) fn kinds(report: &Report) -> BTreeSet<&'static str> {
    let mut kinds = BTreeSet::new();
    for flow in &report.flows {
        kinds.insert(match flow.verdict {
            Verdict::Open => "open",
            Verdict::Blocked => "blocked",
            Verdict::Attention => "attention",
            Verdict::Exempt => "exempt",
        });
        for layer in &flow.layers {
            match &layer.outcome {
                Outcome::Unknown => drop(kinds.insert("unknown")),
                Outcome::NotFiltered(why) => drop(kinds.insert(match why {
                    WhyNotFiltered::NoNetworkAcl => "no acl",
                    WhyNotFiltered::NetworkAclDisabled => "acl off",
                    WhyNotFiltered::SameSubnet => "same subnet",
                    WhyNotFiltered::Layer4 => "exempt",
                })),
                Outcome::Filtered { parts } => {
                    if parts.iter().any(|part| part.passes) && parts.iter().any(|part| !part.passes)
                    {
                        kinds.insert("partly open");
                    }
                    if parts.iter().any(|part| part.decided_by == Decider::Ambiguous) {
                        kinds.insert("ambiguous");
                    }
                    if parts.iter().any(|part| part.decided_by == Decider::DefaultDeny) {
                        kinds.insert("default deny");
                    }
                }
            }
        }
    }
    for change in &report.changes {
        let remote = |text: String| {
            let source = change.flows.iter().filter_map(|id| report.flow(*id));
            source.map(|flow| flow.source.cidr.to_string()).all(|whole| whole != text)
        };
        match &change.kind {
            ChangeKind::LowerPriority { sets_free, .. } => {
                kinds.insert("lowered deny");
                if !sets_free.is_empty() {
                    kinds.insert("sets free");
                }
                continue;
            }
            ChangeKind::AddNetworkAclRule { above, direction, .. } => {
                if above.is_some() {
                    kinds.insert("above a deny");
                }
                if *direction == Direction::Outbound {
                    kinds.insert("outbound acl rule");
                }
            }
            ChangeKind::AddSecurityGroupRule { rule, .. } => {
                if rule.ip_type == IpType::IPv6 {
                    kinds.insert("ipv6 rule");
                }
                if remote(rule.remote.to_string()) {
                    kinds.insert("partial block");
                }
            }
        }
        kinds.insert(match change.level {
            Level::Required => "required rule",
            Level::Recommended => "recommended rule",
        });
    }
    kinds
}
