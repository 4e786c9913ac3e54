//! The lines of some plans, tried one by one.

use std::collections::HashSet;

use serde_json::json;

use super::{Course, Lines, LinkEnds, Stop};
use crate::engine::check;
use crate::engine::report::Verdict;
use crate::layout::{Scene, placed};
use crate::plan::{Plan, ServerId, SubnetId};

fn lines(plan: Plan) -> (Plan, Scene, Lines) {
    let plan = placed(plan);
    let scene = Scene::of(&plan);
    let lines = Lines::of(&plan, &check(&plan), &scene);
    (plan, scene, lines)
}

/// Members of one group: half of them behind a network ACL that lets nothing in; of the others every
/// fourth wears a security group that lets nothing in.
fn plan(servers: usize) -> Plan {
    let numbers = || 1..=servers;
    let plan = json!({
        "version": 1,
        "vpcs": [{ "id": "vpc-1", "name": "vpc", "cidr": "10.0.0.0/8" }],
        "network_acls": [{ "id": "acl-1", "name": "acl" }],
        "subnets": [
            { "id": "subnet-1", "name": "a", "vpc": "vpc-1", "cidr": "10.1.0.0/16" },
            { "id": "subnet-2", "name": "b", "vpc": "vpc-1", "cidr": "10.2.0.0/16" },
            { "id": "subnet-3", "name": "c", "vpc": "vpc-1", "cidr": "10.3.0.0/16", "network_acl": "acl-1" },
        ],
        "security_groups": [
            { "id": "sg-1", "name": "open", "inbound": [{ "id": "rule-1", "remote": "0.0.0.0/0" }] },
            { "id": "sg-2", "name": "closed" },
        ],
        "load_balancers": [{
            "id": "elb-1", "name": "elb", "kind": "dedicated", "subnet": "subnet-1",
            "ip_as_backend": true,
            "listeners": [{
                "id": "listener-1", "protocol": "TCP", "ports": "80", "backend_server_group": "bsg-1",
            }],
        }],
        "backend_server_groups": [{
            "id": "bsg-1", "name": "pool", "vpc": "vpc-1", "protocol": "TCP",
            "health_check": { "enabled": false, "protocol": "TCP" },
            "members": numbers().map(|at| json!({
                "id": format!("member-{at}"), "target": format!("server-{at}"), "port": 80, "weight": 1,
            })).collect::<Vec<_>>(),
        }],
        "servers": numbers().map(|at| json!({
            "id": format!("server-{at}"), "name": "s", "ipv4": format!("10.{}.0.{}", 2 + at % 2, 10 + at / 2),
            "subnet": if at % 2 == 0 { "subnet-2" } else { "subnet-3" },
            "security_groups": [if at % 8 == 0 { "sg-2" } else { "sg-1" }],
        })).collect::<Vec<_>>(),
    });
    serde_json::from_value(plan).unwrap()
}

#[test]
fn few_lines_with_free_sight_are_curves() {
    let shop = serde_json::from_str(include_str!("../../../static/samples/shop.json")).unwrap();
    let (plan, _, lines) = lines(shop);
    assert_eq!(lines.trunks, []);
    let strands = lines.links.iter().flat_map(|it| &it.strands);
    assert!(strands.clone().all(|it| matches!(it.course, Course::Curve(_))));
    assert!(strands.clone().any(|it| it.stop.is_some()));
    assert!(lines.links.len() > plan.members().count());
}

#[test]
fn a_group_of_many_members_has_a_trunk_to_each_subnet_and_a_branch_to_each_member() {
    let (plan, scene, lines) = lines(plan(64));
    let into = lines.trunks.iter().map(|it| it.into.unwrap()).collect::<HashSet<_>>();
    assert_eq!(into, HashSet::from([SubnetId(2).into(), SubnetId(3).into()]));
    assert_eq!(lines.trunks.len(), 2);
    for trunk in &lines.trunks {
        let verdicts = trunk.strands.iter().map(|it| it.verdict).collect::<Vec<_>>();
        let stops = trunk.strands.iter().map(|it| it.stop()).collect::<Vec<_>>();
        let subnet = scene.rect(trunk.into.unwrap()).unwrap();
        if trunk.into == Some(SubnetId(3).into()) {
            // All of it ends at the edge of the subnet, with one mark.
            assert_eq!(
                (verdicts, stops),
                (vec![Some(Verdict::Blocked)], vec![Some(Stop::NetworkAcl)])
            );
            let end = trunk.strands[0].courses[0].end();
            assert!(
                (end.x - subnet.x).abs() < 1.0 || (end.x - subnet.right()).abs() < 1.0,
                "{end:?}"
            );
        } else {
            assert_eq!(stops, [None, None]);
            assert!(
                verdicts.contains(&Some(Verdict::Open))
                    && verdicts.contains(&Some(Verdict::Blocked))
            );
        }
    }
    let members = lines.links.iter().filter(|it| matches!(it.ends, LinkEnds::Member { .. }));
    for link in members.clone() {
        let [_, card] = link.ends.cards();
        let server = plan.servers.iter().find(|it| card == it.id.into()).unwrap();
        let strand = &link.strands[0];
        // A branch behind the edge carries no mark of its own; the others have theirs at the card.
        assert_eq!(strand.is_behind_stop, server.subnet == SubnetId(3));
        let stop = strand.stop.as_ref().map(|it| it.0);
        let is_closed = server.security_groups == [crate::plan::SecurityGroupId(2)];
        assert_eq!(stop, is_closed.then_some(Stop::SecurityGroup));
        assert!(strand.course.bounds().width < 60.0, "{strand:?}");
    }
    assert_eq!(members.count(), 64);
}

#[test]
fn a_trunk_that_begins_behind_the_edge_is_stopped_at_its_group() {
    let mut plan = placed(plan(64));
    plan.backend_server_groups[0].position = plan.subnets[2].position;
    let scene = Scene::of(&plan);
    let lines = Lines::of(&plan, &check(&plan), &scene);
    let group = scene.rect(plan.backend_server_groups[0].id.into()).unwrap();
    let subnet = scene.rect(SubnetId(3).into()).unwrap();
    assert!(subnet.contains(group.center()));
    let trunk = lines.trunks.iter().find(|it| it.into == Some(SubnetId(3).into())).unwrap();
    let strand = &trunk.strands[0];
    assert_eq!(strand.stop(), Some(Stop::NetworkAcl));
    let stop = strand.courses[0].end();
    assert_eq!((strand.courses.len(), stop), (1, strand.rest[0].start()));
    assert!(group.grown(1.0).contains(stop), "{stop:?} {group:?}");
    assert!(subnet.grown(20.0).encloses(trunk.bounds()), "{:?}", trunk.bounds());
}

#[test]
fn what_is_dragged_has_its_own_lines_and_the_stop_at_the_edge_goes_along() {
    let (_, scene, lines) = lines(plan(64));
    let (open, behind) = (ServerId(2).into(), ServerId(1).into());
    let things = HashSet::from([open, behind]);
    let moved = scene.with_moved(&things, 48.0, 16.0);
    let dragged = lines.dragged(&moved, &things);
    let cards = dragged.iter().map(|it| it.ends.cards()[1]).collect::<Vec<_>>();
    assert_eq!(cards, [behind, open]);
    let stops = dragged.iter().map(|it| it.strands[0].stop.as_ref().map(|it| it.0));
    assert_eq!(stops.collect::<Vec<_>>(), [Some(Stop::NetworkAcl), None]);
}
