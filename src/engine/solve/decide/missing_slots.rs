//! Slots that collect the needs of all paths, by the list of rules that can let them pass.

use std::cell::{Cell, OnceCell, RefCell};
use std::rc::Rc;

use rustc_hash::FxHashMap;

use crate::engine::packet::{Interval, PacketBox};
use crate::engine::report::{Leg, RulePlace};
use crate::engine::requirements::{FilterCheck, FilterRef, RequiredPackets};
use crate::plan::{Cidr, Direction, IpType, Protocol};

/// The interval of the member's ports in some packets: the destination ports of packets to the
/// member and, at a filter that sees answers, the source ports of packets from it.
pub(crate) type PortsOf = fn(&PacketBox) -> Interval<u16>;

/// The list of rules that a rule joins, and the fields that it does not share with rules beside
/// it. Ordered, so that the same plan always gives the same list of changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Key {
    pub(crate) place: RulePlace,
    pub(crate) direction: Direction,
    pub(crate) leg: Leg,
    pub(crate) ip_type: IpType,
    pub(crate) protocol: Protocol,
    /// The near end; the same for all at a security group, which does not name it.
    pub(crate) local: Option<Cidr>,
}

impl Key {
    /// Returns the list of rules that can let packets pass at a filter check, and the far end that
    /// they name; none if the plan has no such list.
    pub(crate) fn of(filter_check: &FilterCheck) -> Option<(Self, Cidr)> {
        let RequiredPackets::Packets { packets, protocol, remote, local } =
            filter_check.required_packets
        else {
            return None;
        };
        let (place, local) = match &filter_check.filter {
            // The rules of the first group are looked at first in both readings of several. Another
            // one may be chosen where no rule of any stops the packets.
            FilterRef::SecurityGroups(groups, ..) => {
                (RulePlace::SecurityGroup(*groups.first()?), None)
            }
            FilterRef::NetworkAcl(acl) => (RulePlace::NetworkAcl((*acl)?), Some(local)),
        };
        let FilterCheck { direction, leg, .. } = *filter_check;
        Some((Self { place, direction, leg, ip_type: packets.ip_type, protocol, local }, remote))
    }

    /// The list of rules alone.
    pub(crate) fn list(&self) -> (RulePlace, Direction) {
        (self.place, self.direction)
    }

    /// The key of rules that look the same, on whichever leg: those for what is sent, and those
    /// for answers.
    pub(crate) fn of_any_leg(self) -> Self {
        let legs = match self.direction {
            Direction::Inbound => [Leg::Member, Leg::BackToLoadBalancer],
            Direction::Outbound => [Leg::FromLoadBalancer, Leg::Member],
        };
        let alike = legs.into_iter().find(|it| it.is_answer(self.direction) == self.are_answers());
        Self { leg: alike.filter(|_| self.local.is_some()).unwrap_or(self.leg), ..self }
    }

    /// Returns the function that reads the near end's ports from packets. Only a network ACL looks
    /// at source ports. A rule for a ping or its answer names all messages, as the guide's row does.
    pub(crate) fn ports_of(&self) -> PortsOf {
        match self.place {
            _ if self.protocol.is_icmp() => |_| Interval::ALL,
            RulePlace::NetworkAcl(_) if self.are_answers() => {
                |packets: &PacketBox| packets.source_ports
            }
            _ => |packets| packets.ports,
        }
    }

    /// Checks whether rules of two keys match packets of the same kind in the same list.
    pub(crate) fn meets(&self, other: &Self) -> bool {
        let of = |it: &Self| (it.place, it.direction, it.ip_type, it.protocol);
        of(self) == of(other)
    }

    /// Checks whether the far end that the rule names is the destination: that of answers, and that
    /// of outbound rules of a security group.
    pub(crate) fn are_answers(&self) -> bool {
        let is_group = self.local.is_none();
        self.leg.is_answer(self.direction) || is_group && self.direction == Direction::Outbound
    }
}

/// The slots of keys and backend subnets. The paths keep theirs, so that nothing has to be looked
/// up to collect the needs of all of them.
#[derive(Default)]
pub(crate) struct MissingSlots {
    slots: RefCell<FxHashMap<(Key, Cidr), Rc<Slot>>>,
    pub(crate) number: Cell<u64>,
}

/// The slot of one key and backend subnet. `place` is its index in the [`Missing`] with a number.
pub(crate) struct Slot {
    pub(crate) key: (Key, Cidr),
    pub(crate) place: Cell<(u64, usize)>,
    /// The number of needs that were last collected here, for which room is then made at once.
    pub(crate) count: Cell<usize>,
}

/// A filter check at which a flow of a path misses something.
pub(crate) struct MissingAt {
    pub(crate) slot: Rc<Slot>,
    pub(crate) flow: usize,
    pub(crate) filter_check: usize,
}

/// The filter checks of a path at which something is missing; computed once for each judgement.
#[derive(Default)]
pub(crate) struct MissingList(pub(crate) OnceCell<Vec<MissingAt>>);

impl MissingSlots {
    pub(crate) fn of(&self, key: (Key, Cidr)) -> Rc<Slot> {
        let new = || Rc::new(Slot { key, place: Cell::default(), count: Cell::default() });
        self.slots.borrow_mut().entry(key).or_insert_with(new).clone()
    }

    /// Forgets slots that no path uses.
    pub(crate) fn forget(&self) {
        self.slots.borrow_mut().retain(|_, slot| Rc::strong_count(slot) > 1);
    }
}

#[cfg(test)]
impl MissingSlots {
    /// Counts the slots that are kept.
    pub(crate) fn count(&self) -> usize {
        self.slots.borrow().len()
    }
}
