//! Finding what a question names: by its id, by its name, or as an address.

use std::str::FromStr;

use super::request::{Asked, AskedReach};
use crate::engine::reach::ReachQuestion;
use crate::engine::trace::{Question, TraceEnd};
use crate::locale::CommandLineError as Error;
use crate::plan::{Cidr, MemberTarget, Plan};

/// The question that was written, about a plan.
pub(super) fn question(plan: &Plan, asked: &Asked) -> Result<Question, Error> {
    Ok(Question {
        from: end(plan, &asked.from)?,
        from_address: asked.from_address,
        to: end(plan, &asked.to)?,
        protocol: asked.protocol,
        icmp: asked.icmp,
        source_ports: asked.source_ports.clone(),
        ports: asked.ports.clone(),
        purpose: asked.purpose,
    })
}

/// The question who reaches what, as it was written, about a plan.
pub(super) fn reach_question(plan: &Plan, asked: &AskedReach) -> Result<ReachQuestion, Error> {
    let end = |text: &Option<String>| text.as_ref().map(|text| end(plan, text)).transpose();
    let to = end(&asked.to)?;
    if let Some(other) = to.filter(|to| !is_server(plan, *to)) {
        return Err(Error::NotAServer(other.to_string()));
    }
    let (protocol, ports) = (asked.protocol, asked.ports.clone());
    Ok(ReachQuestion { from: end(&asked.from)?, to, protocol, ports })
}

/// Checks whether an end stands for servers, in front of which there are rules.
fn is_server(plan: &Plan, end: TraceEnd) -> bool {
    match end {
        TraceEnd::Server(_) | TraceEnd::Address(_) => true,
        TraceEnd::LoadBalancer(_) | TraceEnd::IpBackend(_) => false,
        TraceEnd::Member(id) => plan
            .member(id)
            .is_some_and(|(_, member)| matches!(member.target, MemberTarget::Server(_))),
    }
}

fn end(plan: &Plan, text: &str) -> Result<TraceEnd, Error> {
    let text = text.trim();
    // A name counts before an address, since people may call a server by its address, and an id
    // before a name, so that everything can be named.
    let by_id = TraceEnd::from_str(text).ok().filter(|end| !matches!(end, TraceEnd::Address(_)));
    if let Some(end) = by_id {
        return match is_there(plan, end) {
            true => Ok(end),
            false => Err(Error::NothingWithId(text.to_owned())),
        };
    }
    let named = named(plan, text);
    match named.as_slice() {
        [only] => return Ok(*only),
        [] => {}
        several => {
            let candidates = several.iter().map(|end| format!("`{end}`")).collect::<Vec<_>>();
            return Err(Error::Ambiguous {
                name: text.to_owned(),
                candidates: candidates.join(", "),
            });
        }
    }
    match text.parse::<Cidr>() {
        Ok(cidr) => Ok(TraceEnd::Address(cidr)),
        // A text that begins like an address is one that was mistyped.
        Err(error) if text.contains('/') || text.contains(':') => Err(Error::NotAnAddress(error)),
        Err(_) => Err(Error::NothingCalled(text.to_owned())),
    }
}

fn is_there(plan: &Plan, end: TraceEnd) -> bool {
    match end {
        TraceEnd::LoadBalancer(id) => plan.load_balancer(id).is_some(),
        TraceEnd::Server(id) => plan.server(id).is_some(),
        TraceEnd::IpBackend(id) => plan.ip_backend(id).is_some(),
        TraceEnd::Member(id) => plan.member(id).is_some(),
        TraceEnd::Address(_) => true,
    }
}

fn named(plan: &Plan, name: &str) -> Vec<TraceEnd> {
    let balancers = plan.load_balancers.iter().map(|it| (TraceEnd::LoadBalancer(it.id), &it.name));
    let servers = plan.servers.iter().map(|it| (TraceEnd::Server(it.id), &it.name));
    let backends = plan.ip_backends.iter().map(|it| (TraceEnd::IpBackend(it.id), &it.name));
    let all = balancers.chain(servers).chain(backends);
    all.filter(|(_, own)| own.trim() == name).map(|(end, _)| end).collect()
}
