//! The packets to a server of which more is known than the rules say: those that load balancers send
//! past the rules, and those that have to get in.

use std::net::IpAddr;
use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::answer::Purposes;
use super::place::{InterfaceId, Place};
use super::services::{Services, without_addresses};
use crate::engine::index::Index;
use crate::engine::packet::{
    Interval, PacketBox, address_of, addresses_of, messages_of, ports_of, protocols_of,
};
use crate::engine::report::{Flow, Purpose, Report};
use crate::engine::trace::{PathEndKind, Question, TraceEnd, past_rules};
use crate::plan::{Cidr, IpType, LoadBalancerId, MemberTarget, ServerId};

/// Packets to a server that are sent past the rules, or required.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Duty {
    sender: DutySender,
    pub(super) mark: DutyMark,
    pub(super) services: Services,
}

/// The sender of such packets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum DutySender {
    /// A load balancer at any address of a block, or at all that it has.
    LoadBalancer(LoadBalancerId, Option<Cidr>),
    /// Clients with their own addresses.
    Clients(Cidr),
}

/// The thing that is said of packets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum DutyMark {
    PastRules(Purposes),
    Required(Purposes),
}

impl Duty {
    /// Checks whether a sender at an address is the one.
    pub(super) fn is_of(&self, sender: &Place, address: u128) -> bool {
        let holds = |block: Cidr| block.contains(address_of(sender.ip_type, address));
        let ip_type = sender.ip_type;
        match (self.sender, &sender.kind) {
            (
                DutySender::LoadBalancer(id, block),
                PathEndKind::LoadBalancer { load_balancer, .. },
            ) => {
                id == *load_balancer
                    && block.is_none_or(|block| block.ip_type() == ip_type && holds(block))
            }
            (DutySender::LoadBalancer(..), _) | (_, PathEndKind::LoadBalancer { .. }) => false,
            (DutySender::Clients(block), _) => block.ip_type() == ip_type && holds(block),
        }
    }

    /// The block in which its senders are.
    pub(super) fn block(&self) -> Option<Interval<u128>> {
        match self.sender {
            DutySender::LoadBalancer(_, block) => block.map(addresses_of),
            DutySender::Clients(block) => Some(addresses_of(block)),
        }
    }
}

/// The duties of all servers of a plan.
#[derive(Debug, Default)]
pub(super) struct Duties {
    past_rules: FxHashMap<IpAddr, Vec<Duty>>,
    required: FxHashMap<(ServerId, IpAddr), Vec<Duty>>,
}

impl Duties {
    /// The duties of a plan whose report is given.
    pub(super) fn of(index: &Index, report: &Report) -> Self {
        let mut duties = Self::default();
        for balancer in index.load_balancers() {
            for purpose in [Purpose::Traffic, Purpose::HealthCheck] {
                for (destination, packets) in past_rules(index, balancer.id, purpose) {
                    let own = packets.boxes().iter().map(without_addresses).collect::<Vec<_>>();
                    duties.past_rules.entry(destination).or_default().push(Duty {
                        sender: DutySender::LoadBalancer(balancer.id, None),
                        mark: DutyMark::PastRules(Purposes::NONE.with(purpose)),
                        services: Services::of(&own),
                    });
                }
            }
        }
        for flow in &report.flows {
            let (MemberTarget::Server(server), Some(address)) = (flow.target, flow.destination)
            else {
                continue;
            };
            let duty = Duty {
                sender: sender_of(flow),
                mark: DutyMark::Required(Purposes::NONE.with(flow.purpose)),
                services: Services::of(&packets_of(flow)),
            };
            let own = duties.required.entry((server, address)).or_default();
            if !own.contains(&duty) {
                own.push(duty);
            }
        }
        duties
    }

    /// The duties of a server at an address.
    pub(super) fn at(&self, interface: InterfaceId, ip_type: IpType, address: u128) -> Rc<[Duty]> {
        let address = address_of(ip_type, address);
        let past_rules = self.past_rules.get(&address).into_iter().flatten();
        let required = self.required.get(&(interface.server, address)).into_iter().flatten();
        past_rules.chain(required).cloned().collect()
    }
}

fn sender_of(flow: &Flow) -> DutySender {
    let question = Question::about(flow);
    match question.from {
        TraceEnd::Address(block) => DutySender::Clients(block),
        _ => DutySender::LoadBalancer(flow.load_balancer, question.from_address),
    }
}

fn packets_of(flow: &Flow) -> Vec<PacketBox> {
    let all = without_addresses(&PacketBox {
        protocol: protocols_of(flow.protocol),
        ..PacketBox::all(flow.ip_type)
    });
    match flow.ports.is_all() {
        true if flow.icmp.is_some() => vec![PacketBox { ports: messages_of(flow.icmp), ..all }],
        true => vec![all],
        false => {
            let ranges = flow.ports.ranges().iter();
            ranges.map(|range| PacketBox { ports: ports_of(*range), ..all }).collect()
        }
    }
}
