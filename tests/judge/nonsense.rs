//! Plans that read well and make no sense: ids of nothing, ids that stand twice, families that
//! do not match, lists that go on and on.

use elb_rule_planner::plan::Plan;
use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::plans;
pub(crate) use crate::plans::Shown;

/// A change of a plan's JSON that makes nonsense of it.
#[derive(Debug, Clone)]
enum Damage {
    /// Another number in the id at this place.
    Id(usize, u32),
    /// Another address or block at this place.
    Address(usize, &'static str),
    /// The list at this place gets copies of its first item.
    Copies(usize, usize),
    /// The list at this place runs backward.
    Backward(usize),
}

fn damage() -> impl Strategy<Value = Damage> {
    let at = || 0..10_000_usize;
    let address = proptest::sample::select(vec![
        "0.0.0.0",
        "255.255.255.255",
        "10.0.0.1",
        "::",
        "fd00::2",
        "0.0.0.0/0",
        "::/0",
        "10.0.0.0/8",
        "255.255.255.255/32",
        "0.0.0.0-255.255.255.255",
        "::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
    ]);
    prop_oneof![
        4 => (at(), proptest::sample::select(vec![1, 2, 3, 9, u32::MAX - 1, u32::MAX]))
            .prop_map(|(at, number)| Damage::Id(at, number)),
        2 => (at(), address).prop_map(|(at, address)| Damage::Address(at, address)),
        1 => (at(), 1..12_usize).prop_map(|(at, copies)| Damage::Copies(at, copies)),
        1 => at().prop_map(Damage::Backward),
    ]
}

/// The places of a plan's JSON, as pointers, that fulfil a condition.
fn places(value: &Value, pointer: &str, fits: fn(&Value) -> bool, found: &mut Vec<String>) {
    if fits(value) {
        found.push(pointer.to_owned());
    }
    match value {
        Value::Object(fields) => {
            for (key, value) in fields {
                places(value, &format!("{pointer}/{key}"), fits, found);
            }
        }
        Value::Array(items) => {
            for (at, value) in items.iter().enumerate() {
                places(value, &format!("{pointer}/{at}"), fits, found);
            }
        }
        _ => {}
    }
}

fn is_id(value: &Value) -> bool {
    let number = value.as_str().and_then(|text| text.rsplit_once('-'));
    number.is_some_and(|(kind, number)| {
        kind.bytes().all(|byte| byte.is_ascii_lowercase()) && number.parse::<u32>().is_ok()
    })
}

fn is_address(value: &Value) -> bool {
    value.as_str().is_some_and(|text| text.contains('.') || text.contains("::"))
}

fn inflict(plan: &Value, damage: &Damage) -> Value {
    let mut damaged = plan.clone();
    let (fits, at): (fn(&Value) -> bool, usize) = match damage {
        Damage::Id(at, _) => (is_id, *at),
        Damage::Address(at, _) => (is_address, *at),
        Damage::Copies(at, _) | Damage::Backward(at) => {
            (|value| value.as_array().is_some_and(|list| !list.is_empty()), *at)
        }
    };
    let mut found = vec![];
    places(plan, "", fits, &mut found);
    if found.is_empty() {
        return damaged;
    }
    let place = damaged.pointer_mut(&found[at % found.len()]).unwrap();
    match damage {
        Damage::Id(_, number) => {
            let kind = place.as_str().unwrap().rsplit_once('-').unwrap().0.to_owned();
            *place = json!(format!("{kind}-{number}"));
        }
        Damage::Address(_, address) => *place = json!(address),
        Damage::Copies(_, copies) => {
            let list = place.as_array_mut().unwrap();
            list.extend(vec![list[0].clone(); *copies]);
        }
        Damage::Backward(_) => place.as_array_mut().unwrap().reverse(),
    }
    damaged
}

/// A random plan after some damage; a change after which it is no plan any more does not count.
pub(crate) fn plan() -> impl Strategy<Value = Shown> {
    (plans::plan(), vec(damage(), 1..24)).prop_map(|(Shown(mut plan), damages)| {
        for damage in &damages {
            let damaged = inflict(&serde_json::to_value(&plan).unwrap(), damage);
            if let Ok(still) = serde_json::from_value::<Plan>(damaged) {
                plan = still;
            }
        }
        Shown(plan)
    })
}
