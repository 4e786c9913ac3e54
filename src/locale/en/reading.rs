//! The questions on which the sources contradict each other, in English.

use std::borrow::Cow;

use crate::engine::report::{Follows, ReadingId};
use crate::locale::{FollowsText, Language, ReadingAnswerText, ReadingLineText, ReadingText};

pub(in crate::locale) fn question(text: &ReadingText) -> Cow<'static, str> {
    match text.0 {
        ReadingId::Layer4HealthChecks => {
            "Do rules count for the health checks of a TCP or UDP listener whose traffic is exempt?"
        }
        ReadingId::ClientAddresses => {
            "Which source does a server see behind a TCP or UDP listener with IP as a backend on?"
        }
        ReadingId::TransferredClientIp => {
            "Do rules count where a shared load balancer passes on the clients' addresses?"
        }
        ReadingId::NetworkAclState => "Do answers pass a network ACL by themselves?",
        ReadingId::SeveralSecurityGroups => {
            "How are the rules of several security groups on one network interface looked at?"
        }
        ReadingId::LoadBalancerAcl => {
            "Does the network ACL of the load balancer's own subnet count?"
        }
        ReadingId::IpMembersOfOwnVpc => {
            "Does a load balancer reach a member that is an IP address of its own VPC?"
        }
    }
    .into()
}

pub(in crate::locale) fn answer(text: &ReadingAnswerText) -> Cow<'static, str> {
    match (text.reading, text.is_second) {
        (ReadingId::Layer4HealthChecks, false) => {
            "They do: only the traffic that is forwarded is exempt."
        }
        (ReadingId::Layer4HealthChecks, true) => {
            "They do not: everything of such a listener is exempt."
        }
        (ReadingId::ClientAddresses, false) => "The load balancer's backend subnet.",
        (ReadingId::ClientAddresses, true) => {
            "The client's own address, so clients have to be let in as well."
        }
        (ReadingId::TransferredClientIp, false) => "They do not.",
        (ReadingId::TransferredClientIp, true) => "They do, and have to let the clients in.",
        (ReadingId::NetworkAclState, false) => "They do: network ACLs are stateful.",
        (ReadingId::NetworkAclState, true) => "They do not: outbound rules have to allow them.",
        (ReadingId::SeveralSecurityGroups, false) => {
            "One group after the other in their sequence, each by priority."
        }
        (ReadingId::SeveralSecurityGroups, true) => "All together as one list, by priority.",
        (ReadingId::LoadBalancerAcl, false) => {
            "It does not: only the network ACL of the servers' subnet counts."
        }
        (ReadingId::LoadBalancerAcl, true) => {
            "It does: it has to let clients in, and the load balancer out to its servers."
        }
        (ReadingId::IpMembersOfOwnVpc, false) => {
            "It does, over a VPC peering connection with routes for it."
        }
        (ReadingId::IpMembersOfOwnVpc, true) => {
            "It does not: requests cannot be routed to such an address."
        }
    }
    .into()
}

pub(in crate::locale) fn line(text: &ReadingLineText) -> Cow<'static, str> {
    let sources = text.sources.iter().map(|(title, date)| format!("{title}, {date}"));
    let sources = sources.collect::<Vec<_>>().join("; ");
    format!("{} ({sources})", text.answer.text(Language::English)).into()
}

pub(in crate::locale) fn follows(text: &FollowsText) -> Cow<'static, str> {
    let is_second = match text.0.follows {
        Follows::First => false,
        Follows::Second => true,
        Follows::Both if text.0.reading == ReadingId::IpMembersOfOwnVpc => {
            return "The answer follows both readings: the rules that such members need are asked \
                    for, and none of their flows counts as certain to pass."
                .into();
        }
        Follows::Both => {
            return "The answer follows both readings: what only one of them asks for is \
                    recommended."
                .into();
        }
    };
    let answer = answer(&ReadingAnswerText { reading: text.0.reading, is_second });
    format!("The answer follows this reading: {answer}").into()
}
