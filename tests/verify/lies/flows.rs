//! Lies about flows, their layers and the summary.

use serde_json::{Value, json};

use super::find::*;

/// Leaves a flow out, with everything that names it.
pub(super) fn drop_flow(
    document: &mut Value,
    choose: &mut dyn FnMut(usize) -> usize,
) -> Option<()> {
    let flows = document["report"]["flows"].as_array_mut()?;
    if flows.is_empty() {
        return None;
    }
    let flow = flows.remove(choose(flows.len()));
    let field = format!("{}_flows", flow["verdict"].as_str()?);
    let count = &mut document["report"]["summary"][field];
    *count = json!(count.as_u64()? - 1);
    let entries = document["certificate"]["entries"].as_array_mut()?;
    for entry in entries.iter_mut() {
        entry["flows"].as_array_mut()?.retain(|it| *it != flow["id"]);
    }
    entries.retain(|it| it["flows"] != json!([]));
    Some(())
}

pub(super) fn exempt_probe(
    document: &mut Value,
    choose: &mut dyn FnMut(usize) -> usize,
) -> Option<()> {
    let flow = one(document, choose, &|_, value| {
        value.get("purpose").is_some_and(|it| *it != json!("traffic"))
    })?;
    for layer in flow["layers"].as_array_mut()? {
        layer["outcome"] = json!({ "not_filtered": "layer4" });
        layer["level"] = json!("required");
    }
    flow["source"] =
        json!({ "cidr": if flow["type"] == json!("IPv6") { "::/0" } else { "0.0.0.0/0" } });
    Some(())
}

pub(super) fn change_flow_port(
    document: &mut Value,
    choose: &mut dyn FnMut(usize) -> usize,
) -> Option<()> {
    let flow = one(document, choose, &|_, value| value.get("purpose").is_some())?;
    flow["ports"] = json!("7");
    Some(())
}

pub(super) fn change_ping(
    document: &mut Value,
    choose: &mut dyn FnMut(usize) -> usize,
) -> Option<()> {
    let is_ping =
        |_: &str, value: &Value| value.get("purpose").is_some_and(|it| *it == json!("ping"));
    one(document, choose, &is_ping)?["icmp"] = json!("13/0");
    Some(())
}

pub(super) fn change_verdict(
    document: &mut Value,
    choose: &mut dyn FnMut(usize) -> usize,
) -> Option<()> {
    let flow = one(document, choose, &|_, value| value.get("verdict").is_some())?;
    let wrong = if flow["verdict"] == json!("open") { "blocked" } else { "open" };
    flow["verdict"] = json!(wrong);
    Some(())
}

pub(super) fn doubt_route(
    document: &mut Value,
    choose: &mut dyn FnMut(usize) -> usize,
) -> Option<()> {
    let flow = one(document, choose, &|_, value| value.get("purpose").is_some())?;
    let is_in_doubt = flow["route_in_doubt"] == json!(true);
    flow["route_in_doubt"] = json!(!is_in_doubt);
    Some(())
}

pub(super) fn change_summary(
    document: &mut Value,
    choose: &mut dyn FnMut(usize) -> usize,
) -> Option<()> {
    let is_number = |at: &str, value: &Value| at.starts_with("/report/summary/") && value.is_u64();
    let number = one(document, choose, &is_number)?;
    *number = json!(number.as_u64()? + 1);
    Some(())
}

pub(super) fn withdraw_proof(
    document: &mut Value,
    _: &mut dyn FnMut(usize) -> usize,
) -> Option<()> {
    document["report"]["summary"]["proved"] = json!(false);
    Some(())
}

pub(super) fn drop_layer(
    document: &mut Value,
    choose: &mut dyn FnMut(usize) -> usize,
) -> Option<()> {
    let has_layers = |at: &str, value: &Value| {
        at.ends_with("/layers") && value.as_array().is_some_and(|it| !it.is_empty())
    };
    one(document, choose, &has_layers)?.as_array_mut()?.remove(0);
    Some(())
}

pub(super) fn not_filtered(
    document: &mut Value,
    choose: &mut dyn FnMut(usize) -> usize,
) -> Option<()> {
    let looks =
        |at: &str, value: &Value| at.ends_with("/outcome") && value.get("filtered").is_some();
    let why = ["no_network_acl", "network_acl_disabled", "same_subnet", "layer4"][choose(4)];
    *one(document, choose, &looks)? = json!({ "not_filtered": why });
    Some(())
}

pub(super) fn change_level(
    document: &mut Value,
    choose: &mut dyn FnMut(usize) -> usize,
) -> Option<()> {
    let has_level =
        |at: &str, value: &Value| at.starts_with("/report/") && value.get("level").is_some();
    let it = one(document, choose, &has_level)?;
    let wrong = if it["level"] == json!("required") { "recommended" } else { "required" };
    it["level"] = json!(wrong);
    Some(())
}
