//! The lines before they run: what they connect, what flows along them, and where they would leave
//! and arrive as curves.

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use super::link::{LinkEnds, Stop};
use crate::engine::report::{Filter, Flow, Outcome, Report, Verdict};
use crate::layout::geometry::{Rect, number};
use crate::layout::metrics;
use crate::layout::scene::Scene;
use crate::plan::{
    BackendServerGroupId, Direction, ElementId, ListenerId, MemberId, Plan, sort_list,
};

/// Between two lines of a link.
pub(super) const STRAND_GAP: f64 = 12.0;

/// A line before it runs.
pub(super) struct Wire<'a> {
    pub(super) ends: LinkEnds,
    pub(super) from: Rect,
    pub(super) to: Rect,
    pub(super) start_y: f64,
    pub(super) end_y: f64,
    pub(super) flows: SmallVec<[&'a Flow; 4]>,
}

/// Flows of one verdict that are drawn as one line.
pub(super) struct Bundle<'a> {
    pub(super) verdict: Option<Verdict>,
    pub(super) stop: Option<Stop>,
    pub(super) flows: SmallVec<[&'a Flow; 4]>,
    /// From the middle of the link to the line.
    pub(super) shift: f64,
}

impl<'a> Wire<'a> {
    /// Tells whether the line leaves to the right.
    pub(super) fn runs_right(&self) -> bool {
        self.to.center().x >= self.from.center().x
    }

    /// The card where the line begins.
    pub(super) fn begins_at(&self) -> ElementId {
        let [card, _] = self.ends.cards();
        card
    }

    /// The group that it leads to or comes from.
    pub(super) fn group(&self) -> BackendServerGroupId {
        match self.ends {
            LinkEnds::Forward { group, .. } | LinkEnds::Member { group, .. } => group,
        }
    }

    /// The lines that it is drawn as: two where some of the traffic to a member is exempt from rules
    /// and some is not.
    pub(super) fn bundles(&self) -> SmallVec<[Bundle<'a>; 2]> {
        let is_member = matches!(self.ends, LinkEnds::Member { .. });
        let bundle = |flows: SmallVec<[&'a Flow; 4]>, shift| {
            let verdict = flows.iter().map(|flow| flow.verdict).max();
            let stop = if is_member { stop(verdict, &flows) } else { None };
            Bundle { verdict, stop, flows, shift }
        };
        let exempt = self.flows.iter().filter(|it| it.verdict == Verdict::Exempt).count();
        let mut bundles = SmallVec::new();
        if is_member && exempt > 0 && exempt < self.flows.len() {
            let (exempt, other) =
                self.flows.iter().copied().partition(|flow| flow.verdict == Verdict::Exempt);
            bundles.push(bundle(exempt, -STRAND_GAP / 2.0));
            bundles.push(bundle(other, STRAND_GAP / 2.0));
        } else {
            bundles.push(bundle(self.flows.clone(), 0.0));
        }
        bundles
    }
}

fn stop(verdict: Option<Verdict>, flows: &[&Flow]) -> Option<Stop> {
    match verdict? {
        Verdict::Blocked if is_stopped_by_acl(flows) => Some(Stop::NetworkAcl),
        Verdict::Blocked => Some(Stop::SecurityGroup),
        Verdict::Attention => Some(Stop::Unclear),
        Verdict::Open | Verdict::Exempt => None,
    }
}

fn is_stopped_by_acl(flows: &[&Flow]) -> bool {
    flows.iter().flat_map(|flow| flow.layers.iter()).any(|layer| {
        let stops = match &layer.outcome {
            Outcome::Filtered { parts } => parts.iter().any(|part| !part.passes),
            Outcome::NotFiltered(_) | Outcome::Unknown => false,
        };
        stops
            && layer.direction == Direction::Inbound
            && matches!(layer.filter, Filter::NetworkAcl(_))
    })
}

/// The lines from listeners to groups.
pub(super) fn forwards<'a>(plan: &Plan, report: &'a Report, scene: &Scene) -> Vec<Wire<'a>> {
    let mut by_listener: FxHashMap<(ListenerId, BackendServerGroupId), SmallVec<_>> =
        FxHashMap::default();
    for flow in &report.flows {
        for listener in flow.listeners.iter() {
            by_listener.entry((*listener, flow.group)).or_default().push(flow.as_ref());
        }
    }
    let mut wires = vec![];
    for balancer in &plan.load_balancers {
        for (at, listener) in (0_u32..).zip(&balancer.listeners) {
            let row = metrics::listener_middle(at);
            for group in listener.groups() {
                let (from, to) = (scene.rect(balancer.id.into()), scene.rect(group.into()));
                let (Some(from), Some(to)) = (from, to) else { continue };
                wires.push(Wire {
                    ends: LinkEnds::Forward { balancer: balancer.id, listener: listener.id, group },
                    from,
                    to,
                    start_y: from.y + row,
                    end_y: to.center().y,
                    flows: by_listener.remove(&(listener.id, group)).unwrap_or_default(),
                });
            }
        }
    }
    wires
}

/// The lines from groups to their members, those of one group together.
pub(super) fn members<'a>(plan: &Plan, report: &'a Report, scene: &Scene) -> Vec<Wire<'a>> {
    let count = plan.members().count();
    let mut by_member: FxHashMap<MemberId, SmallVec<_>> = FxHashMap::default();
    by_member.reserve(count);
    for flow in &report.flows {
        by_member.entry(flow.member).or_default().push(flow.as_ref());
    }
    let mut wires = Vec::with_capacity(count);
    for (group, member) in plan.members() {
        let target = ElementId::from(member.target);
        let (from, to) = (scene.rect(group.id.into()), scene.rect(target));
        let (Some(from), Some(to)) = (from, to) else { continue };
        wires.push(Wire {
            ends: LinkEnds::Member { group: group.id, member: member.id, target },
            from,
            to,
            start_y: from.center().y,
            end_y: to.center().y,
            flows: by_member.remove(&member.id).unwrap_or_default(),
        });
    }
    wires
}

/// Lines that share a side of a card start and end side by side, in the order in which their
/// other ends stand, so that they do not cross. A line to a group starts at its listener's row.
pub(super) fn spread(wires: &mut [&mut Wire<'_>]) {
    let mut sides: FxHashMap<(ElementId, bool, bool), Vec<(f64, usize)>> = FxHashMap::default();
    for (index, wire) in wires.iter().enumerate() {
        let (right, [from, to]) = (wire.runs_right(), wire.ends.cards());
        if matches!(wire.ends, LinkEnds::Member { .. }) {
            let side = sides.entry((from, true, right)).or_default();
            side.push((wire.to.center().y, index));
        }
        sides.entry((to, false, right)).or_default().push((wire.start_y, index));
    }
    for ((_, starts, _), mut lines) in sides {
        sort_list(&mut lines, |one, other| one.0.total_cmp(&other.0).then(one.1.cmp(&other.1)));
        let gaps = number(lines.len().saturating_sub(1));
        for (place, (_, index)) in (0_u32..).zip(&lines) {
            let Some(wire) = wires.get_mut(*index) else { continue };
            let card = if starts { wire.from } else { wire.to };
            let step = if gaps > 0.0 { ((card.height - 20.0) / gaps).min(19.0) } else { 0.0 };
            let y = card.center().y + (f64::from(place) - gaps / 2.0) * step;
            if starts {
                wire.start_y = y;
            } else {
                wire.end_y = y;
            }
        }
    }
}
