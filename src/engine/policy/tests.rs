//! The packets that rules match and decide on, filter by filter.

use std::rc::Rc;

use serde_json::{Value, json};

use super::{AddressGroups, Decision, GroupRules, SecurityGroups, network_acl};
use crate::engine::packet::PacketBox;
use crate::engine::report::Decider;
use crate::plan::{
    AddressGroup, AddressGroupId, Direction, Flavor, IpType, NetworkAclRule, RuleId,
    SecurityGroupRule, SeveralSecurityGroups,
};

fn acl_rule(fields: Value) -> NetworkAclRule {
    let mut rule = json!({
        "id": "rule-1", "source": "10.0.1.0/24", "destination": "10.0.2.0/24",
    });
    for (field, value) in fields.as_object().unwrap() {
        rule[field] = value.clone();
    }
    serde_json::from_value(rule).unwrap()
}

#[test]
fn a_block_of_the_other_family_holds_no_address_that_a_rule_could_match() {
    let groups = AddressGroups::of(&[]);
    let boxes = |fields| {
        let compiled = network_acl(&[acl_rule(fields)], &groups);
        compiled.rules()[0].boxes.len()
    };
    assert_eq!(boxes(json!({})), 1);
    // As numbers, `::/0` has all addresses of IPv4 among its own.
    assert_eq!(boxes(json!({ "source": "::/0" })), 0);
    assert_eq!(boxes(json!({ "destination": "::/0" })), 0);
    assert_eq!(boxes(json!({ "type": "IPv6" })), 0);
    assert_eq!(boxes(json!({ "type": "IPv6", "source": "::/0", "destination": "::/0" })), 1);
}

#[test]
fn an_ip_address_group_has_addresses_of_its_own_family_alone() {
    let group = |ip_type: &str| -> AddressGroup {
        let addresses = json!(["10.0.1.0/24", "2001:db8::/64", "::/0"]);
        let group = json!({ "id": "ipg-1", "name": "", "type": ip_type, "addresses": addresses });
        serde_json::from_value(group).unwrap()
    };
    let counts = |ip_type: &str| {
        let groups = AddressGroups::of(&[group(ip_type)]);
        IpType::BOTH.map(|ip_type| groups.addresses(AddressGroupId(1), ip_type).len())
    };
    assert_eq!(counts("IPv4"), [1, 0]);
    // `::/0` has the other block in it.
    assert_eq!(counts("IPv6"), [0, 1]);
}

/// A rule over TCP, with its priority.
fn group_rule(id: u32, priority: u8, action: &str, ports: &str) -> SecurityGroupRule {
    let rule = json!({
        "id": format!("rule-{id}"), "priority": priority, "action": action, "protocol": "tcp",
        "ports": ports, "remote": "10.0.1.0/24",
    });
    serde_json::from_value(rule).unwrap()
}

/// Decides on TCP from 10.0.1.0/24 to some ports at two groups. Returns the ports of each part, as
/// they stand there, with the rule that decides on them.
fn decided(
    groups: [&[SecurityGroupRule]; 2],
    flavor: Flavor,
    reading: SeveralSecurityGroups,
    ports: &str,
) -> Vec<(Decider, Vec<String>)> {
    let addresses = AddressGroups::of(&[]);
    let of = |rules| Rc::new(GroupRules::of(rules, flavor, Direction::Inbound, &addresses, &[]));
    let groups = SecurityGroups::of(groups.map(of).to_vec(), reading);
    let asked = super::security_group_rule_boxes(
        &group_rule(1, 1, "allow", ports),
        Direction::Inbound,
        &addresses,
    );
    let told = |packets: &PacketBox| format!("{}-{}", packets.ports.low, packets.ports.high);
    let Decision { parts, .. } = groups.decide(&asked[0]);
    let told = parts.iter().map(|part| {
        let mut ports = part.packets.boxes().iter().map(told).collect::<Vec<_>>();
        ports.sort();
        (part.by, ports)
    });
    told.collect()
}

fn rule(id: u32) -> Decider {
    Decider::Rule(RuleId(id))
}

#[test]
fn where_two_readings_agree_the_first_one_names_the_rule_in_as_few_parts_as_there_are() {
    let first = [group_rule(1, 5, "allow", "100-199")];
    let second = [
        group_rule(2, 1, "allow", "100-124"),
        group_rule(3, 1, "allow", "125-149"),
        group_rule(4, 1, "deny", "150-159"),
    ];
    let unsure = SeveralSecurityGroups::Unsure;
    let ports = |of: &[&str]| of.iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(
        decided([&first, &second], Flavor::Standard, unsure, "100-199"),
        [(rule(1), ports(&["100-149", "160-199"])), (Decider::Ambiguous, ports(&["150-159"]))]
    );
}

#[test]
fn what_stands_behind_scattered_ports_is_unknown_to_kunpeng_flavors_in_either_reading() {
    let first = [group_rule(1, 1, "allow", "80"), group_rule(2, 5, "allow", "22,443")];
    let second = [group_rule(3, 4, "allow", "81"), group_rule(4, 6, "allow", "82")];
    let at = |flavor, reading| decided([&first, &second], flavor, reading, "80-82");
    let part = |by, port: &str| (by, vec![format!("{port}-{port}")]);
    let deny = |ports: &str| (Decider::DefaultDeny, vec![ports.to_owned()]);
    // Group by group, all of the second one stands behind; in one list its first rule does not.
    let kunpeng = Flavor::Kunpeng;
    assert_eq!(
        at(kunpeng, SeveralSecurityGroups::InSequence),
        [part(rule(1), "80"), deny("81-82")]
    );
    assert_eq!(
        at(kunpeng, SeveralSecurityGroups::Combined),
        [part(rule(1), "80"), part(rule(3), "81"), deny("82-82")]
    );
    for reading in [SeveralSecurityGroups::InSequence, SeveralSecurityGroups::Combined] {
        assert_eq!(
            at(Flavor::Standard, reading),
            [part(rule(1), "80"), part(rule(3), "81"), part(rule(4), "82")]
        );
    }
}
