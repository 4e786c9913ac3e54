//! What rules match and decide, filter by filter.

use serde_json::{Value, json};

use super::{AddressGroups, network_acl};
use crate::plan::NetworkAclRule;

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
