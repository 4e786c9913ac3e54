//! The courses of lines: from a listener to its group, from a group to its members, each with the
//! engine's verdict, and ending where something stops it.

use std::collections::{HashMap, HashSet};

use super::geometry::{Curve, Point, Rect};
use super::metrics;
use super::scene::Scene;
use crate::engine::report::{Filter, Flow, FlowId, Outcome, Report, Verdict};
use crate::plan::{
    BackendServerGroupId, Direction, ElementId, ListenerId, LoadBalancerId, MemberId, Plan,
    SubnetId,
};

/// The two things that a line connects.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LinkEnds {
    /// A listener forwards to a group.
    Forward {
        /// The load balancer.
        balancer: LoadBalancerId,
        /// Its listener.
        listener: ListenerId,
        /// The group.
        group: BackendServerGroupId,
    },
    /// A group has a member.
    Member {
        /// The group.
        group: BackendServerGroupId,
        /// The member.
        member: MemberId,
        /// The server or address.
        target: ElementId,
    },
}

impl LinkEnds {
    /// The cards that the line connects.
    #[must_use]
    pub fn cards(self) -> [ElementId; 2] {
        match self {
            Self::Forward { balancer, group, .. } => [balancer.into(), group.into()],
            Self::Member { group, target, .. } => [group.into(), target],
        }
    }
}

/// A line between two things.
#[derive(Debug, Clone, PartialEq)]
pub struct Link {
    /// The two things that it connects.
    pub ends: LinkEnds,
    /// The flows that run along it.
    pub flows: Vec<FlowId>,
    /// One line, or two where some of the traffic is exempt from rules and some is not.
    pub strands: Vec<Strand>,
}

/// One line of a link.
#[derive(Debug, Clone, PartialEq)]
pub struct Strand {
    /// The verdict on its flows; none where nothing flows yet.
    pub verdict: Option<Verdict>,
    /// The line, as far as the flows get.
    pub curve: Curve,
    /// The point where it is stopped, and the way that is left.
    pub stop: Option<(Stop, Curve)>,
}

/// The thing that stops a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stop {
    /// The network ACL at the edge of the subnet.
    NetworkAcl,
    /// The security groups in front of the server.
    SecurityGroup,
    /// Nobody knows yet.
    Unclear,
}

/// Runs all lines of a plan.
#[must_use]
pub fn links(plan: &Plan, report: &Report, scene: &Scene) -> Vec<Link> {
    let wires = wires(plan, report, scene).into_iter();
    wires.map(|wire| wire.link(scene)).collect()
}

/// Runs the lines that begin or end at some things.
#[must_use]
pub fn links_of(
    plan: &Plan,
    report: &Report,
    scene: &Scene,
    things: &HashSet<ElementId>,
) -> Vec<Link> {
    let wires = wires(plan, report, scene).into_iter();
    let theirs = wires.filter(|wire| wire.ends.cards().iter().any(|card| things.contains(card)));
    theirs.map(|wire| wire.link(scene)).collect()
}

fn wires<'a>(plan: &Plan, report: &'a Report, scene: &Scene) -> Vec<Wire<'a>> {
    let mut wires = vec![];
    forwards(plan, report, scene, &mut wires);
    members(plan, report, scene, &mut wires);
    spread(&mut wires);
    wires
}

/// A line before it runs.
struct Wire<'a> {
    ends: LinkEnds,
    from: Rect,
    to: Rect,
    /// Ids of the cards, to gather the lines that share a side of one.
    cards: (ElementId, ElementId),
    start_y: f64,
    end_y: f64,
    /// Tells whether the line starts at a row of its own.
    is_start_fixed: bool,
    /// The subnet of the server at its end.
    into: Option<SubnetId>,
    flows: Vec<&'a Flow>,
}

fn forwards<'a>(plan: &Plan, report: &'a Report, scene: &Scene, wires: &mut Vec<Wire<'a>>) {
    let mut by_listener: HashMap<(ListenerId, BackendServerGroupId), Vec<&Flow>> = HashMap::new();
    for flow in &report.flows {
        for listener in flow.listeners.iter() {
            by_listener.entry((*listener, flow.group)).or_default().push(flow);
        }
    }
    for balancer in &plan.load_balancers {
        let mut y = metrics::BALANCER_HEADER + metrics::LISTENER_ROW / 2.0;
        for listener in &balancer.listeners {
            let row = y;
            y += metrics::LISTENER_ROW;
            for group in listener.groups() {
                let cards = (ElementId::from(balancer.id), ElementId::from(group));
                let (Some(from), Some(to)) = (scene.rect(cards.0), scene.rect(cards.1)) else {
                    continue;
                };
                wires.push(Wire {
                    ends: LinkEnds::Forward { balancer: balancer.id, listener: listener.id, group },
                    from,
                    to,
                    cards,
                    start_y: from.y + row,
                    end_y: to.center().y,
                    is_start_fixed: true,
                    into: None,
                    flows: by_listener.remove(&(listener.id, group)).unwrap_or_default(),
                });
            }
        }
    }
}

fn members<'a>(plan: &Plan, report: &'a Report, scene: &Scene, wires: &mut Vec<Wire<'a>>) {
    let mut by_member: HashMap<MemberId, Vec<&Flow>> = HashMap::new();
    for flow in &report.flows {
        by_member.entry(flow.member).or_default().push(flow);
    }
    let subnets = plan.servers.iter().rev().map(|it| (ElementId::from(it.id), it.subnet));
    let subnets = subnets.collect::<HashMap<_, _>>();
    for (group, member) in plan.members() {
        let cards = (ElementId::from(group.id), ElementId::from(member.target));
        let (Some(from), Some(to)) = (scene.rect(cards.0), scene.rect(cards.1)) else { continue };
        wires.push(Wire {
            ends: LinkEnds::Member { group: group.id, member: member.id, target: cards.1 },
            from,
            to,
            cards,
            start_y: from.center().y,
            end_y: to.center().y,
            is_start_fixed: false,
            into: subnets.get(&cards.1).copied(),
            flows: by_member.remove(&member.id).unwrap_or_default(),
        });
    }
}

/// Tells whether a line leaves to the right.
fn runs_right(wire: &Wire<'_>) -> bool {
    wire.to.center().x >= wire.from.center().x
}

/// Lines that share a side of a card start and end side by side, in the order in which their
/// other ends stand, so that they do not cross.
fn spread(wires: &mut [Wire<'_>]) {
    let mut sides: HashMap<(ElementId, bool, bool), Vec<(f64, usize)>> = HashMap::new();
    for (index, wire) in wires.iter().enumerate() {
        let right = runs_right(wire);
        if !wire.is_start_fixed {
            let side = sides.entry((wire.cards.0, true, right)).or_default();
            side.push((wire.to.center().y, index));
        }
        sides.entry((wire.cards.1, false, right)).or_default().push((wire.start_y, index));
    }
    for ((_, starts, _), mut lines) in sides {
        crate::plan::sort_list(&mut lines, |one, other| {
            one.0.total_cmp(&other.0).then(one.1.cmp(&other.1))
        });
        let gaps = u32::try_from(lines.len().saturating_sub(1)).map_or(0.0, f64::from);
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

impl Wire<'_> {
    fn link(self, scene: &Scene) -> Link {
        let (exempt, other): (Vec<&Flow>, Vec<&Flow>) =
            self.flows.iter().partition(|flow| flow.verdict == Verdict::Exempt);
        let is_member = matches!(self.ends, LinkEnds::Member { .. });
        let worst = |flows: &[&Flow]| flows.iter().map(|flow| flow.verdict).max();
        let strands = if is_member && !exempt.is_empty() && !other.is_empty() {
            vec![
                self.strand(scene, worst(&exempt), &exempt, -6.0),
                self.strand(scene, worst(&other), &other, 6.0),
            ]
        } else {
            vec![self.strand(scene, worst(&self.flows), &self.flows, 0.0)]
        };
        Link { ends: self.ends, flows: self.flows.iter().map(|flow| flow.id).collect(), strands }
    }

    fn strand(
        &self,
        scene: &Scene,
        verdict: Option<Verdict>,
        flows: &[&Flow],
        shift: f64,
    ) -> Strand {
        let (start_x, out, end_x, into) = match runs_right(self) {
            true => (self.from.right(), 1.0, self.to.x, -1.0),
            false => (self.from.x, -1.0, self.to.right(), 1.0),
        };
        let curve = Curve::level(
            Point::new(start_x, self.start_y + shift),
            out,
            Point::new(end_x, self.end_y + shift),
            into,
        );
        if !matches!(self.ends, LinkEnds::Member { .. }) {
            return Strand { verdict, curve, stop: None };
        }
        let stop = match verdict {
            Some(Verdict::Blocked) if is_stopped_by_acl(flows) => Stop::NetworkAcl,
            Some(Verdict::Blocked) => Stop::SecurityGroup,
            Some(Verdict::Attention) => Stop::Unclear,
            _ => return Strand { verdict, curve, stop: None },
        };
        let share = share_of(scene, self.into, stop, curve);
        let (before, behind) = curve.split(share);
        Strand { verdict, curve: before, stop: Some((stop, behind)) }
    }
}

/// The part of the way that is left behind a stop: up to the edge of the subnet, or up to the card.
fn share_of(scene: &Scene, into: Option<SubnetId>, stop: Stop, curve: Curve) -> f64 {
    let near_card = || curve.first(|at| at.distance(curve.end) < 20.0).unwrap_or(0.8);
    match stop {
        Stop::SecurityGroup => near_card(),
        Stop::Unclear => 0.5,
        Stop::NetworkAcl => {
            let subnet = into.and_then(|id| scene.rect(id.into()));
            let entered = subnet.and_then(|edge| curve.first(|at| edge.contains(at)));
            entered.filter(|share| *share > 0.05).unwrap_or_else(near_card)
        }
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
