//! Every step of a change says something.

use super::*;
use crate::engine::compare;
use crate::engine::compare::{
    Aspect, Difference, DifferenceKind, FieldChange, OwnRule, OwnRuleKind, Value,
};
use crate::plan::{Plan, ServerId, SubnetId};

fn sample(name: &str) -> Plan {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/static/samples");
    let text = std::fs::read_to_string(format!("{folder}/{name}.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

fn is_said(text: &str) -> bool {
    !text.trim().is_empty() && !text.contains("{}") && !text.contains("  ")
}

/// All that is said of a change.
fn said(steps: &compare::ChangePlan) -> Vec<String> {
    let language = Language::English;
    let mut texts = vec![
        CompareText::headline(steps).text(language).into_owned(),
        CompareText::proof(steps).text(language).into_owned(),
    ];
    texts.extend(steps.differences.iter().map(|it| DifferenceText::of(it, steps).plain(language)));
    let own = steps.opened.iter().chain(&steps.closed);
    texts.extend(own.map(|it| OwnRuleText::of(it, steps).plain(language)));
    for kept in &steps.kept {
        texts.push(KeptText::of(kept, steps).plain(language));
        texts.push(KeptReasonText::of(kept, steps).plain(language));
    }
    let replaces = steps.additions.iter().filter_map(|it| ReplacesText::of(it, steps));
    texts.extend(replaces.map(|it| it.plain(language)));
    for removal in &steps.removals {
        texts.push(DispensableText::of(removal, steps).plain(language));
        texts.push(DispensableReasonText::of(removal, steps).plain(language));
    }
    let left = steps.leftovers.iter();
    texts.extend(left.map(|it| LeftoverText::of(it, steps).plain(language)));
    let keeps = steps.keeps_sending.iter();
    texts.extend(keeps.map(|it| KeepsSendingText::of(it, &steps.target).plain(language)));
    texts.extend(UpgradeText::of(steps).map(|it| it.plain(language)));
    texts
}

#[test]
fn every_step_between_any_two_samples_says_something() {
    let names = ["shop", "udp-dns", "everything-wrong", "all-open", "terraform-udp"];
    let plans = names.map(sample);
    let mut count = 0;
    for before in &plans {
        for after in &plans {
            for text in said(&crate::engine::compare(before, after)) {
                assert!(is_said(&text), "`{text}`");
                count += 1;
            }
        }
    }
    assert!(count > 200, "{count}");
}

#[test]
fn every_field_and_every_kind_of_rule_has_its_words() {
    let plan = sample("shop");
    let mut steps = crate::engine::compare(&plan, &plan);
    let values = [
        Value::Text(String::new()),
        Value::Text("80".to_owned()),
        Value::Flag(true),
        Value::Flag(false),
        Value::Things(vec![]),
        Value::Things(vec![SubnetId(1).into(), ServerId(1).into()]),
    ];
    for aspect in Aspect::ALL {
        let aspect = *aspect;
        for before in &values {
            for after in &values {
                let (before, after) = (before.clone(), after.clone());
                let change = FieldChange { aspect, before, after };
                let kind = DifferenceKind::Changed(vec![change]);
                steps.differences.push(Difference { subject: ServerId(1).into(), kind });
            }
        }
    }
    let group = plan.security_groups.first().unwrap();
    let place = crate::engine::report::RulePlace::SecurityGroup(group.id);
    let rule = || compare::AnyRule::SecurityGroup(group.inbound[0].clone());
    for kind in [
        OwnRuleKind::Added(rule()),
        OwnRuleKind::Removed(rule()),
        OwnRuleKind::Lowered { before: rule(), after: rule() },
    ] {
        let direction = crate::plan::Direction::Inbound;
        steps.opened.push(OwnRule { place, direction, kind, after_upgrades: vec![] });
    }
    for holds in [true, false] {
        for stopped_today in [0, 1, 2] {
            steps.proof.prepared = holds;
            steps.proof.stopped_today = stopped_today;
            for text in said(&steps) {
                assert!(is_said(&text), "`{text}`");
            }
        }
    }
}

#[test]
fn a_change_to_members_of_which_the_route_is_in_doubt_does_not_say_that_everything_passes() {
    use crate::plan::{IpBackend, IpBackendId, IpMembersOfOwnVpc, MemberTarget, Position};
    let before = sample("all-open");
    let mut after = before.clone();
    after.load_balancers[0].ip_as_backend = true;
    let address = after.servers[0].ipv4.unwrap().into();
    let (id, name) = (IpBackendId(1), "address".to_owned());
    after.ip_backends.push(IpBackend {
        id,
        name,
        address,
        vpc: None,
        position: Position::default(),
    });
    after.backend_server_groups[0].members[0].target = MemberTarget::IpBackend(id);
    let said = |after: &Plan| {
        let steps = crate::engine::compare(&before, after);
        CompareText::proof(&steps).text(Language::English).into_owned()
    };
    let doubt = "That holds for rules alone: the sources disagree on whether";
    assert!(said(&after).contains(doubt), "{}", said(&after));
    after.settings.ip_members_of_own_vpc = IpMembersOfOwnVpc::Reached;
    assert!(!said(&after).contains(doubt), "{}", said(&after));
    after.settings.ip_members_of_own_vpc = IpMembersOfOwnVpc::NotReached;
    assert!(said(&after).starts_with("Not proved"), "{}", said(&after));
}

#[test]
fn a_load_balancer_that_moves_is_said_to_keep_sending() {
    let before = sample("all-open");
    let mut after = before.clone();
    after.load_balancers[0].backend_subnets = vec![SubnetId(2)];
    let steps = crate::engine::compare(&before, &after);
    let text = KeepsSendingText::of(&steps.keeps_sending[0], &steps.target);
    assert_eq!(
        text.plain(Language::English),
        "elb-fine goes on sending from subnet-lb: the addresses it has there are not released. \
         Keep the rules for that subnet until the load balancer is created anew."
    );
}

#[test]
fn a_rule_that_is_needed_for_less_is_said_to_be_too_wide() {
    let before = sample("shop");
    let before = crate::edit::transact(&before, &crate::engine::check(&before).remedy()).unwrap();
    let mut after = before.clone();
    after.backend_server_groups[0].health_check.port = 9000.try_into().ok();
    let steps = crate::engine::compare(&before, &after);
    assert_eq!(steps.removals, []);
    let texts: Vec<String> = steps
        .leftovers
        .iter()
        .map(|it| LeftoverText::of(it, &steps).plain(Language::English))
        .collect();
    // The security group, the new rule of the network ACL and its old, wide one.
    assert_eq!(texts.len(), 3, "{texts:?}");
    assert_eq!(
        texts[0],
        "The allow of priority 1 for TCP 8080-8081 from 10.0.1.0/24 of sg-web has to stay, though it also lets pass what nothing needs any more: TCP 8081 from 10.0.1.0/24 to 0.0.0.0/0. \
         Narrow it to stop that."
    );
}

/// A sample that lacks nothing.
fn complete(name: &str) -> Plan {
    let plan = sample(name);
    crate::edit::transact(&plan, &crate::engine::check(&plan).remedy()).unwrap()
}

#[test]
fn a_rule_that_must_not_go_is_said_to_be_needed() {
    let before = complete("shop");
    let mut after = before.clone();
    after.security_groups[0].inbound.clear();
    let steps = crate::engine::compare(&before, &after);
    let [kept] = steps.kept.as_slice() else { panic!("{:?}", steps.kept) };
    assert_eq!(
        KeptText::of(kept, &steps).plain(Language::English),
        "On the Inbound Rules tab, leave the allow of priority 1 for TCP 8080-8081 from \
         10.0.1.0/24 as it is."
    );
    assert_eq!(
        KeptReasonText::of(kept, &steps).plain(Language::English),
        "The plan after the change does not have this rule, but needs it: HTTP traffic and health check \
         of web from the backend subnet of elb-shop."
    );
    assert_eq!(
        CompareText::headline(&steps).text(Language::English),
        "Only rules change, 1 rule to keep, 3 rules to delete last"
    );
}

#[test]
fn a_wider_rule_is_said_to_be_replaced() {
    let mut before = complete("shop");
    let inbound = &mut before.security_groups[0].inbound;
    let needed = inbound.iter_mut().find(|it| it.ports.to_string() == "8080-8081").unwrap();
    needed.ports = "8000-8090".parse().unwrap();
    let mut after = before.clone();
    after.security_groups[0].inbound.clear();
    let steps = crate::engine::compare(&before, &after);
    let [addition] = steps.additions.as_slice() else { panic!("{:?}", steps.additions) };
    assert_eq!(
        ReplacesText::of(addition, &steps).unwrap().plain(Language::English),
        "In sg-web, a rule to add takes the place of the allow of priority 1 for TCP 8000-8090 \
         from 10.0.1.0/24, which lets more pass and goes after the change. Keep what was there \
         instead if the rest is in use."
    );
}

#[test]
fn a_rule_that_moves_is_said_to_be_there_twice() {
    let mut before = complete("shop");
    let acl = before.network_acls.iter_mut().find(|it| it.inbound.len() > 1).unwrap();
    let id = acl.id;
    let mut after = before.clone();
    after.network_acl_mut(id).unwrap().inbound.reverse();
    let steps = crate::engine::compare(&before, &after);
    let texts: Vec<String> = said(&steps);
    let twice = texts.iter().filter(|it| it.contains("It is in the list twice now")).count();
    assert!(twice > 0, "{texts:#?}");
}
