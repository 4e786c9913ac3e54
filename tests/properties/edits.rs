//! Edits: what is done can be undone, and nothing is left that points at nothing.

use std::collections::BTreeSet;

use elb_rule_planner::edit::{Container, Edit, History, apply};
use elb_rule_planner::plan::{
    AddressGroupId, BackendServerGroupId, Connection, ConnectionEnd, ConnectionId, ConnectionKind,
    Direction, ElementId, IpBackendId, ListenerId, LoadBalancerId, MemberId, NetworkAclId, Plan,
    Ports, Position, Protocol, RuleId, SecurityGroupId, ServerId, SubnetId, VpcId,
};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::Value;

use crate::config;
use crate::plans::{Shown, plan};

fn element_id() -> impl Strategy<Value = ElementId> {
    let kinds: [fn(u32) -> ElementId; 9] = [
        |n| VpcId(n).into(),
        |n| SubnetId(n).into(),
        |n| SecurityGroupId(n).into(),
        |n| NetworkAclId(n).into(),
        |n| AddressGroupId(n).into(),
        |n| LoadBalancerId(n).into(),
        |n| BackendServerGroupId(n).into(),
        |n| ServerId(n).into(),
        |n| IpBackendId(n).into(),
    ];
    (select(kinds.to_vec()), 1..4_u32).prop_map(|(kind, number)| kind(number))
}

fn container() -> impl Strategy<Value = Option<Container>> {
    prop_oneof![
        Just(None),
        Just(Some(Container::Board)),
        (1..3_u32).prop_map(|n| Some(Container::Vpc(VpcId(n)))),
        (1..5_u32).prop_map(|n| Some(Container::Subnet(SubnetId(n)))),
    ]
}

/// The variants of [`Edit`], by name; the count is checked below.
const VARIANTS: usize = 17;

/// An edit of any kind. What it puts is taken from a plan of its own, so it may fit or not.
pub(crate) fn edit() -> impl Strategy<Value = Edit> {
    let ids = (element_id(), 1..12_u32, 1..24_u32, proptest::option::of(1..24_u32));
    (0..VARIANTS, plan(), any::<Index>(), ids, container(), any::<(i32, i32)>(), any::<bool>())
        .prop_map(|(kind, Shown(donor), at, (element, id, rule, above), into, (x, y), out)| {
            let direction = if out { Direction::Outbound } else { Direction::Inbound };
            let above = above.map(RuleId);
            let small = id % 3 + 1;
            // A donor without the wanted part gives an edit that renames.
            let edit = match kind {
                0 => Some(Edit::Open(Box::new(donor.clone()))),
                1 => Some(Edit::Rename(format!("plan {id}"))),
                2 => Some(Edit::Choose(donor.settings.clone())),
                3 => {
                    let all: Vec<_> = donor.element_ids().collect();
                    donor.element(*at.get(&all)).map(Edit::Put)
                }
                4 => Some(Edit::Remove(element)),
                5 => Some(Edit::Move { element, into, position: Position::new(x, y) }),
                6 => donor.listeners().next().map(|(_, it)| Edit::PutListener {
                    load_balancer: LoadBalancerId(small),
                    listener: it.clone(),
                }),
                7 => Some(Edit::RemoveListener(ListenerId(id))),
                8 => donor.members().next().map(|(_, it)| Edit::PutMember {
                    group: BackendServerGroupId(small),
                    member: it.clone(),
                }),
                9 => Some(Edit::RemoveMember(MemberId(id))),
                10 => donor.security_groups.iter().find_map(|group| {
                    Some(Edit::PutSecurityGroupRule {
                        security_group: SecurityGroupId(small),
                        direction,
                        rule: group.rules(direction).first()?.clone(),
                    })
                }),
                11 => donor.network_acls.iter().find_map(|acl| {
                    Some(Edit::PutNetworkAclRule {
                        network_acl: NetworkAclId(small),
                        direction,
                        rule: acl.rules(direction).first()?.clone(),
                        above,
                    })
                }),
                12 => Some(Edit::MoveNetworkAclRule { rule: RuleId(rule), above }),
                13 => Some(Edit::Annotate(format!("note {id}"))),
                14 => Some(Edit::PutConnection(connection(small, element))),
                15 => Some(Edit::RemoveConnection(ConnectionId(small))),
                _ => Some(Edit::RemoveRule(RuleId(rule))),
            };
            edit.unwrap_or_else(|| Edit::Rename(donor.name.clone()))
        })
}

/// A connection between a thing, where it can be an end, and a server.
fn connection(number: u32, from: ElementId) -> Connection {
    let server = ConnectionEnd::Server(ServerId(number));
    Connection {
        id: ConnectionId(number),
        name: String::new(),
        description: String::new(),
        kind: ConnectionKind::MustReach,
        from: ConnectionEnd::of(from).unwrap_or(server),
        to: server,
        protocol: Protocol::Tcp,
        icmp: None,
        ports: Ports::single(22),
    }
}

#[test]
fn edits_of_every_kind_are_made_and_fit() {
    use proptest::strategy::ValueTree;
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let (mut made, mut fitted) = (BTreeSet::new(), BTreeSet::new());
    for _ in 0..1_500 {
        let edit = edit().new_tree(&mut runner).unwrap().current();
        let Shown(mut plan) = plan().new_tree(&mut runner).unwrap().current();
        plan.connections.push(connection(1, ServerId(1).into()));
        let value = serde_json::to_value(&edit).unwrap();
        let name = value.as_object().unwrap().keys().next().unwrap().clone();
        made.insert(name.clone());
        let before = plan.clone();
        if apply(&mut plan, &edit).is_ok() && plan != before {
            fitted.insert(name);
        }
    }
    let source = include_str!("../../src/edit/mod.rs");
    let body = source.split_once("pub enum Edit {").unwrap().1.split_once("\n}").unwrap().0;
    let variants = body
        .lines()
        .filter(|line| line.starts_with("    ") && line.as_bytes()[4].is_ascii_uppercase())
        .count();
    assert_eq!(variants, VARIANTS, "an edit of each kind has to be made at random");
    assert_eq!(made.len(), VARIANTS, "{made:?}");
    assert_eq!(made, fitted, "every kind of edit changes some plan");
}

/// Every id that a plan defines, and every id that it refers to.
fn ids(plan: &Plan) -> (BTreeSet<String>, BTreeSet<String>) {
    fn walk(
        value: &Value,
        key: &str,
        defined: &mut BTreeSet<String>,
        named: &mut BTreeSet<String>,
    ) {
        match value {
            Value::Object(fields) => {
                for (key, value) in fields {
                    walk(value, key, defined, named);
                }
            }
            Value::Array(items) => {
                for value in items {
                    walk(value, key, defined, named);
                }
            }
            Value::String(text) if key == "id" => drop(defined.insert(text.clone())),
            Value::String(text) if !matches!(key, "name" | "note" | "description") => {
                let is_id = text.rsplit_once('-').is_some_and(|(kind, number)| {
                    kind.bytes().all(|byte| byte.is_ascii_lowercase())
                        && number.parse::<u32>().is_ok()
                });
                if is_id {
                    named.insert(text.clone());
                }
            }
            _ => {}
        }
    }
    let (mut defined, mut named) = Default::default();
    walk(&serde_json::to_value(plan).unwrap(), "", &mut defined, &mut named);
    (defined, named)
}

fn dangling(plan: &Plan) -> BTreeSet<String> {
    let (defined, named) = ids(plan);
    named.difference(&defined).cloned().collect()
}

/// The number of steps that can be undone.
fn steps(history: &History) -> usize {
    let mut back = history.clone();
    std::iter::from_fn(|| back.undo().then_some(())).count()
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn undo_takes_back_and_redo_makes_again(
        Shown(plan) in plan(),
        edits in vec((edit(), 0..3_u8), 1..8),
    ) {
        let mut history = History::new(plan);
        let mut states = vec![history.plan().clone()];
        for (edit, topic) in &edits {
            // Two of three edits share a topic with their neighbour and may become one step.
            let topic = (*topic > 0).then_some("topic");
            let before = history.clone();
            if history.record(std::slice::from_ref(edit), topic).is_err() {
                prop_assert_eq!(&history, &before);
                continue;
            }
            if history.plan() == before.plan() {
                prop_assert_eq!(&history, &before);
                continue;
            }
            let (steps, steps_before) = (steps(&history), steps(&before));
            prop_assert!(topic.is_some() || steps == steps_before + 1);
            prop_assert!(steps + 1 >= steps_before);
            // The states up to the last step are kept; those that merged into it are forgotten.
            states.truncate(steps);
            states.push(history.plan().clone());
        }
        let last = states.len() - 1;
        for state in states[..last].iter().rev() {
            prop_assert!(history.undo());
            prop_assert_eq!(history.plan(), state);
        }
        prop_assert!(!history.undo());
        for state in &states[1..] {
            prop_assert!(history.redo());
            prop_assert_eq!(history.plan(), state);
        }
        prop_assert!(!history.redo());
    }

    #[test]
    fn an_edit_that_does_not_fit_changes_nothing(Shown(plan) in plan(), edit in edit()) {
        let mut changed = plan.clone();
        if apply(&mut changed, &edit).is_err() {
            prop_assert_eq!(changed, plan);
        }
    }

    #[test]
    fn what_is_removed_leaves_no_reference(Shown(plan) in plan()) {
        let before = dangling(&plan);
        for id in plan.element_ids() {
            let mut changed = plan.clone();
            apply(&mut changed, &Edit::Remove(id)).unwrap();
            let (defined, named) = ids(&changed);
            prop_assert!(!defined.contains(&id.to_string()));
            prop_assert!(!named.contains(&id.to_string()), "{} is still named", id);
            let after: BTreeSet<_> = named.difference(&defined).cloned().collect();
            prop_assert!(after.is_subset(&before), "removing {} leaves {:?}", id, after);
        }
    }

    #[test]
    fn listeners_members_and_rules_can_be_removed(Shown(plan) in plan()) {
        let listeners = plan.listeners().map(|(_, it)| Edit::RemoveListener(it.id));
        let members = plan.members().map(|(_, it)| Edit::RemoveMember(it.id));
        let rules = plan.rule_ids().map(Edit::RemoveRule);
        let mut changed = plan.clone();
        for edit in listeners.chain(members).chain(rules) {
            apply(&mut changed, &edit).unwrap();
        }
        prop_assert_eq!(changed.listeners().count(), 0);
        prop_assert_eq!(changed.members().count(), 0);
        prop_assert_eq!(changed.rule_ids().count(), 0);
    }
}
