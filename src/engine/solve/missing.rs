//! What is missing, by the list of rules that can let it pass.

use std::cell::{Cell, OnceCell, RefCell};
use std::rc::Rc;

use super::asked::Asked;
use super::gather::{Need, PortsOf};
use super::judgement::Judgement;
use crate::engine::packet::PacketBox;
use crate::engine::report::{Leg, Place};
use crate::engine::requirements::{Crossed, Crossing, Passage};
use crate::plan::quick::QuickMap;
use crate::plan::{Cidr, Direction, IpType, Protocol};

/// The list of rules that a rule joins, and the fields that it does not share with rules beside
/// it. Ordered, so that the same plan always gives the same list of changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Key {
    pub(super) place: Place,
    pub(super) direction: Direction,
    pub(super) leg: Leg,
    pub(super) ip_type: IpType,
    pub(super) protocol: Protocol,
    /// The near end; the same for all at a security group, which does not name it.
    pub(super) local: Option<Cidr>,
}

impl Key {
    /// Where the rules are that can let packets pass at a crossing, and the far end that they
    /// name; none where the plan has no such list.
    fn of(crossing: &Crossing) -> Option<(Self, Cidr)> {
        let Passage::Packets { packets, protocol, remote, local } = crossing.passage else {
            return None;
        };
        let (place, local) = match &crossing.filter {
            // The rules of the first group are looked at first in both readings of several.
            Crossed::SecurityGroups(groups, _) => (Place::SecurityGroup(*groups.first()?), None),
            Crossed::NetworkAcl(acl) => (Place::NetworkAcl((*acl)?), Some(local)),
        };
        let Crossing { direction, leg, .. } = *crossing;
        Some((Self { place, direction, leg, ip_type: packets.ip_type, protocol, local }, remote))
    }

    /// The list of rules alone.
    pub(super) fn list(&self) -> (Place, Direction) {
        (self.place, self.direction)
    }

    /// The key of rules that look the same, on whichever leg: those for what is sent, and those
    /// for answers.
    pub(super) fn of_any_leg(self) -> Self {
        let legs = match self.direction {
            Direction::Inbound => [Leg::Member, Leg::BackToLoadBalancer],
            Direction::Outbound => [Leg::FromLoadBalancer, Leg::Member],
        };
        let alike = legs.into_iter().find(|it| it.is_answer(self.direction) == self.are_answers());
        Self { leg: alike.filter(|_| self.local.is_some()).unwrap_or(self.leg), ..self }
    }

    /// What reads the near end's ports off packets. Only a network ACL looks at source ports.
    pub(super) fn ports_of(&self) -> PortsOf {
        match self.place {
            Place::NetworkAcl(_) if self.are_answers() => {
                |packets: &PacketBox| packets.source_ports
            }
            _ => |packets| packets.ports,
        }
    }

    /// Whether rules of two keys match packets of the same kind in the same list.
    pub(super) fn meets(&self, other: &Self) -> bool {
        let of = |it: &Self| (it.place, it.direction, it.ip_type, it.protocol);
        of(self) == of(other)
    }

    pub(super) fn are_answers(&self) -> bool {
        self.leg.is_answer(self.direction)
    }
}

/// Where needs of one key and backend subnet come together.
type Needs<'a> = ((Key, Cidr), Vec<Need<'a>>);

/// Everything that is missing, by key and backend subnet.
pub(super) struct Missing<'a> {
    slots: &'a Slots,
    number: u64,
    needs: Vec<Needs<'a>>,
}

/// Where a key and backend subnet have their place. The ways keep theirs, so that nothing has to
/// be looked up to put together what is missing on all of them.
#[derive(Default)]
pub(super) struct Slots {
    slots: RefCell<QuickMap<(Key, Cidr), Rc<Slot>>>,
    number: Cell<u64>,
}

/// The place of one key and backend subnet in the [`Missing`] with a number.
struct Slot {
    key: (Key, Cidr),
    place: Cell<(u64, usize)>,
    /// How many needs came together here last; there is room for so many at once.
    count: Cell<usize>,
}

/// What one flow of a way misses at one crossing.
struct Lack {
    slot: Rc<Slot>,
    flow: usize,
    crossing: usize,
}

/// What is missing on a way; worked out once for each judgement.
#[derive(Default)]
pub(super) struct Lacks(OnceCell<Vec<Lack>>);

impl Slots {
    fn of(&self, key: (Key, Cidr)) -> Rc<Slot> {
        let new = || Rc::new(Slot { key, place: Cell::default(), count: Cell::default() });
        self.slots.borrow_mut().entry(key).or_insert_with(new).clone()
    }

    /// Forgets what no way misses.
    pub(super) fn forget(&self) {
        self.slots.borrow_mut().retain(|_, slot| Rc::strong_count(slot) > 1);
    }
}

impl<'a> Missing<'a> {
    pub(super) fn new(slots: &'a Slots) -> Self {
        slots.number.set(slots.number.get().wrapping_add(1));
        Self { slots, number: slots.number.get(), needs: vec![] }
    }

    /// Takes up what some flows of a way miss.
    pub(super) fn add(
        &mut self,
        way: &Asked<'a>,
        judgement: &Judgement,
        which: impl Fn(usize) -> bool,
    ) {
        let lacks = judgement.lacks.0.get_or_init(|| {
            let at = |(flow, crossing, own): (_, _, &Crossing)| {
                Some(Lack { slot: self.slots.of(Key::of(own)?), flow, crossing })
            };
            way.missing_at(judgement).filter_map(at).collect()
        });
        for lack in lacks.iter().filter(|lack| which(lack.flow)) {
            if let Some(need) = way.need(judgement, lack.flow, lack.crossing) {
                self.put(&lack.slot, need);
            }
        }
    }

    fn put(&mut self, slot: &Slot, need: Need<'a>) {
        let (number, place) = slot.place.get();
        match self.needs.get_mut(place).filter(|_| number == self.number) {
            Some((_, needs)) => {
                needs.push(need);
                slot.count.set(needs.len());
            }
            None => {
                slot.place.set((self.number, self.needs.len()));
                let mut needs = Vec::with_capacity(slot.count.replace(1));
                needs.push(need);
                self.needs.push((slot.key, needs));
            }
        }
    }

    /// Whether nothing is missing.
    pub(super) fn is_empty(&self) -> bool {
        self.needs.is_empty()
    }

    /// What is missing, ordered by key and backend subnet.
    pub(super) fn in_order(self) -> Vec<Needs<'a>> {
        let mut needs = self.needs;
        crate::plan::put_in_order(&mut needs, |(one, _), (other, _)| one.cmp(other));
        needs
    }
}

#[cfg(test)]
impl Slots {
    /// How many are kept.
    pub(super) fn count(&self) -> usize {
        self.slots.borrow().len()
    }
}
