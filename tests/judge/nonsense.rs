//! Plans that read well and make no sense: ids of nothing, ids that stand twice, families that
//! do not match, lists that go on and on.

use elb_rule_planner::plan::Plan;
use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::plans;
pub(crate) use crate::plans::Shown;

/// One blow to a plan's JSON.
#[derive(Debug, Clone)]
enum Blow {
    /// Another number in the id at this place.
    Id(usize, u32),
    /// Another address or block at this place.
    Address(usize, &'static str),
    /// The list at this place gets copies of its first item.
    Copies(usize, usize),
    /// The list at this place runs backward.
    Backward(usize),
}

fn blow() -> impl Strategy<Value = Blow> {
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
            .prop_map(|(at, number)| Blow::Id(at, number)),
        2 => (at(), address).prop_map(|(at, address)| Blow::Address(at, address)),
        1 => (at(), 1..12_usize).prop_map(|(at, copies)| Blow::Copies(at, copies)),
        1 => at().prop_map(Blow::Backward),
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

fn strike(plan: &Value, blow: &Blow) -> Value {
    let mut struck = plan.clone();
    let (fits, at): (fn(&Value) -> bool, usize) = match blow {
        Blow::Id(at, _) => (is_id, *at),
        Blow::Address(at, _) => (is_address, *at),
        Blow::Copies(at, _) | Blow::Backward(at) => {
            (|value| value.as_array().is_some_and(|list| !list.is_empty()), *at)
        }
    };
    let mut found = vec![];
    places(plan, "", fits, &mut found);
    if found.is_empty() {
        return struck;
    }
    let place = struck.pointer_mut(&found[at % found.len()]).unwrap();
    match blow {
        Blow::Id(_, number) => {
            let kind = place.as_str().unwrap().rsplit_once('-').unwrap().0.to_owned();
            *place = json!(format!("{kind}-{number}"));
        }
        Blow::Address(_, address) => *place = json!(address),
        Blow::Copies(_, copies) => {
            let list = place.as_array_mut().unwrap();
            list.extend(vec![list[0].clone(); *copies]);
        }
        Blow::Backward(_) => place.as_array_mut().unwrap().reverse(),
    }
    struck
}

/// A random plan after some blows; a blow after which it is no plan any more does not count.
pub(crate) fn plan() -> impl Strategy<Value = Shown> {
    (plans::plan(), vec(blow(), 1..24)).prop_map(|(Shown(mut plan), blows)| {
        for blow in &blows {
            let struck = strike(&serde_json::to_value(&plan).unwrap(), blow);
            if let Ok(still) = serde_json::from_value::<Plan>(struck) {
                plan = still;
            }
        }
        Shown(plan)
    })
}
