//! The courses of lines: from a listener to its group, from a group to its members, each with the
//! engine's verdict, and ending where something stops it.
//!
//! Where a card has few lines and free sight of what they lead to, they are curves. Else they run in
//! the lanes between cards: those of a group to members in one container as one trunk with a branch
//! to each member.

mod course;
mod curves;
mod lanes;
mod link;
mod route;
mod sight;
#[cfg(test)]
mod tests;
mod trunks;
mod wire;

use std::cell::OnceCell;
use std::collections::HashSet;
use std::rc::Rc;

use rustc_hash::{FxHashMap, FxHashSet};
use smallvec::SmallVec;

pub use course::Course;
pub use link::{Link, LinkEnds, Stop, Strand, Trunk, TrunkStrand};

use self::lanes::Lanes;
use self::sight::Sight;
use self::trunks::{Grove, share_of};
use self::wire::Wire;
use super::scene::Scene;
use crate::engine::report::Report;
use crate::plan::{BackendServerGroupId, ElementId, Plan, set_of};

/// The most lines of a card that are curves.
const MOST_CURVES: usize = 8;

/// All lines of a plan.
#[derive(Debug, Clone, Default)]
pub struct Lines {
    /// The lines between two things each.
    pub links: Vec<Rc<Link>>,
    /// The common parts of lines from a group to its members.
    pub trunks: Vec<Rc<Trunk>>,
    /// The places of each card's links, gathered when they are first asked for.
    by_card: OnceCell<FxHashMap<ElementId, SmallVec<[usize; 2]>>>,
}

impl Lines {
    /// Runs all lines of a plan.
    #[must_use]
    pub fn of(plan: &Plan, report: &Report, scene: &Scene) -> Self {
        let run = Run::of(plan, scene);
        let mut lines = Self::default();
        run.forwards(plan, report, &mut lines);
        run.members(plan, report, &mut lines);
        lines
    }

    /// The links that begin or end at some things, as curves to where these are now: while things
    /// are dragged, their lines run straight through whatever is between.
    #[must_use]
    pub fn dragged(&self, scene: &Scene, things: &HashSet<ElementId>) -> Vec<Link> {
        let by_card = self.by_card.get_or_init(|| self.by_card());
        let theirs = set_of(things.iter().filter_map(|id| by_card.get(id)).flatten().copied());
        let theirs = theirs.into_iter().filter_map(|at| self.links.get(at));
        theirs.filter_map(|link| curves::direct(link, scene)).collect()
    }

    fn by_card(&self) -> FxHashMap<ElementId, SmallVec<[usize; 2]>> {
        let mut by_card: FxHashMap<_, SmallVec<[usize; 2]>> = FxHashMap::default();
        for (at, link) in self.links.iter().enumerate() {
            for card in link.ends.cards() {
                by_card.entry(card).or_default().push(at);
            }
        }
        by_card
    }
}

impl Link {
    /// Tells whether the link begins or ends at one of some things.
    #[must_use]
    pub fn is_at(&self, things: &HashSet<ElementId>) -> bool {
        self.ends.cards().iter().any(|card| things.contains(card))
    }
}

/// The work on the lines of a plan. Lanes and sight are looked at where a line asks for them.
struct Run<'a> {
    scene: &'a Scene,
    lanes: OnceCell<Lanes>,
    sight: OnceCell<Sight>,
    /// The place of each group in the plan.
    places: FxHashMap<BackendServerGroupId, usize>,
}

impl<'a> Run<'a> {
    fn of(plan: &Plan, scene: &'a Scene) -> Self {
        let groups = plan.backend_server_groups.iter().enumerate();
        let places = groups.map(|(at, it)| (it.id, at)).collect();
        Self { scene, lanes: OnceCell::new(), sight: OnceCell::new(), places }
    }

    fn lanes(&self) -> &Lanes {
        self.lanes.get_or_init(|| Lanes::of(self.scene))
    }

    fn share(&self, group: BackendServerGroupId) -> f64 {
        share_of(self.places.get(&group).copied().unwrap_or_default())
    }

    /// Gathers wires by the card where they begin, and spreads those of cards with few of them. Gives
    /// the cards whose wires can be curves.
    fn curved(&self, wires: &mut [Wire<'_>]) -> FxHashSet<ElementId> {
        let mut counts: FxHashMap<ElementId, usize> = FxHashMap::default();
        for wire in wires.iter() {
            let count = counts.entry(wire.begins_at()).or_default();
            *count = count.saturating_add(1);
        }
        counts.retain(|_, count| *count <= MOST_CURVES);
        let mut curved = counts.into_keys().collect::<FxHashSet<_>>();
        let few = wires.iter_mut().filter(|it| curved.contains(&it.begins_at()));
        let mut few = few.collect::<Vec<_>>();
        wire::spread(&mut few);
        for wire in few {
            let card = wire.begins_at();
            if !curved.contains(&card) {
                continue;
            }
            let sight = self.sight.get_or_init(|| Sight::of(self.scene));
            if !sight.is_free(curves::curve_of(wire), wire.ends.cards()) {
                curved.remove(&card);
            }
        }
        curved
    }

    fn forwards(&self, plan: &Plan, report: &Report, lines: &mut Lines) {
        let mut wires = wire::forwards(plan, report, self.scene);
        let curved = self.curved(&mut wires);
        for wire in &wires {
            let routed = match curved.contains(&wire.begins_at()) {
                true => None,
                false => trunks::forward(wire, self.lanes(), self.share(wire.group())),
            };
            lines.links.push(Rc::new(routed.unwrap_or_else(|| curves::link(wire, self.scene))));
        }
    }

    fn members(&self, plan: &Plan, report: &Report, lines: &mut Lines) {
        let mut wires = wire::members(plan, report, self.scene);
        let curved = self.curved(&mut wires);
        let mut grove: Option<Grove<'_>> = None;
        for wire in &wires {
            let group = wire.group();
            if curved.contains(&wire.begins_at()) {
                lines.links.push(Rc::new(curves::link(wire, self.scene)));
                continue;
            }
            if grove.as_ref().is_none_or(|it| it.group() != group) {
                let of_group =
                    Grove::new(self.lanes(), self.scene, group, wire.from, self.share(group));
                lines.grown(grove.replace(of_group));
            }
            let branch = grove.as_mut().and_then(|it| it.branch(wire));
            let link = branch.unwrap_or_else(|| curves::link(wire, self.scene));
            lines.links.push(Rc::new(link));
        }
        lines.grown(grove);
    }
}

impl Lines {
    fn grown(&mut self, grove: Option<Grove<'_>>) {
        let trunks = grove.into_iter().flat_map(Grove::trunks);
        self.trunks.extend(trunks.map(Rc::new));
    }
}
