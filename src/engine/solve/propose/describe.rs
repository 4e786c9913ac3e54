//! The description of a rule to add: which load balancer it is for, and what it lets pass.
//!
//! It becomes part of the rule, like its ports, and is what people find in the console years
//! later. It is made of names and the same few words whatever the language of the page.

use super::gather::OnLeg;
use crate::engine::report::{Leg, Purpose};
use crate::engine::solve::decide::need::Serves;
use crate::plan::{
    BackendServerGroupId, ConnectionEnd, ConnectionId, Direction, LoadBalancerId, Plan, set_of,
};

/// The most characters that the console takes (VPC API, `description`).
const LONGEST: usize = 255;

/// Describes a rule by what it is for, on each leg.
pub(crate) fn description(plan: &Plan, legs: &[OnLeg], direction: Direction) -> String {
    described(plan, legs.iter().map(|it| (it.leg, it.serves.as_slice())), direction)
}

/// Describes a rule by the legs it is on, and by what it is for on each.
pub(super) fn described<'a>(
    plan: &Plan,
    legs: impl Iterator<Item = (Leg, &'a [Serves])>,
    direction: Direction,
) -> String {
    let legs = legs.map(|(leg, serves)| on_leg(plan, leg, serves, direction));
    let whole = legs.collect::<Vec<_>>().join("; ");
    // The console refuses angle brackets, and a line break does not fit its one line.
    let fits = |letter: &char| !matches!(letter, '<' | '>') && !letter.is_control();
    whole.chars().filter(fits).take(LONGEST).collect()
}

/// The name of a drawn thing; its id where it has none.
fn name(name: Option<&str>, id: String) -> String {
    match name {
        Some(name) if !name.trim().is_empty() => name.trim().to_owned(),
        _ => id,
    }
}

/// The name of a connection; its ends where it has none.
pub(super) fn connection_name(plan: &Plan, id: ConnectionId) -> String {
    let Some(connection) = plan.connection(id) else { return id.to_string() };
    let end = |end: ConnectionEnd| match end.element() {
        Some(id) => name(plan.name_of(id), id.to_string()),
        None => end.to_string(),
    };
    let ends = || format!("{} to {}", end(connection.from), end(connection.to));
    Some(connection.name.trim()).filter(|it| !it.is_empty()).map_or_else(ends, str::to_owned)
}

fn on_leg(plan: &Plan, leg: Leg, serves: &[Serves], direction: Direction) -> String {
    let connections = set_of(serves.iter().filter_map(|it| match it {
        Serves::Connection(id) => Some(*id),
        Serves::Member(..) => None,
    }));
    let members = serves.iter().filter_map(|it| match *it {
        Serves::Member(balancer, group, purpose) => Some((balancer, group, purpose)),
        Serves::Connection(_) => None,
    });
    let members = members.collect::<Vec<_>>();
    let mut texts = vec![];
    if !members.is_empty() {
        texts.push(for_members(plan, leg, &members, direction));
    }
    if !connections.is_empty() {
        let names = connections.iter().map(|id| connection_name(plan, *id));
        // Outbound rules of a server that receives are for nothing but answers.
        let answers = if leg.is_answer(direction) { ", answers" } else { "" };
        texts.push(format!("Connection {}{answers}", names.collect::<Vec<_>>().join(", ")));
    }
    texts.join("; ")
}

fn for_members(
    plan: &Plan,
    leg: Leg,
    serves: &[(LoadBalancerId, BackendServerGroupId, Purpose)],
    direction: Direction,
) -> String {
    let balancers = set_of(serves.iter().map(|(balancer, _, _)| *balancer));
    let groups = set_of(serves.iter().map(|(_, group, _)| *group));
    let purposes = set_of(serves.iter().map(|(_, _, purpose)| *purpose));
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
        Leg::FromSender | Leg::BackToSender => "",
    };
    format!(
        "ELB {}: {} {}{answers}",
        balancers.collect::<Vec<_>>().join(", "),
        groups.collect::<Vec<_>>().join(", "),
        purposes.collect::<Vec<_>>().join(" and "),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn described(balancer: &str) -> String {
        let case = crate::conformance::case("table4-https-other-port");
        let mut plan: Plan = serde_json::from_value(case["plan"].clone()).unwrap();
        plan.load_balancers[0].name = balancer.to_owned();
        let [group] = plan.backend_server_groups.as_slice() else { panic!() };
        let of = |purpose| Serves::Member(plan.load_balancers[0].id, group.id, purpose);
        let serves = vec![of(Purpose::Traffic), of(Purpose::HealthCheck)];
        let legs = [OnLeg { leg: Leg::Member, flows: vec![], serves }];
        description(&plan, &legs, Direction::Inbound)
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
