//! The questions of a plan: counted, before any of them is answered.

use std::collections::HashMap;

use crate::plan::{BackendServerGroupId, LoadBalancer, LoadBalancerKind, Plan};

/// The number of things to ask of a plan, about as many as there are flows and rules.
#[must_use]
pub fn questions(plan: &Plan) -> usize {
    flows(plan).saturating_add(plan.rule_ids().count())
}

/// About how many flows there are: each member is reached from each backend subnet of each listener.
fn flows(plan: &Plan) -> usize {
    let mut ways: HashMap<BackendServerGroupId, usize> = HashMap::new();
    for balancer in &plan.load_balancers {
        let sources = sources(plan, balancer);
        for group in balancer.listeners.iter().flat_map(|it| it.groups()) {
            let ways = ways.entry(group).or_default();
            *ways = ways.saturating_add(sources);
        }
    }
    let groups = plan.backend_server_groups.iter();
    let asked = groups.map(|group| {
        let ways = ways.get(&group.id).copied().unwrap_or_default();
        group.members.len().saturating_mul(ways)
    });
    asked.fold(0, usize::saturating_add)
}

fn sources(plan: &Plan, balancer: &LoadBalancer) -> usize {
    match balancer.kind {
        LoadBalancerKind::Shared => plan.settings.sources_of_shared().len(),
        LoadBalancerKind::Dedicated => {
            let previous = balancer.previous_backend_subnets.len();
            balancer.current_backend_subnets().len().saturating_add(previous)
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn plan(servers: usize, backend_subnets: &[&str]) -> Plan {
        let of = |of: fn(usize) -> Value| (1..=servers).map(of).collect::<Vec<_>>();
        let plan = json!({
            "version": 1,
            "vpcs": [{ "id": "vpc-1", "name": "vpc", "cidr": "10.0.0.0/8" }],
            "subnets": [
                { "id": "subnet-1", "name": "a", "vpc": "vpc-1", "cidr": "10.1.0.0/16" },
                { "id": "subnet-2", "name": "b", "vpc": "vpc-1", "cidr": "10.2.0.0/16" },
            ],
            "load_balancers": [{
                "id": "elb-1", "name": "elb", "kind": "dedicated", "subnet": "subnet-1",
                "backend_subnets": backend_subnets,
                "listeners": [{
                    "id": "listener-1", "protocol": "TCP", "ports": "80",
                    "backend_server_group": "bsg-1",
                }],
            }],
            "backend_server_groups": [{
                "id": "bsg-1", "name": "pool", "vpc": "vpc-1", "protocol": "TCP",
                "health_check": { "enabled": false, "protocol": "TCP" },
                "members": of(|number| json!({
                    "id": format!("member-{number}"), "target": format!("server-{number}"),
                    "port": 80, "weight": 1,
                })),
            }],
            "servers": of(|number| json!({
                "id": format!("server-{number}"), "name": "s", "subnet": "subnet-1",
            })),
        });
        serde_json::from_value(plan).unwrap()
    }

    #[test]
    fn each_member_is_asked_about_from_each_backend_subnet() {
        assert_eq!(questions(&plan(7, &[])), 7);
        assert_eq!(questions(&plan(7, &["subnet-1", "subnet-2"])), 14);
        assert_eq!(questions(&Plan::default()), 0);
    }
}
