//! Lies about the plan, beside its rules.

use serde_json::{Value, json};

use super::find::*;

pub(super) fn add_member(
    document: &mut Value,
    choose: &mut dyn FnMut(usize) -> usize,
) -> Option<()> {
    let flow = filtered_flow(document, choose)?;
    let group = thing(document, "backend_server_groups", &flow["group"])?;
    let members = group["members"].as_array_mut()?;
    let mut member = members.iter().find(|it| it["id"] == flow["member"])?.clone();
    member["id"] = json!("member-999999");
    members.push(member);
    Some(())
}

pub(super) fn change_member_port(
    document: &mut Value,
    choose: &mut dyn FnMut(usize) -> usize,
) -> Option<()> {
    let flow = filtered_flow(document, choose).filter(|it| it["purpose"] == json!("traffic"))?;
    let group = thing(document, "backend_server_groups", &flow["group"])?;
    // With any port a member's own does not count.
    if group.get("any_port") == Some(&json!(true)) {
        return None;
    }
    let members = group["members"].as_array_mut()?;
    members.iter_mut().find(|it| it["id"] == flow["member"])?["port"] = json!(9);
    Some(())
}

pub(super) fn change_source_block(
    document: &mut Value,
    choose: &mut dyn FnMut(usize) -> usize,
) -> Option<()> {
    let flow = filtered_flow(document, choose)?;
    let subnet = thing(document, "subnets", &flow["source"]["subnet"])?;
    subnet["cidr"] = json!("198.51.100.0/24");
    subnet["ipv6_cidr"] = json!("2001:db8:99::/64");
    Some(())
}

pub(super) fn change_address(
    document: &mut Value,
    choose: &mut dyn FnMut(usize) -> usize,
) -> Option<()> {
    let flow = filtered_flow(document, choose)?;
    if let Some(server) = thing(document, "servers", &flow["target"]) {
        on_all_interfaces(server, |interface| {
            interface["ipv4"] = json!("198.51.100.7");
            interface["ipv6"] = json!("2001:db8:99::7");
        });
    } else {
        thing(document, "ip_backends", &flow["target"])?["address"] = json!("198.51.100.7");
    }
    Some(())
}

pub(super) fn undress_server(
    document: &mut Value,
    choose: &mut dyn FnMut(usize) -> usize,
) -> Option<()> {
    let flow = filtered_flow(document, choose)?;
    let looks = flow["layers"].as_array()?.iter().any(|it| {
        it["filter"].get("security_groups").is_some() && it["outcome"].get("filtered").is_some()
    });
    let server = thing(document, "servers", &flow["target"])?;
    on_all_interfaces(server, |interface| interface["security_groups"] = json!([]));
    looks.then_some(())
}

/// Changes a server's primary interface and every other one.
pub(super) fn on_all_interfaces(server: &mut Value, change: impl Fn(&mut Value)) {
    change(server);
    for interface in
        server.get_mut("interfaces").and_then(Value::as_array_mut).into_iter().flatten()
    {
        change(interface);
    }
}

pub(super) fn switch_acl(
    document: &mut Value,
    choose: &mut dyn FnMut(usize) -> usize,
) -> Option<()> {
    let is_layer = |_: &str, value: &Value| {
        let looks = value.get("outcome").is_some_and(|it| it.get("filtered").is_some());
        looks && value["filter"].get("network_acl").is_some()
    };
    let id = one(document, choose, &is_layer)?["filter"]["network_acl"].clone();
    thing(document, "network_acls", &id)?["enabled"] = json!(false);
    Some(())
}
