//! Everything that is missing, by the list of rules that can let it pass.

use super::choice::{Waiting, agree, choose};
use super::opened::Opened;
use super::taken::Taken;
use crate::engine::index::Index;
use crate::engine::report::RulePlace;
use crate::engine::requirements::FilterCheck;
use crate::engine::solve::decide::evaluated_path::EvaluatedPath;
use crate::engine::solve::decide::judgement::Judgement;
use crate::engine::solve::decide::missing_slots::{Key, MissingAt, MissingSlots, Slot};
use crate::engine::solve::decide::need::Need;
use crate::engine::solve::filters::policies::Policies;
use crate::plan::Cidr;

/// The needs of one key and backend subnet.
pub(crate) type SlotNeeds<'a> = ((Key, Cidr), Vec<Need<'a>>);

/// Everything that is missing, by key and backend subnet.
pub(crate) struct Missing<'a> {
    slots: &'a MissingSlots,
    number: u64,
    needs: Vec<SlotNeeds<'a>>,
    /// The needs that several security groups could meet.
    waiting: Vec<Waiting<'a>>,
}

impl<'a> Missing<'a> {
    pub(crate) fn new(slots: &'a MissingSlots) -> Self {
        slots.number.set(slots.number.get().wrapping_add(1));
        Self { slots, number: slots.number.get(), needs: vec![], waiting: vec![] }
    }

    /// Adds the needs of some flows of a path.
    pub(crate) fn add(
        &mut self,
        path: &EvaluatedPath<'a>,
        judgement: &Judgement,
        which: impl Fn(usize) -> bool,
    ) {
        let missing = judgement.missing.0.get_or_init(|| {
            let at = |(flow, filter_check, own): (_, _, &FilterCheck)| {
                Some(MissingAt { slot: self.slots.of(Key::of(own)?), flow, filter_check })
            };
            path.missing_at(judgement).filter_map(at).collect()
        });
        for MissingAt { slot, flow, filter_check } in missing.iter().filter(|it| which(it.flow)) {
            let Some(need) = path.need(judgement, *flow, *filter_check) else { continue };
            match Waiting::of(slot.key, need) {
                Ok(waiting) => self.waiting.push(waiting),
                Err(need) => self.put(slot, need),
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

    /// Checks whether nothing is missing.
    pub(crate) fn is_empty(&self) -> bool {
        self.needs.is_empty() && self.waiting.is_empty()
    }

    /// Puts the needs that wait where a rule for them opens least.
    fn settle(&mut self, index: &Index, policies: &mut Policies) {
        if self.waiting.is_empty() {
            return;
        }
        let settings = &index.plan.settings;
        let reading = settings.several_security_groups;
        self.waiting.iter_mut().for_each(|it| it.narrow(reading, policies));
        agree(&mut self.waiting);
        let mut taken = Taken::of(settings.rule_source);
        for (key, needs) in &self.needs {
            needs.iter().for_each(|need| taken.add_need(*key, need));
        }
        let groups = choose(&self.waiting, taken, &Opened::of(index));
        for (Waiting { key: (key, remote), need, .. }, group) in
            std::mem::take(&mut self.waiting).into_iter().zip(groups)
        {
            let place = RulePlace::SecurityGroup(group);
            let slot = self.slots.of((Key { place, ..key }, remote));
            self.put(&slot, need);
        }
        for (_, needs) in &mut self.needs {
            needs.sort_by_key(|need| need.flow);
        }
    }

    /// Returns the needs, sorted by key and backend subnet.
    pub(crate) fn sorted(mut self, index: &Index, policies: &mut Policies) -> Vec<SlotNeeds<'a>> {
        self.settle(index, policies);
        let mut needs = self.needs;
        crate::plan::sort_list(&mut needs, |(one, _), (other, _)| one.cmp(other));
        needs
    }
}
