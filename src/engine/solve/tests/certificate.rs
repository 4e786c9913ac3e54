//! The contents of a certificate.

use serde_json::{Value, json};

use super::plan;
use crate::engine::report::{Certificate, CertificateEntry, Filter};
use crate::engine::{certify, check};
use crate::plan::{Direction, Plan};

fn certificate(value: &Value) -> Certificate {
    let plan: Plan = serde_json::from_value(value.clone()).unwrap();
    certify(&plan, &check(&plan))
}

fn at_groups(certificate: &Certificate) -> impl Iterator<Item = &CertificateEntry> {
    certificate.entries.iter().filter(|it| matches!(it.filter, Filter::SecurityGroups(_)))
}

#[test]
fn the_combined_list_is_left_out_where_there_is_one_group() {
    let mut value = plan(&[80]);
    let combined = |value: &Value| {
        let certificate = certificate(value);
        at_groups(&certificate).map(|it| it.now.combined.len()).collect::<Vec<_>>()
    };
    assert_eq!(combined(&value), [0, 0]);
    value["security_groups"].as_array_mut().unwrap().push(json!({ "id": "sg-2", "name": "b" }));
    value["servers"][0]["security_groups"] = json!(["sg-1", "sg-2"]);
    assert_eq!(combined(&value), [1, 1]);
    value["settings"]["several_security_groups"] = json!("in_sequence");
    assert_eq!(combined(&value), [0, 0], "the plan follows one reading");
}

#[test]
fn servers_that_wear_the_same_groups_share_an_entry_for_each_direction() {
    let mut value = plan(&[80]);
    let mut other = value["servers"][0].clone();
    other["id"] = json!("server-2");
    other["ipv4"] = json!("10.0.2.11");
    value["servers"].as_array_mut().unwrap().push(other);
    let mut member = value["backend_server_groups"][0]["members"][0].clone();
    member["id"] = json!("member-2");
    member["target"] = json!("server-2");
    value["backend_server_groups"][0]["members"].as_array_mut().unwrap().push(member);
    let certificate = certificate(&value);
    let own_end = |it: &CertificateEntry| match it.direction {
        Direction::Inbound => it.packets.destination.to_string(),
        Direction::Outbound => it.packets.source.to_string(),
    };
    let told = at_groups(&certificate).map(|it| (it.direction, own_end(it), it.flows.len()));
    let any = "0.0.0.0/0".to_owned();
    assert_eq!(
        told.collect::<Vec<_>>(),
        [(Direction::Inbound, any.clone(), 2), (Direction::Outbound, any, 2)]
    );
}

#[test]
fn port_0_is_nothing_that_an_added_rule_lets_pass() {
    let mut value = super::any_port("1-65535");
    value["network_acls"][0]["inbound"] =
        json!([{ "id": "rule-98", "source": "10.0.1.0/24", "destination": "10.0.2.0/24" }]);
    let certificate = certificate(&value);
    let [only] = certificate.additions.as_slice() else { panic!("{certificate:#?}") };
    assert_eq!((only.asked.len(), only.surplus.as_slice()), (1, [].as_slice()));
}
