//! The sentences of findings, in English.

use super::grammar::{all_of, capital, few, names, rule_of_place, sentences, verb};
use super::limits;
use super::reason::flows_of;
use super::trace::parcel;
use crate::locale::finding_name::FindingName;
use crate::locale::names::RuleName;
use crate::locale::prose::{Prose, code, fill, strong, words};
use crate::locale::{ClauseText, FindingText, FlowText, Language, ParcelText, ReadingText};
use crate::plan::{Direction, IpMembersOfOwnVpc};

pub(in crate::locale) fn segments(text: &FindingText) -> Prose {
    match &text.0 {
        FindingName::Problem(problem) => fill(
            "{}: {}",
            [super::grammar::subject(&problem.subject), words(problem.text(Language::English))],
        ),
        FindingName::RulesDoNotProtect {
            listeners,
            access_control,
            denies,
            health_checks_count,
        } => rules_do_not_protect(listeners, (*access_control, *health_checks_count), denies),
        FindingName::FalselyHealthy(misjudged) => limits::falsely_healthy(misjudged),
        FindingName::FalselyUnhealthy(misjudged) => limits::falsely_unhealthy(misjudged),
        FindingName::HealthCheckOff { groups } => fill(
            &format!(
                "The health {} of {{}} {} off, so the servers count as healthy whatever happens to \
                 them. Turn it on to have dead servers taken out.",
                verb(groups, "check", "checks"),
                verb(groups, "is", "are"),
            ),
            [names(groups)],
        ),
        FindingName::GroupWithoutListener { group, load_balancer, listeners } => {
            without_listener(group, load_balancer.as_deref(), listeners)
        }
        FindingName::OpenByHand { address, flows } => open_by_hand(address, flows),
        FindingName::RulesNotKnown { place, is_subnet, flows, sought, are_clients } => {
            super::not_known::not_known(place, *is_subnet, *flows, sought, *are_clients)
        }
        FindingName::NeedsRoute { members } => fill(
            &format!(
                "{{}} {} outside of the load balancer's VPC. {} a route there and back, by a peering \
                 connection, an enterprise router, a VPN or Direct Connect; rules alone do not \
                 connect {}.",
                verb(members, "is", "are"),
                verb(members, "It needs", "They need"),
                verb(members, "it", "them"),
            ),
            [names(members)],
        ),
        FindingName::SeveralSecurityGroups { server, flows } => fill(
            "{} has several security groups, and the verdict on this depends on their order: {}. \
             One page of the VPC guide looks at the groups in their sequence, another takes all \
             their rules as one list. An allow of priority 1 in the first group passes in both.",
            [strong(server), flows_of(flows, Direction::Inbound)],
        ),
        FindingName::Layer7OverIpv4 { load_balancer, listeners } => fill(
            "The subnet of {} has IPv6, so clients may come over IPv6 to {}. Layer 7 reaches \
             servers over IPv4 whatever the clients speak (FAQ on IPv6), so the rules of type IPv4 \
             are all that the servers need for them; rules of type IPv6 would let nothing more in.",
            [strong(load_balancer), names(listeners)],
        ),
        FindingName::LoadBalancerSubnetAcl { acls, is_shared } => {
            super::guarding::guarding(acls, *is_shared)
        }
        FindingName::PreviousBackendSubnet { load_balancer, subnet } => fill(
            "{} still holds addresses of {}, its previous backend subnet, and sends from them. So \
             rules are asked for from there too. Do not remove those that you have.",
            [strong(load_balancer), strong(subnet)],
        ),
        FindingName::SharedSourceByRegion { load_balancers } => fill(
            &format!(
                "{{}} {} from {{}}, as shared load balancers do in most regions. In eu-west-0 (Paris, \
                 Flexible Engine) they send from {{}} as well. If this is there, add it to the sources \
                 of shared load balancers.",
                verb(load_balancers, "is taken to send", "are taken to send")
            ),
            [names(load_balancers), code("100.125.0.0/16"), code("100.126.0.0/16")],
        ),
        FindingName::DefaultBackendSubnet { load_balancers, subnet } => fill(
            &format!(
                "No backend subnet is chosen for {{}}, so {} taken to send from {{}}, where {}. Look \
                 the backend subnet up in the console, and choose it here if it is another one.",
                verb(load_balancers, "it is", "they are"),
                verb(load_balancers, "it works", "they work"),
            ),
            [names(load_balancers), strong(subnet)],
        ),
        FindingName::ClientAddressUnclear { members, clients_too } => {
            let them = verb(members, "it", "them");
            let follows = match clients_too {
                true => format!("As this plan chooses, both are let in to {them}."),
                false => format!(
                    "The rules follow the guide. If clients do not get through, let their \
                     addresses in to {them} as well."
                ),
            };
            fill(
                &format!(
                    "With IP as a backend on, the guide has {{}} see the backend subnet as the \
                     source; the best practices for load balancers say that servers still see the \
                     clients' own addresses. {follows}"
                ),
                [names(members)],
            )
        }
        FindingName::NoTableForProtocol { group, protocol, followed } => {
            let table = followed
                .map(|id| ClauseText(id).text(Language::English).into_owned())
                .unwrap_or_default();
            fill(
                &format!(
                    "The guide has no table for {protocol}, the backend protocol of {{}}. The \
                     rules follow the table of the protocol that carries it ({table})."
                ),
                [strong(group)],
            )
        }
        FindingName::OverBroad { rules, sources } => over_broad(rules, sources),
        FindingName::PingOnly { rules, sources } => fill(
            &format!(
                "{{}} {} pings of the health check pass and not all of ICMP. A ping needs no more; \
                 the guide's row for {{}} is 'ICMP: All'.",
                if rules.len() > 1 { "let" } else { "lets" }
            ),
            [
                capital(few(rules.iter().map(rule_of_place).collect())),
                all_of(sources.iter().map(code).collect()),
            ],
        ),
        FindingName::PortSecurityOff { server, addresses } => fill(
            "Port security is off on the network interface of {} with {}: its security groups have \
             no effect there, and everything comes in that the network ACL lets pass.",
            [strong(server), all_of(addresses.iter().map(code).collect())],
        ),
        FindingName::IpMemberOfOwnVpc { members, chosen } => of_own_vpc(members, *chosen),
        FindingName::OverlappingBlocks { member, own, other } => fill(
            "{} is outside of the load balancer's VPC, yet {} overlaps {}, a block of that VPC. No \
             route leads there: peered VPCs must not overlap. Choose other blocks.",
            [strong(member), code(other), code(own)],
        ),
        FindingName::SourcesDisagree { reading, subjects } => {
            let question = reading.map(|id| ReadingText(id).text(Language::English).into_owned());
            fill(
                "The sources disagree, which makes a difference to {}. {}",
                [names(subjects), words(question.unwrap_or_default())],
            )
        }
        FindingName::Quota { place: list, direction, rules, limit, merges, merged_ports_fit } => {
            limits::quota(list, *direction, *rules, *limit, merges, *merged_ports_fit)
        }
        FindingName::NearQuota { place: list, direction, rules, limit } => {
            limits::near_quota(list, *direction, *rules, *limit)
        }
        FindingName::TooManySpecialRules { security_group, direction, ip_type, limit, beyond } => {
            limits::special_rules(security_group, *direction, *ip_type, *limit, beyond)
        }
        FindingName::RulesIgnored { flavor, servers, rules } => {
            limits::rules_ignored(*flavor, servers, rules)
        }
        FindingName::OpensBeside { security_group, servers } => fill(
            &format!(
                "The rules to add to {{}} open their ports on {{}} too, which {}: a rule in a security \
                 group holds for every server that wears it. To open the members alone, give them a \
                 security group of their own and add the rules there.",
                if servers.len() == 1 { "is no member" } else { "are no members" }
            ),
            [strong(security_group), names(servers)],
        ),
        FindingName::RulesWhereAvoided { security_group } => fill(
            "{} takes rules although the plan says that new rules go elsewhere: its servers have no \
             other security group in which they take effect. Give the servers one of their own.",
            [strong(security_group)],
        ),
        FindingName::CutsConnections { security_groups } => fill(
            &format!(
                "Changing the inbound rules of {{}} cuts the inbound connections that {} servers \
                 have open. Choose a quiet time.",
                verb(security_groups, "its", "their")
            ),
            [names(security_groups)],
        ),
        FindingName::ConnectionGetsIn { connection, packets, rules, certain } => {
            gets_in(connection, packets, rules, *certain)
        }
        FindingName::ConnectionWouldGetIn { connection, packets, places, certain } => {
            would_get_in(connection, packets, places, *certain)
        }
        FindingName::ConnectionUnclear { connections } => fill(
            &format!(
                "The plan says too little to tell whether {{}} {} there: a security group is not \
                 named, or the sources contradict each other on it.",
                verb(connections, "gets", "get")
            ),
            [names(connections)],
        ),
        FindingName::ConnectionUnanswered { connection } => fill(
            "Nothing can be said of {}: an end has no address, the ends share no family, or there \
             are too many pairs of addresses. Name a subnet or a block in place of many servers.",
            [strong(connection)],
        ),
        FindingName::ConnectionNeedsRoute { connections } => fill(
            &format!(
                "{{}} {} the VPC. No rule helps without a route there and back, such as a VPC \
                 peering connection.",
                verb(connections, "leaves", "leave")
            ),
            [names(connections)],
        ),
    }
}

/// The sentences about what the rules to add would let in though it must not get in.
fn would_get_in(
    connection: &str,
    packets: &[ParcelText],
    places: &[String],
    certain: bool,
) -> Prose {
    let by = match places.is_empty() {
        true => words("the rules to add"),
        false => fill("the rules to add to {}", [names(places)]),
    };
    let may = if certain { "let" } else { "may let" };
    let packets = few(packets.iter().map(parcel).collect());
    let what = fill(
        &format!("{{}} must not get there, but {{}} {may} this in: {{}}."),
        [strong(connection), by, packets],
    );
    let then = "Before you apply them, narrow who may send, or take back what must not be.";
    sentences(vec![what, words(then)])
}

/// The sentences about what gets there though it must not.
fn gets_in(connection: &str, packets: &[ParcelText], rules: &[RuleName], certain: bool) -> Prose {
    let what = few(packets.iter().map(parcel).collect());
    let may = match certain {
        true => fill("{} must not get there, and this does: {}.", [strong(connection), what]),
        false => fill(
            "{} must not get there, and the plan does not say for certain that this does not: {}.",
            [strong(connection), what],
        ),
    };
    let by = match rules.is_empty() {
        true => words("No rule is asked on the way."),
        false => fill(
            &format!(
                "Let pass by {{}}. Narrow {}, or remove what nobody needs.",
                if rules.len() == 1 { "it" } else { "the one that is too wide" }
            ),
            [all_of(rules.iter().map(rule_of_place).collect())],
        ),
    };
    sentences(vec![may, by])
}

/// The sentences about a group to which no listener forwards.
fn without_listener(group: &str, load_balancer: Option<&str>, listeners: &[String]) -> Prose {
    let mut said = vec![match listeners.is_empty() {
        true => fill(
            "No listener forwards to {}, so nothing is sent to its servers yet. Choose the group \
             in a listener, or remove it.",
            [strong(group)],
        ),
        false => fill(
            &format!(
                "No listener forwards to {{}}, and {{}} {} to no backend server group: nothing is \
                 sent to the servers, and nothing is checked. Choose the group in the listener.",
                verb(listeners, "forwards", "forward")
            ),
            [strong(group), names(listeners)],
        ),
    }];
    said.push(match load_balancer {
        Some(load_balancer) => fill(
            "The rules that {} will need for it are recommended, as no other load balancer of the \
             VPC can be meant.",
            [strong(load_balancer)],
        ),
        None => words("No rule is worked out, as it is open which load balancer will send."),
    });
    sentences(said)
}

fn rules_do_not_protect(
    listeners: &[(String, Option<String>)],
    (access_control, health_checks_count): (bool, bool),
    denies: &[RuleName],
) -> Prose {
    let named = listeners.iter().map(|(listener, load_balancer)| match load_balancer {
        Some(load_balancer) => fill("{} of {}", [strong(listener), strong(load_balancer)]),
        None => strong(listener),
    });
    let (noun, verb, its) = match listeners.len() {
        1 => ("listener", "forwards", "its"),
        _ => ("the listeners", "forward", "their"),
    };
    let sentence = match health_checks_count {
        true => {
            format!(
                "What {noun} {{}} {verb} passes whatever security groups and network ACLs say; \
                 health checks do not."
            )
        }
        false => {
            format!(
                "What {noun} {{}} {verb} passes whatever security groups and network ACLs say. Where \
                 no other listener leads to {its} groups, health checks do as well, as this plan \
                 reads the guide."
            )
        }
    };
    let mut said = vec![fill(&sentence, [few(named.collect())])];
    if !denies.is_empty() {
        let list = all_of(denies.iter().map(rule_of_place).collect());
        let verb = if denies.len() == 1 { "does" } else { "do" };
        said.push(capital(fill(&format!("{{}} {verb} not stop it."), [list])));
    }
    said.push(words(match access_control {
        true => "Access control limits the clients, as is the way to do it.",
        false => "To limit the clients, set the access control there.",
    }));
    sentences(said)
}

fn open_by_hand(address: &str, flows: &[(FlowText, String)]) -> Prose {
    let mut said = vec![fill(
        "The plan has no server at {}, so the planner does not know the rules there.",
        [code(address)],
    )];
    if !flows.is_empty() {
        let wires = flows
            .iter()
            .map(|(flow, cidr)| {
                let wire = flow.wire.text(Language::English);
                fill("{} from {}", [code(wire), code(cidr)])
            })
            .collect();
        said.push(fill("The firewall or the rules there have to let in {}.", [all_of(wires)]));
    }
    sentences(said)
}

fn of_own_vpc(members: &[String], chosen: IpMembersOfOwnVpc) -> Prose {
    let are = fill(
        &format!(
            "{{}} {} of the load balancer's own VPC.",
            verb(members, "is an IP address", "are IP addresses"),
        ),
        [names(members)],
    );
    let them = verb(members, "it", "them");
    let replaced = verb(
        members,
        "add the server with its subnet as a member in its place",
        "add the servers with their subnets as members in their place",
    );
    let said = match chosen {
        IpMembersOfOwnVpc::Unsure => format!(
            "The sources disagree on whether requests are routed to {} at all. To servers they are: \
             {replaced}.",
            verb(members, "such a member", "such members"),
        ),
        IpMembersOfOwnVpc::Reached => format!(
            "The plan has {them} reached, for which one page asks for a VPC peering connection with \
             routes. Without one, {replaced}."
        ),
        IpMembersOfOwnVpc::NotReached => format!(
            "As the plan reads the sources, nothing is routed to {them}, whatever the rules say. To \
             servers it is: {replaced}."
        ),
    };
    sentences(vec![are, words(said)])
}

/// The sentences about rules that let everyone in.
fn over_broad(rules: &[RuleName], sources: &[String]) -> Prose {
    let named = match rules {
        [] => words("A rule"),
        some => capital(few(some.iter().map(rule_of_place).collect())),
    };
    let enough = match sources {
        [] | [_, _, _, _, ..] => words("the blocks that load balancers send from"),
        some => all_of(some.iter().map(code).collect()),
    };
    let (lets, its) = if rules.len() > 1 { ("let", "their") } else { ("lets", "its") };
    fill(
        &format!(
            "{{}} {lets} in what load balancers send, and everyone else too. {{}} as {its} source is \
             enough for load balancers."
        ),
        [named, capital(enough)],
    )
}
