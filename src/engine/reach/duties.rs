//! The packets to a server of which more is known than the rules say: those that load balancers send
//! past the rules, those that have to get in, and those that must not.

use std::net::IpAddr;
use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::answer::Purposes;
use super::place::{Receiver, Sender};
use super::services::{Services, without_addresses};
use super::wish::Wish;
use crate::engine::index::Index;
use crate::engine::packet::{
    Interval, PacketBox, address_of, addresses_of, messages_of, ports_of, protocols_of,
};
use crate::engine::report::{Flow, Purpose, Report};
use crate::engine::trace::{PathEndKind, Question, TraceEnd, past_rules};
use crate::plan::{
    Cidr, ConnectionId, ConnectionKind, IpType, LoadBalancerId, MemberTarget, ServerId,
};

/// Packets to a server that are sent past the rules, required, or not to get in.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Duty {
    sender: DutySender,
    pub(super) mark: DutyMark,
    pub(super) services: Services,
}

/// The sender of such packets.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum DutySender {
    /// A load balancer at any address of a block, or at all that it has.
    LoadBalancer(LoadBalancerId, Option<Cidr>),
    /// Clients with their own addresses.
    Clients(Cidr),
    /// The end of a connection of one's own.
    Connected(Rc<Wish>),
}

/// The thing that is said of packets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum DutyMark {
    PastRules(Purposes),
    Required(Purposes),
    Wished(ConnectionId, ConnectionKind),
}

impl Duty {
    /// Checks whether a sender at an address is the one.
    pub(super) fn is_of(&self, sender: &Sender, address: u128) -> bool {
        let ip_type = sender.place.ip_type;
        let holds = |block: Cidr| block.contains(address_of(ip_type, address));
        match (&self.sender, &sender.place.kind) {
            (DutySender::Connected(wish), _) => wish.is_from(sender, address),
            (
                DutySender::LoadBalancer(id, block),
                PathEndKind::LoadBalancer { load_balancer, .. },
            ) => {
                id == load_balancer
                    && block.is_none_or(|block| block.ip_type() == ip_type && holds(block))
            }
            (DutySender::LoadBalancer(..), _) | (_, PathEndKind::LoadBalancer { .. }) => false,
            (DutySender::Clients(block), _) => block.ip_type() == ip_type && holds(*block),
        }
    }

    /// The blocks in which its senders are.
    pub(super) fn blocks(&self) -> Vec<Interval<u128>> {
        match &self.sender {
            DutySender::LoadBalancer(_, block) => block.iter().copied().map(addresses_of).collect(),
            DutySender::Clients(block) => vec![addresses_of(*block)],
            DutySender::Connected(wish) => wish.sending_blocks().collect(),
        }
    }
}

/// The duties of all servers of a plan.
#[derive(Debug, Default)]
pub(super) struct Duties {
    past_rules: FxHashMap<IpAddr, Vec<Duty>>,
    required: FxHashMap<(ServerId, IpAddr), Vec<Duty>>,
    wishes: Vec<(IpType, Rc<Wish>)>,
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
        for ip_type in IpType::BOTH {
            let own = Wish::all(index, ip_type).into_iter();
            duties.wishes.extend(own.map(|wish| (ip_type, Rc::new(wish))));
        }
        duties
    }

    /// The duties of a server that receives.
    pub(super) fn of_receiver(&self, receiver: &Receiver) -> Rc<[Duty]> {
        let (place, server) = (&receiver.place, receiver.interface.server);
        let address = address_of(place.ip_type, receiver.address);
        let past_rules = self.past_rules.get(&address).into_iter().flatten();
        let required = self.required.get(&(server, address)).into_iter().flatten();
        let wishes = self
            .wishes
            .iter()
            .filter(|(ip_type, wish)| *ip_type == place.ip_type && wish.is_to(receiver));
        let wishes = wishes.map(|(_, wish)| Duty {
            sender: DutySender::Connected(wish.clone()),
            mark: DutyMark::Wished(wish.connection, wish.kind),
            services: wish.services.clone(),
        });
        past_rules.chain(required).cloned().chain(wishes).collect()
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
