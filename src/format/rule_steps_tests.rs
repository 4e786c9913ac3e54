//! Tests of exports once rules were applied or drawn since the state that the cloud has.

use super::samples::Sample;
use super::*;
use crate::edit::{Edit, transact};
use crate::engine::compare::Pending;
use crate::engine::{check, pending};
use crate::locale::Language;
use crate::plan::Plan;
use crate::plan::{Action, Direction, Ports, Priority, SecurityGroupId, SecurityGroupRule};

fn sample(id: &str) -> Plan {
    plan::read(Sample::by_id(id).unwrap().json).unwrap()
}

fn applied(plan: &Plan) -> Plan {
    transact(plan, &check(plan).remedy()).unwrap()
}

fn exported(cloud: &Plan, plan: &Plan, format: &str) -> String {
    let pending = pending(cloud, plan, &check(plan));
    Format::by_id(format).unwrap().pending(&pending, Language::English)
}

fn group(plan: &mut Plan, id: u32) -> &mut Vec<SecurityGroupRule> {
    plan.security_group_mut(SecurityGroupId(id)).unwrap().rules_mut(Direction::Inbound)
}

/// A rule for a port that no load balancer of the samples uses.
fn for_port(plan: &Plan, port: &str, action: Action) -> SecurityGroupRule {
    SecurityGroupRule {
        id: plan.next_rule_id(),
        priority: Priority::FIRST,
        action,
        ports: port.parse::<Ports>().unwrap(),
        remote: "192.0.2.0/24".parse().unwrap(),
        description: "by hand".to_owned(),
        ..plan.security_groups[0].inbound[0].clone()
    }
}

#[test]
fn what_was_applied_is_exported_as_before_in_every_format() {
    for sample in samples::SAMPLES {
        let plan = plan::read(sample.json).unwrap();
        let after = applied(&plan);
        for format in FORMATS {
            let before = (format.write)(&plan, &check(&plan), Language::English);
            assert_eq!(exported(&plan, &after, format.id), before, "{} {}", sample.id, format.id);
        }
    }
}

#[test]
fn what_was_applied_in_part_is_exported_with_the_rest() {
    let plan = sample("shop");
    let report = check(&plan);
    assert!(report.changes.len() > 2);
    for change in &report.changes {
        let some = transact(&plan, &change.remedy).unwrap();
        let before = (console::FORMAT.write)(&plan, &report, Language::English);
        assert_eq!(exported(&plan, &some, "console"), before);
        let pending = pending(&plan, &some, &check(&some));
        let count = pending.count(&some);
        assert_eq!((count.all(), count.applied), (report.changes.len(), 1));
    }
}

#[test]
fn without_a_change_of_rules_it_is_what_is_still_missing() {
    let plan = sample("shop");
    let renamed = transact(&plan, &[Edit::Rename("another".to_owned())]).unwrap();
    let report = check(&renamed);
    for format in FORMATS {
        let written = (format.write)(&renamed, &report, Language::English);
        assert_eq!(exported(&plan, &renamed, format.id), written);
    }
}

#[test]
fn rules_that_were_added_changed_and_removed_by_hand_are_all_exported() {
    let plan = sample("shop");
    let mut after = applied(&plan);
    let number = after.security_groups[0].id.0;
    let drawn = for_port(&after, "2222", Action::Allow);
    group(&mut after, number).push(drawn);
    let deny = for_port(&after, "3333", Action::Deny);
    group(&mut after, number).push(deny);
    let gone = plan.security_groups[0].inbound[0].clone();
    group(&mut after, number).retain(|rule| rule.id != gone.id);
    for id in ["console", "markdown", "text"] {
        let text = exported(&plan, &after, id);
        assert!(text.contains("2222") && text.contains("3333"), "{id}\n{text}");
        assert!(text.contains("click Delete"), "{id}\n{text}");
        // Applied rules are there with their reasons.
        assert!(text.contains("8080-8081") && text.contains("Table"), "{id}\n{text}");
        // Rules that open come before rules that close.
        assert!(text.find("2222") < text.find("3333"), "{id}\n{text}");
    }
    let json: serde_json::Value = serde_json::from_str(&exported(&plan, &after, "json")).unwrap();
    assert_eq!(json["steps"]["closed"].as_array().map(Vec::len), Some(2), "{json:#}");
    let Pending::Drawn(steps) = pending(&plan, &after, &check(&after)) else { panic!() };
    let missing = check(&plan).changes.len();
    assert_eq!(steps.report.changes.len(), missing + 1);
    assert!(steps.report.changes.iter().filter(|it| it.flows.is_empty()).count() == 1);
    assert_eq!((steps.denied.len(), steps.removed.len()), (1, 1));
}

#[test]
fn rules_that_were_applied_one_after_the_other_keep_their_reasons() {
    // One rule for two ports in the cloud's state; two rules where the ports came one by one.
    let plan = sample("shop");
    let mut after = plan.clone();
    let whole = check(&plan).changes;
    let change = whole.iter().find(|it| {
        matches!(&it.kind, crate::engine::report::ChangeKind::AddSecurityGroupRule { rule, .. }
            if rule.ports.to_string() == "8080-8081")
    });
    let crate::engine::report::ChangeKind::AddSecurityGroupRule { rule, .. } =
        &change.unwrap().kind
    else {
        panic!()
    };
    let crate::engine::report::RulePlace::SecurityGroup(id) = change.unwrap().place else {
        panic!()
    };
    for port in ["8080", "8081"] {
        let id_of_rule = after.next_rule_id();
        let own =
            SecurityGroupRule { id: id_of_rule, ports: port.parse().unwrap(), ..rule.clone() };
        group(&mut after, id.0).push(own);
    }
    let after = applied(&after);
    let text = exported(&plan, &after, "console");
    let Pending::Drawn(steps) = pending(&plan, &after, &check(&after)) else { panic!() };
    assert_eq!(steps.report.changes.len(), whole.len() + 1, "{text}");
    assert!(steps.report.changes.iter().all(|it| !it.flows.is_empty() && !it.clauses.is_empty()));
    assert!(!text.contains("by hand;"), "{text}");
}

#[test]
fn a_rule_of_a_network_acl_is_exported_with_its_place_and_all_its_values() {
    let plan = sample("shop");
    let mut after = applied(&plan);
    let acl = after.network_acls[0].id;
    let model = after.network_acls[0].inbound[0].clone();
    let own = crate::plan::NetworkAclRule {
        id: after.next_rule_id(),
        action: Action::Deny,
        source: "198.51.100.0/24".parse().unwrap(),
        source_ports: "1000-1999".parse().unwrap(),
        destination_ports: "4444".parse().unwrap(),
        description: "by hand".to_owned(),
        ..model
    };
    after.network_acl_mut(acl).unwrap().rules_mut(Direction::Inbound).insert(0, own);
    for id in ["console", "markdown"] {
        let text = exported(&plan, &after, id);
        for part in ["198.51.100.0/24", "1000-1999", "4444", "rule 1, choose More > Insert"] {
            assert!(
                text.contains(part) || text.contains(&markdown_text::escaped(part)),
                "{part}\n{text}"
            );
        }
    }
}

#[test]
fn what_was_drawn_besides_rules_counts_as_it_is_now() {
    // The name of a server, and a server more: no step speaks of either.
    let plan = sample("shop");
    let mut after = plan.clone();
    let mut server = after.servers[0].clone();
    server.id = after.next_server_id();
    server.name = "brand-new".to_owned();
    server.ipv4 = None;
    server.security_groups.clear();
    after.servers.push(server);
    let after = applied(&after);
    let text = exported(&plan, &after, "console");
    let (rest, _) = text.split_once("Good to know").unwrap();
    // The errors of the server stand before the first list.
    let (_, steps) = rest.split_once("\nsg-").unwrap();
    assert!(steps.contains("Add Rule") && !steps.contains("brand-new"), "{text}");
    let json: serde_json::Value = serde_json::from_str(&exported(&plan, &after, "json")).unwrap();
    assert!(json["plan"]["servers"].to_string().contains("brand-new"));
}

#[test]
fn a_new_security_group_is_exported_with_all_rules_but_those_it_is_created_with() {
    let plan = sample("shop");
    let mut after = plan.clone();
    let id = after.next_security_group_id();
    let fresh = crate::plan::SecurityGroupTemplate::Default.security_group(
        id,
        "sg-fresh".to_owned(),
        after.next_rule_id(),
    );
    after.security_groups.push(fresh);
    let untouched = exported(&plan, &after, "console");
    assert!(!untouched.contains("sg-fresh"), "{untouched}");
    let own = for_port(&after, "2222", Action::Allow);
    group(&mut after, id.0).push(own);
    let text = exported(&plan, &after, "console");
    assert!(text.contains("sg-fresh") && text.contains("2222"), "{text}");
    assert!(!text.contains("::/0"), "{text}");
}

#[test]
fn a_rule_that_is_needed_and_was_taken_away_is_no_step() {
    let lacking = sample("shop");
    let plan = applied(&lacking);
    let added = check(&lacking).changes.iter().find_map(|it| it.kind.added_rule()).unwrap();
    let after = transact(&plan, &[Edit::RemoveRule(added)]).unwrap();
    assert!(!check(&after).changes.is_empty());
    let text = exported(&plan, &after, "console");
    assert!(!text.contains("click Delete") && !text.contains("Add Rule"), "{text}");
}
