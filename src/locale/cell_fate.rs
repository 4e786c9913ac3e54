//! The packets of a cell of the answer who reaches what, in words.

use crate::engine::reach::{Access, Label, Purposes, Traffic, merged};
use crate::engine::report::IcmpRange;
use crate::engine::trace::ProtocolRange;
use crate::plan::Ports;

/// Protocol and ports of some packets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServiceText {
    pub(super) protocol: ProtocolRange,
    /// The ICMP messages; all where there are none.
    pub(super) icmp: Vec<IcmpRange>,
    pub(super) ports: Ports,
    pub(super) source_ports: Ports,
}

impl ServiceText {
    /// Protocol and ports of some traffic.
    #[must_use]
    pub fn of(traffic: &Traffic) -> Self {
        Self {
            protocol: traffic.protocol,
            icmp: traffic.icmp.clone(),
            ports: traffic.ports.clone(),
            source_ports: traffic.source_ports.clone(),
        }
    }
}

/// Packets of one fate in a cell, in a few words; no words where they just get in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellFate {
    /// Protocols and ports.
    pub services: Vec<ServiceText>,
    /// The part of them that is required; nothing where none is, or all are.
    pub(super) required_part: Vec<ServiceText>,
    /// The part of them that must get in over a connection of one's own; nothing where none must, or
    /// all must.
    pub(super) wished_part: Vec<ServiceText>,
    /// Their fate, with the purposes for which some of them are required, and the connections that some
    /// are of.
    pub(super) label: Label,
}

impl CellFate {
    /// A cell, fate by fate. Packets that get in alike are together, whether required or not, unless
    /// they can be told apart line by line; those that must not get in are apart.
    #[must_use]
    pub fn all(traffic: &[Traffic]) -> Vec<Self> {
        let fate = |it: &Traffic| {
            let label = it.label();
            (it.access, it.past_rules, label.lacks_required(), label.breaks_a_wish())
        };
        let mut fates: Vec<Vec<&Traffic>> = vec![];
        for traffic in traffic {
            let same = |list: &&mut Vec<&Traffic>| {
                list.first().is_some_and(|it| fate(it) == fate(traffic))
            };
            match fates.iter_mut().find(same) {
                Some(list) => list.push(traffic),
                None => fates.push(vec![traffic]),
            }
        }
        let fates = fates.iter().flat_map(|list| apart(list));
        fates.filter_map(|list| Self::of(&list)).collect()
    }

    fn of(list: &[&Traffic]) -> Option<Self> {
        let services = |list: &[&Traffic]| merged(list).iter().map(ServiceText::of).collect();
        let part = |is_meant: &dyn Fn(&Traffic) -> bool| {
            let meant = list.iter().copied().filter(|it| is_meant(it)).collect::<Vec<_>>();
            if meant.len() < list.len() { services(&meant) } else { vec![] }
        };
        let label = list.iter().map(|it| it.label()).reduce(|one, other| Label {
            required: one.required.and(other.required),
            wishes: one.wishes.and(&other.wishes),
            ..one
        })?;
        Some(Self {
            services: services(list),
            required_part: part(&|it| it.required != Purposes::NONE),
            wished_part: part(&|it| it.wishes.must_reach()),
            label,
        })
    }

    /// Checks whether somebody should look: something that is required does not get in.
    #[must_use]
    pub fn is_trouble(&self) -> bool {
        self.label.lacks_required()
    }

    /// Checks whether the packets must not get in, and do or may all the same.
    #[must_use]
    pub fn is_unwanted(&self) -> bool {
        self.label.breaks_a_wish()
    }

    /// Checks whether all of the packets have to get in for somebody, and do beyond doubt.
    #[must_use]
    pub fn is_fulfilled(&self) -> bool {
        let is_required = self.label.required != Purposes::NONE && self.required_part.is_empty();
        let is_wished = self.label.wishes.must_reach() && self.wished_part.is_empty();
        let is_doubtful =
            matches!(self.label.access, Access::WithoutReplies | Access::RepliesIfStateful);
        let is_in = self.label.gets_in() && !is_doubtful;
        (is_required || is_wished) && is_in && !self.is_trouble() && !self.is_unwanted()
    }

    /// Checks whether it is not known if the packets get in.
    #[must_use]
    pub fn is_unclear(&self) -> bool {
        matches!(self.label.access, Access::ReadingsDiffer | Access::Unknown)
    }
}

/// Packets that get in alike, those that have to in a list of their own where nothing is torn apart by
/// that: each line of protocol and ports is all required, or not at all.
fn apart<'t>(list: &[&'t Traffic]) -> Vec<Vec<&'t Traffic>> {
    let is_required = |it: &&Traffic| it.required != Purposes::NONE || it.wishes.must_reach();
    let (own, rest): (Vec<&Traffic>, Vec<&Traffic>) = list.iter().copied().partition(is_required);
    let services = |list: &[&Traffic]| merged(list).iter().map(ServiceText::of).collect::<Vec<_>>();
    let all = services(list);
    match !own.is_empty() && !rest.is_empty() && services(&own).iter().all(|it| all.contains(it)) {
        true => vec![own, rest],
        false => vec![list.to_vec()],
    }
}

area!(reach::service, ServiceText);
area!(reach::fate, CellFate);
