//! Moving a block of addresses, with everything in it.

use std::net::Ipv4Addr;

use ipnet::Ipv4Net;
use serde_json::Value;

use crate::edit::Edit;
use crate::format::plan;
use crate::plan::Plan;

/// Fields that people write and that are no address, whatever they look like.
const WORDS: [&str; 4] = ["id", "name", "note", "description"];

/// The edits that put a block of IPv4 addresses in the place of another one. All that lies in the
/// block moves with it and keeps its distance from the beginning: subnets, servers, members, and
/// the addresses that rules name. What has no room in the new block stays.
#[must_use]
pub fn renumber(old: &Plan, from: Ipv4Net, to: Ipv4Net) -> Vec<Edit> {
    let Ok(mut value) = serde_json::from_str(&plan::write(old)) else { return vec![] };
    walk(&mut value, from, to);
    match plan::read(&value.to_string()) {
        Ok(new) if new != *old => vec![Edit::Open(Box::new(new))],
        Ok(_) | Err(_) => vec![],
    }
}

fn walk(value: &mut Value, from: Ipv4Net, to: Ipv4Net) {
    match value {
        Value::String(text) => {
            if let Some(moved) = moved(text, from, to) {
                *text = moved;
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| walk(item, from, to)),
        Value::Object(fields) => {
            for (_, field) in fields.iter_mut().filter(|(name, _)| !WORDS.contains(&name.as_str()))
            {
                walk(field, from, to);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn moved(text: &str, from: Ipv4Net, to: Ipv4Net) -> Option<String> {
    if let Ok(block) = text.parse::<Ipv4Net>() {
        if block == from {
            return Some(to.to_string());
        }
        if !from.contains(&block) || block.prefix_len() < to.prefix_len() {
            return None;
        }
        let moved = Ipv4Net::new(address(block.network(), from, to)?, block.prefix_len()).ok()?;
        return (moved.trunc() == moved).then(|| moved.to_string());
    }
    if let Some((first, last)) = text.split_once('-') {
        let [first, last] = [first, last].map(|it| it.trim().parse().ok());
        return Some(format!("{}-{}", address(first?, from, to)?, address(last?, from, to)?));
    }
    address(text.parse().ok()?, from, to).map(|moved| moved.to_string())
}

fn address(old: Ipv4Addr, from: Ipv4Net, to: Ipv4Net) -> Option<Ipv4Addr> {
    let distance = u32::from(old).checked_sub(u32::from(from.network()))?;
    let moved = Ipv4Addr::from(u32::from(to.network()).checked_add(distance)?);
    (from.contains(&old) && to.contains(&moved)).then_some(moved)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::samples::SAMPLES;

    fn block(text: &str) -> Ipv4Net {
        text.parse().unwrap()
    }

    fn after(from: &str, to: &str) -> Plan {
        let plan = plan::read(SAMPLES[0].json).unwrap();
        match renumber(&plan, block(from), block(to)).pop() {
            Some(Edit::Open(plan)) => *plan,
            _ => plan,
        }
    }

    #[test]
    fn all_that_lies_in_a_block_moves_with_it() {
        let text = plan::write(&plan::read(SAMPLES[0].json).unwrap());
        assert!(text.contains("10.0.1.0/24") && !text.contains("172."));
        let moved = plan::write(&after("10.0.0.0/16", "172.16.0.0/16"));
        assert_eq!(moved, text.replace("\"10.0.", "\"172.16."));
        assert_eq!(plan::write(&after("172.16.0.0/16", "10.9.0.0/16")), text);
    }

    #[test]
    fn a_subnet_takes_its_servers_along_and_leaves_the_others() {
        let plan = after("10.0.2.0/24", "10.0.77.0/24");
        let servers: Vec<_> = plan.servers.iter().filter_map(|server| server.ipv4).collect();
        assert!(servers.iter().any(|address| address.to_string() == "10.0.77.11"), "{servers:?}");
        assert!(servers.iter().any(|address| address.to_string() == "10.0.3.11"), "{servers:?}");
        assert!(plan.problems().is_empty(), "{:?}", plan.problems());
    }

    #[test]
    fn what_has_no_room_stays() {
        let to = |text: &str| moved(text, block("10.0.1.0/24"), block("10.0.9.0/28"));
        assert_eq!(to("10.0.1.0/24").as_deref(), Some("10.0.9.0/28"));
        assert_eq!(to("10.0.1.7").as_deref(), Some("10.0.9.7"));
        assert_eq!(to("10.0.1.200"), None);
        assert_eq!(to("10.0.1.0/25"), None);
        assert_eq!(to("10.0.1.2-10.0.1.9").as_deref(), Some("10.0.9.2-10.0.9.9"));
        assert_eq!(to("10.0.2.0/24"), None);
        assert_eq!(to("sg-1"), None);
        assert_eq!(to("2001:db8::/32"), None);
    }
}
