//! Tests of what a move into another container changes beside the place.

use serde_json::{Value, json};

use super::{CommandStep, relocate, relocate_interface};
use crate::edit::{Container, transact};
use crate::locale::Language;
use crate::plan::{LoadBalancerId, Plan, Position, ServerId, SubnetId, VpcId};

fn plan(servers: &Value) -> Plan {
    let subnet = |at: u8, name: &str, vpc: &str, block: &str| json!({ "id": format!("subnet-{at}"), "name": name, "vpc": vpc, "cidr": block });
    let mut dual = subnet(3, "subnet-c", "vpc-1", "10.0.3.0/24");
    dual["ipv6_cidr"] = json!("2001:db8:3::/64");
    let text = json!({
        "version": 1,
        "vpcs": [
            { "id": "vpc-1", "name": "vpc-a", "cidr": "10.0.0.0/16" },
            { "id": "vpc-2", "name": "vpc-b", "cidr": "10.1.0.0/16" },
        ],
        "subnets": [
            subnet(1, "subnet-a", "vpc-1", "10.0.1.0/24"),
            subnet(2, "subnet-b", "vpc-1", "10.0.2.0/29"),
            dual,
            subnet(4, "subnet-d", "vpc-2", "10.1.0.0/24"),
        ],
        "servers": servers,
        "load_balancers": [{
            "id": "elb-1", "name": "elb-1", "subnet": "subnet-1",
            "backend_subnets": ["subnet-1", "subnet-3"],
        }],
        "backend_server_groups": [{
            "id": "bsg-1", "name": "group-1", "vpc": "vpc-1", "protocol": "TCP",
            "members": [{
                "id": "member-1", "target": "server-1", "address": "10.0.1.11", "port": 80
            }],
        }],
    });
    serde_json::from_value(text).unwrap()
}

fn web(at: u8, subnet: u8, ipv4: &str) -> Value {
    json!({
        "id": format!("server-{at}"), "name": format!("web-{at}"), "ipv4": ipv4,
        "subnet": format!("subnet-{subnet}"),
    })
}

fn take(plan: &Plan, step: CommandStep) -> (Plan, Option<String>) {
    let said = step.said.map(|it| it.text(Language::English).into_owned());
    (transact(plan, &step.edits).unwrap(), said)
}

fn to_subnet(plan: &Plan, server: u32, subnet: u32) -> (Plan, Option<String>) {
    let into = Container::Subnet(SubnetId(subnet));
    take(plan, relocate(plan, ServerId(server).into(), into, Position::new(8, 8)))
}

#[test]
fn a_server_gets_the_next_free_address_of_its_new_subnet() {
    let plan = plan(&json!([web(1, 1, "10.0.1.11"), web(2, 2, "10.0.2.2")]));
    let (after, said) = to_subnet(&plan, 1, 2);
    assert_eq!(said.as_deref(), Some("web-1 moved to subnet-b; its address is now 10.0.2.3."));
    let server = after.server(ServerId(1)).unwrap();
    assert_eq!((server.subnet, server.position), (SubnetId(2), Position::new(8, 8)));
    // The member that named the old address names the new one.
    let (_, member) = after.members().next().unwrap();
    assert_eq!(member.address, server.ipv4.map(Into::into));
}

#[test]
fn an_address_that_fits_is_kept_and_nothing_is_said() {
    let plan = plan(&json!([web(1, 1, "10.0.3.40")]));
    let (after, said) = to_subnet(&plan, 1, 3);
    assert_eq!(said, None);
    assert_eq!(after.servers[0].ipv4.unwrap().to_string(), "10.0.3.40");
    // Within its subnet nothing is looked at, right or wrong.
    let (after, said) = to_subnet(&plan, 1, 1);
    assert_eq!((after.servers[0].ipv4, said), (plan.servers[0].ipv4, None));
}

#[test]
fn one_that_is_taken_or_kept_by_the_cloud_does_not_fit() {
    let wrong = plan(&json!([web(1, 1, "10.0.3.40"), web(2, 3, "10.0.3.40")]));
    let (after, _) = to_subnet(&wrong, 1, 3);
    assert_eq!(after.servers[0].ipv4.unwrap().to_string(), "10.0.3.10");
    let gateway = plan(&json!([web(1, 1, "10.0.3.1")]));
    let (after, _) = to_subnet(&gateway, 1, 3);
    assert_eq!(after.servers[0].ipv4.unwrap().to_string(), "10.0.3.10");
}

#[test]
fn a_server_without_an_address_keeps_none() {
    let mut plan = plan(&json!([web(1, 1, "10.0.1.11")]));
    plan.servers[0].ipv4 = None;
    let (after, said) = to_subnet(&plan, 1, 2);
    assert_eq!((after.servers[0].ipv4, said), (None, None));
}

#[test]
fn in_a_full_subnet_it_has_none_and_a_sentence_says_so() {
    let taken = (2..5_u8).map(|at| web(at, 2, &format!("10.0.2.{at}")));
    let servers = std::iter::once(web(1, 1, "10.0.1.11")).chain(taken).collect::<Vec<_>>();
    let plan = plan(&json!(servers));
    let (after, said) = to_subnet(&plan, 1, 2);
    assert_eq!(after.servers[0].ipv4, None);
    assert_eq!(
        said.as_deref(),
        Some("web-1 moved to subnet-b. subnet-b has no free IPv4 address, so it has none now.")
    );
}

#[test]
fn both_families_are_looked_after() {
    let mut plan = plan(&json!([web(1, 3, "10.0.3.11"), web(2, 1, "10.0.1.11")]));
    plan.servers[0].ipv6 = Some("2001:db8:3::11".parse().unwrap());
    let (after, said) = to_subnet(&plan, 1, 1);
    assert_eq!(after.servers[0].ipv6, None);
    assert_eq!(
        said.as_deref(),
        Some(
            "web-1 moved to subnet-a; its address is now 10.0.1.10. subnet-a has no IPv6 block, so \
             it has none now."
        )
    );
    plan.servers[1].ipv6 = Some("2001:db8:1::11".parse().unwrap());
    let (after, said) = to_subnet(&plan, 2, 3);
    assert_eq!(after.servers[1].ipv6.unwrap().to_string(), "2001:db8:3::a");
    assert_eq!(
        said.as_deref(),
        Some("web-2 moved to subnet-c; its addresses are now 10.0.3.10 and 2001:db8:3::a.")
    );
}

#[test]
fn other_interfaces_stay_where_they_are_and_move_by_themselves() {
    let mut server = web(1, 1, "10.0.1.11");
    server["interfaces"] = json!([{ "subnet": "subnet-1", "ipv4": "10.0.1.10" }]);
    let plan = plan(&json!([server]));
    let (after, _) = to_subnet(&plan, 1, 3);
    assert_eq!(after.servers[0].interfaces, plan.servers[0].interfaces);
    let step = relocate_interface(&plan, ServerId(1), 0, SubnetId(3));
    let (after, said) = take(&plan, step);
    assert_eq!(after.servers[0].ipv4, plan.servers[0].ipv4);
    assert_eq!(after.servers[0].interfaces[0].ipv4.unwrap().to_string(), "10.0.3.10");
    assert_eq!(
        said.as_deref(),
        Some("The network interface of web-1 moved to subnet-c; its address is now 10.0.3.10.")
    );
}

#[test]
fn a_subnet_gets_a_block_of_its_new_vpc_and_takes_its_addresses_along() {
    let mut server = web(1, 1, "10.0.1.11");
    server["interfaces"] = json!([{ "subnet": "subnet-3", "ipv4": "10.0.3.9" }]);
    let plan = plan(&json!([server]));
    let into = Container::Vpc(VpcId(2));
    let step = relocate(&plan, SubnetId(1).into(), into, Position::new(0, 0));
    let (after, said) = take(&plan, step);
    assert_eq!(after.subnet(SubnetId(1)).unwrap().cidr.to_string(), "10.1.1.0/24");
    assert_eq!(after.servers[0].ipv4.unwrap().to_string(), "10.1.1.11");
    assert_eq!(after.servers[0].interfaces, plan.servers[0].interfaces);
    assert_eq!(after.members().next().unwrap().1.address, after.servers[0].ipv4.map(Into::into));
    assert_eq!(
        said.as_deref(),
        Some(
            "subnet-a moved to vpc-b; its block is now 10.1.1.0/24, and 1 address in it changed \
             with it. 1 backend subnet in the other VPC is no longer chosen."
        )
    );
}

#[test]
fn a_load_balancer_leaves_the_backend_subnets_of_another_vpc() {
    let plan = plan(&json!([]));
    let into = Container::Subnet(SubnetId(4));
    let step = relocate(&plan, LoadBalancerId(1).into(), into, Position::new(0, 0));
    let (after, said) = take(&plan, step);
    assert!(after.load_balancers[0].backend_subnets.is_empty());
    assert_eq!(
        said.as_deref(),
        Some("elb-1 moved to subnet-d. 2 backend subnets in the other VPC are no longer chosen.")
    );
    // Within its VPC it keeps them.
    let into = Container::Subnet(SubnetId(2));
    let step = relocate(&plan, LoadBalancerId(1).into(), into, Position::new(0, 0));
    let (after, said) = take(&plan, step);
    assert_eq!((after.load_balancers[0].backend_subnets.len(), said), (2, None));
}
