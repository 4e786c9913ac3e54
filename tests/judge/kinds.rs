//! The kinds of answers that random plans have to lead to, so that the judge does not agree on
//! nothing.

use std::collections::BTreeSet;

use elb_rule_planner::engine::report::{
    ChangeKind, Decider, Layer, Leg, Level, Outcome, Report, Verdict, WhyNotFiltered,
};
use elb_rule_planner::plan::{Direction, IpType};

/// The kinds of answers that random plans have to lead to, so that none of the properties holds of
/// nothing.
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
    "port security off",
    "never filtered",
    "no route",
    "route in doubt",
    "open but for its route",
    "from load balancer",
    "back to load balancer",
    "from clients",
    "back to clients",
    "several legs",
    "several ports",
    "port range",
];

/// The kinds that a report shows.
pub(crate) fn kinds(report: &Report) -> BTreeSet<&'static str> {
    let mut kinds = BTreeSet::new();
    for change in &report.changes {
        if !change.legs.is_empty() {
            kinds.insert("several legs");
        }
        kinds.extend(match change.leg {
            Leg::Member => None,
            Leg::FromLoadBalancer => Some("from load balancer"),
            Leg::BackToLoadBalancer => Some("back to load balancer"),
            Leg::FromClients => Some("from clients"),
            Leg::BackToClients => Some("back to clients"),
            Leg::FromSender => Some("from sender"),
            Leg::BackToSender => Some("back to sender"),
        });
        if let ChangeKind::AddSecurityGroupRule { rule, .. } = &change.kind {
            let ranges = rule.ports.ranges();
            if ranges.len() > 1 {
                kinds.insert("several ports");
            } else if ranges.iter().any(|range| range.first < range.last) {
                kinds.insert("port range");
            }
        }
    }
    for flow in &report.flows {
        kinds.insert(match flow.verdict {
            Verdict::Open => "open",
            Verdict::Blocked => "blocked",
            Verdict::Attention => "attention",
            Verdict::Exempt => "exempt",
        });
        if flow.route_in_doubt {
            let passes = |layer: &Layer| match &layer.outcome {
                Outcome::Filtered { parts } => parts.iter().all(|part| part.passes),
                Outcome::NotFiltered(_) => true,
                Outcome::Unknown => false,
            };
            let is_open = flow.layers.iter().all(passes);
            kinds.insert(if is_open { "open but for its route" } else { "route in doubt" });
        }
        for layer in flow.layers.iter() {
            match &layer.outcome {
                Outcome::Unknown => drop(kinds.insert("unknown")),
                Outcome::NotFiltered(why) => drop(kinds.insert(match why {
                    WhyNotFiltered::NoNetworkAcl => "no acl",
                    WhyNotFiltered::NetworkAclDisabled => "acl off",
                    WhyNotFiltered::SameSubnet => "same subnet",
                    WhyNotFiltered::Layer4 => "exempt",
                    WhyNotFiltered::PortSecurityOff => "port security off",
                    WhyNotFiltered::NeverFiltered => "never filtered",
                    WhyNotFiltered::NoRoute => "no route",
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
