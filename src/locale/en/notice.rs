//! The notices about large changes and about gestures that change nothing, in English.

use std::borrow::Cow;

use super::grammar::{all_of, count, names};
use crate::locale::prose::words;
use crate::locale::{Moved, NoticeText, Referrer, Removed, RemovedPart, WhyWithout, plain};
use crate::plan::{ElementId, IpType};

pub(in crate::locale) fn text(text: &NoticeText) -> Cow<'static, str> {
    use NoticeText as Text;
    match text {
        Text::Undo => "Undo".into(),
        Text::Removed(removed) => gone(removed).into(),
        Text::Applied(1) => "1 change applied.".into(),
        Text::Applied(number) => format!("{number} changes applied.").into(),
        Text::Tidied => "Tidied up the board.".into(),
        Text::Duplicated { names, empty, joined } => duplicated(names, empty, joined).into(),
        Text::Added { name, with, joined } => added(name, with, joined).into(),
        Text::Moved(it) => moved(&it.name, it).into(),
        Text::InterfaceMoved(it) => {
            moved(&format!("The network interface of {}", it.name), it).into()
        }
        Text::Replaced { from, to, before } => {
            format!("{from} now leads to {to}, no longer to {before}.").into()
        }
        Text::Adapted { group, protocol } => {
            format!("{group} now speaks {protocol}, to which its listener can forward.").into()
        }
        Text::ListenerLine => {
            "Nothing changed. Drop a listener's line on a backend server group.".into()
        }
        Text::GroupLine => "Nothing changed. Drop a backend server group's line on a server or an \
                            IP address."
            .into(),
        Text::SecurityGroupLine => {
            "Nothing changed. Drop a security group's line on a server.".into()
        }
        Text::NetworkAclLine => "Nothing changed. Drop a network ACL's line on a subnet.".into(),
        Text::AlreadyConnected { name } => {
            format!("Nothing changed. The line leads to {name} already.").into()
        }
        Text::UnclearDrop { name } => {
            format!("{name} cannot go there. Drop it on what can hold it.").into()
        }
        Text::DropOnSubnet => "Drop it on a subnet.".into(),
        Text::DropOnVpc => "Drop it on a VPC.".into(),
    }
}

fn list(parts: Vec<String>) -> String {
    plain(&all_of(parts.into_iter().map(words).collect()))
}

fn named(list: &[String]) -> String {
    plain(&names(list))
}

/// Things of a kind, counted.
fn things(id: ElementId, number: usize) -> String {
    match id {
        ElementId::Vpc(_) => count(number, "VPC", "VPCs"),
        ElementId::Subnet(_) => count(number, "subnet", "subnets"),
        ElementId::LoadBalancer(_) => count(number, "load balancer", "load balancers"),
        ElementId::BackendServerGroup(_) => {
            count(number, "backend server group", "backend server groups")
        }
        ElementId::Server(_) => count(number, "server", "servers"),
        ElementId::IpBackend(_) => count(number, "IP address", "IP addresses"),
        ElementId::SecurityGroup(_) => count(number, "security group", "security groups"),
        ElementId::NetworkAcl(_) => count(number, "network ACL", "network ACLs"),
        ElementId::AddressGroup(_) => count(number, "IP address group", "IP address groups"),
    }
}

fn gone(removed: &Removed) -> String {
    let Removed { names, held, parts, referred } = removed;
    let mut text = format!("Removed {}", named(names));
    if !held.is_empty() {
        let held = held.iter().map(|(id, number)| things(*id, *number)).collect();
        text = format!("{text} with {}", list(held));
    }
    text.push('.');
    if !parts.is_empty() {
        let parts = parts.iter().map(|(part, number)| match part {
            RemovedPart::Membership => count(*number, "membership", "memberships"),
            RemovedPart::Rule => count(*number, "rule", "rules"),
            RemovedPart::ForwardingPolicy => {
                count(*number, "forwarding policy", "forwarding policies")
            }
            RemovedPart::NetworkInterface => {
                count(*number, "network interface", "network interfaces")
            }
        });
        text = format!("{text} {} went too.", list(parts.collect()));
    }
    if !referred.is_empty() {
        let verb = if matches!(referred.as_slice(), [(_, 1)]) { "does" } else { "do" };
        let whom = if names.len() == 1 { "it" } else { "them" };
        let referred = referred.iter().map(|(by, number)| match by {
            Referrer::Listener => count(*number, "listener", "listeners"),
            Referrer::Server => count(*number, "server", "servers"),
            Referrer::Subnet => count(*number, "subnet", "subnets"),
            Referrer::LoadBalancer => count(*number, "load balancer", "load balancers"),
        });
        let referred = list(referred.collect());
        text = format!("{text} {referred} referred to {whom} and no longer {verb}.");
    }
    text
}

fn duplicated(names: &[String], empty: &[String], joined: &[String]) -> String {
    let mut text = format!("Added {}", named(names));
    match empty {
        [] => text.push('.'),
        [_] if names.len() == 1 => text.push_str(", which is empty."),
        _ => {
            let verb = if empty.len() == 1 { "is" } else { "are" };
            text = format!("{text}. {} {verb} empty.", named(empty));
        }
    }
    if !joined.is_empty() {
        let who = if names.len() == 1 { "It" } else { "The copies" };
        text = format!("{text} {who} joined {}.", named(joined));
    }
    text
}

fn added(name: &str, with: &[String], joined: &[String]) -> String {
    let mut text = format!("Added {name}");
    if !with.is_empty() {
        text = format!("{text} with {}, which it needs", named(with));
    }
    text.push('.');
    if !joined.is_empty() {
        text = format!("{text} It is connected with {}.", named(joined));
    }
    text
}

fn moved(subject: &str, it: &Moved) -> String {
    let mut text = format!("{subject} moved to {}", it.to);
    match it.addresses.as_slice() {
        [] => {}
        [address] => text = format!("{text}; its address is now {address}"),
        addresses => text = format!("{text}; its addresses are now {}", list(addresses.to_vec())),
    }
    match it.blocks.as_slice() {
        [] => {}
        [block] => text = format!("{text}; its block is now {block}"),
        blocks => text = format!("{text}; its blocks are now {}", list(blocks.to_vec())),
    }
    match it.readdressed {
        0 => {}
        number => {
            let addresses = count(number, "address", "addresses");
            text = format!("{text}, and {addresses} in it changed with it");
        }
    }
    text.push('.');
    for (family, why) in &it.without {
        let why = match (why, family) {
            (WhyWithout::Full, family) => format!("{} has no free {family} address", it.to),
            (WhyWithout::NoBlock, IpType::IPv4 | IpType::IPv6) => {
                format!("{} has no {family} block", it.to)
            }
        };
        text = format!("{text} {why}, so it has none now.");
    }
    if !it.misfits.is_empty() {
        let blocks = list(it.misfits.clone());
        text = format!("{text} {} has no room for {blocks}, which it keeps.", it.to);
    }
    if it.backend_subnets > 0 {
        let subnets = count(it.backend_subnets, "backend subnet", "backend subnets");
        let verb = if it.backend_subnets == 1 { "is" } else { "are" };
        text = format!("{text} {subnets} in the other VPC {verb} no longer chosen.");
    }
    text
}
