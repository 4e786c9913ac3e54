//! The order in which things stand in a plan does not matter where it has no meaning.

use std::collections::BTreeMap;

use elb_rule_planner::engine::check;
use elb_rule_planner::plan::{Flavor, Plan, SecurityGroupRule};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use serde_json::{Value, json};

use crate::config;
use crate::plans::{Shown, plan};

/// Shuffles the lists whose order says nothing. The order of a network ACL's rules and that of
/// a server's security groups has a meaning, and two servers of one address are told apart by
/// theirs. On a Kunpeng flavor a rule with ports that are not in a row hides those behind it, and of
/// rules of one priority and action only the list says which are.
fn shuffled(plan: &Plan, seed: u64) -> Plan {
    let mut state = seed | 1;
    let mut plan = plan.clone();
    let mut shuffle = |length: usize| {
        let mut order: Vec<usize> = (0..length).collect();
        for at in (1..length).rev() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            order.swap(at, (state >> 33) as usize % (at + 1));
        }
        order
    };
    macro_rules! mix {
        ($($list:expr),*) => {$({
            let list = &mut $list;
            let order = shuffle(list.len());
            *list = order.iter().map(|at| list[*at].clone()).collect();
        })*};
    }
    mix!(plan.vpcs, plan.subnets, plan.security_groups, plan.network_acls, plan.address_groups);
    mix!(plan.load_balancers, plan.backend_server_groups, plan.ip_backends);
    let hides_rules = plan.servers.iter().any(|it| it.flavor == Flavor::Kunpeng);
    for group in &mut plan.security_groups {
        for list in [&mut group.inbound, &mut group.outbound] {
            let is_end = |it: &SecurityGroupRule| hides_rules && it.has_scattered_ports();
            for part in list.split_mut(is_end) {
                let order = shuffle(part.len());
                let mixed: Vec<_> = order.iter().map(|at| part[*at].clone()).collect();
                part.clone_from_slice(&mixed);
            }
        }
    }
    for group in &mut plan.address_groups {
        mix!(group.addresses);
    }
    for group in &mut plan.backend_server_groups {
        mix!(group.members);
    }
    for balancer in &mut plan.load_balancers {
        mix!(balancer.listeners, balancer.backend_subnets, balancer.previous_backend_subnets);
    }
    plan
}

/// The changes as a bag, without what only counts: the numbers of new rules, changes and flows.
fn changes(plan: &Plan) -> BTreeMap<String, usize> {
    let mut bag = BTreeMap::new();
    for change in check(plan).changes {
        let mut kind = json!(change.kind);
        for fields in kind.as_object_mut().unwrap().values_mut() {
            if let Some(rule) = fields["rule"].as_object_mut() {
                rule.remove("id");
            }
            let fields = fields.as_object_mut().unwrap();
            fields.remove("position");
            if let Some(Value::Array(free)) = fields.get_mut("sets_free") {
                free.sort_by_key(Value::to_string);
            }
        }
        // Of two denies that stop the same packets, the one that is listed first is named for
        // them, so only what a rule to add is for can be counted.
        let flows = change.kind.adds_rule().then_some(change.flows.len());
        let line = json!([change.place, change.level, kind, flows]).to_string();
        *bag.entry(line).or_default() += 1;
    }
    bag
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn order_without_meaning_changes_no_rule(Shown(plan) in plan(), seed in any::<u64>()) {
        prop_assert_eq!(changes(&shuffled(&plan, seed)), changes(&plan));
    }
}

#[test]
fn shuffling_shuffles() {
    use proptest::strategy::ValueTree;
    let config = ProptestConfig { rng_seed: RngSeed::Fixed(1), ..ProptestConfig::default() };
    let mut runner = proptest::test_runner::TestRunner::new(config);
    let Shown(plan) = plan().new_tree(&mut runner).unwrap().current();
    assert_ne!(shuffled(&plan, 7), plan);
}

#[test]
fn the_order_of_rules_counts_where_a_kunpeng_flavor_ignores_those_behind_one() {
    let plan = |rules: [Value; 2]| -> Plan {
        let differs = json!({
            "sg-1": { "inbound": rules },
            "bsg-1": { "health_check": { "enabled": false } },
            "server-1": { "flavor": "kunpeng" },
        });
        serde_json::from_value(crate::list::plan("http", &differs)).unwrap()
    };
    let scattered =
        json!({ "id": "rule-1", "protocol": "tcp", "ports": "22,443", "remote": "0.0.0.0/0" });
    let all = json!({ "id": "rule-2", "remote": "0.0.0.0/0" });
    let hidden = plan([scattered.clone(), all.clone()]);
    let in_front = plan([all, scattered]);
    // The rule for everything is lost behind the other one, which therefore has to go behind it.
    assert_eq!((changes(&hidden).len(), changes(&in_front).len()), (1, 0));
    for seed in 0..20 {
        for plan in [&hidden, &in_front] {
            assert_eq!(changes(&shuffled(plan, seed)), changes(plan));
        }
    }
}
