//! The description of a rule to add: which load balancer it is for, and what it lets pass.
//!
//! It becomes part of the rule, like its ports, and is what people find in the console years
//! later. It is made of names and the same few words whatever the language of the page.

use std::collections::BTreeSet;

use crate::engine::report::{FlowId, Leg, Purpose};
use crate::engine::requirements::Requirement;
use crate::plan::{BackendServerGroupId, Direction, LoadBalancerId, Plan};

/// The most characters that the console takes (VPC API, `description`).
const LONGEST: usize = 255;

/// Describes a rule by the flows it is for.
pub(super) fn description(
    plan: &Plan,
    requirements: &[Requirement],
    flows: &[FlowId],
    (leg, direction): (Leg, Direction),
) -> String {
    let mut balancers: BTreeSet<LoadBalancerId> = BTreeSet::new();
    let mut groups: BTreeSet<BackendServerGroupId> = BTreeSet::new();
    let mut purposes: BTreeSet<Purpose> = BTreeSet::new();
    for id in flows {
        let number = usize::try_from(id.0).ok();
        let Some(requirement) = number.and_then(|number| requirements.get(number)) else {
            continue;
        };
        balancers.insert(requirement.load_balancer);
        groups.insert(requirement.group);
        purposes.insert(requirement.purpose);
    }
    let name = |name: Option<&str>, id: String| match name {
        Some(name) if !name.trim().is_empty() => name.trim().to_owned(),
        _ => id,
    };
    let balancers = balancers.iter().map(|id| name(plan.name_of((*id).into()), id.to_string()));
    let groups = groups.iter().map(|id| name(plan.name_of((*id).into()), id.to_string()));
    let purposes = purposes.iter().map(|purpose| match purpose {
        Purpose::Traffic => "traffic",
        Purpose::HealthCheck => "health check",
        Purpose::Ping => "ping",
    });
    let answers = match leg {
        Leg::Member if leg.is_answer(direction) => ", answers",
        Leg::Member => "",
        Leg::FromLoadBalancer => ", out to servers",
        Leg::BackToLoadBalancer => ", answers of servers",
        Leg::FromClients => ", clients",
        Leg::BackToClients => ", answers to clients",
    };
    let whole = format!(
        "ELB {}: {} {}{answers}",
        balancers.collect::<Vec<_>>().join(", "),
        groups.collect::<Vec<_>>().join(", "),
        purposes.collect::<Vec<_>>().join(" and "),
    );
    // The console refuses angle brackets, and a line break does not fit its one line.
    let fits = |letter: &char| !matches!(letter, '<' | '>') && !letter.is_control();
    whole.chars().filter(fits).take(LONGEST).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::index::Index;
    use crate::engine::requirements::requirements;

    fn described(balancer: &str) -> String {
        let text = include_str!("../../../tests/conformance/cases/table4-https-other-port.json");
        let case: serde_json::Value = serde_json::from_str(text).unwrap();
        let mut plan: Plan = serde_json::from_value(case["plan"].clone()).unwrap();
        plan.load_balancers[0].name = balancer.to_owned();
        let index = Index::of(&plan);
        let requirements = requirements(&index);
        description(
            &plan,
            &requirements,
            &[FlowId(0), FlowId(1)],
            (Leg::Member, Direction::Inbound),
        )
    }

    #[test]
    fn it_names_the_load_balancer_the_group_and_what_for() {
        assert_eq!(described("lb"), "ELB lb: web traffic and health check");
        assert_eq!(described(" "), "ELB elb-1: web traffic and health check", "it has no name");
    }

    #[test]
    fn it_fits_the_field_of_the_console() {
        assert_eq!(described("<b>\n"), "ELB b: web traffic and health check");
        assert_eq!(described(&"长".repeat(300)).chars().count(), LONGEST);
    }
}
