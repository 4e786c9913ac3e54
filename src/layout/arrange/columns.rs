//! Tidying up a small plan: load balancers on the left, groups in the middle, servers on the right.
//!
//! A subnet that holds both has its servers on the right too, with room between for the groups,
//! so that every line runs from left to right.

use std::collections::HashMap;

use super::tidied::Tidied;
use crate::edit::{Container, Edit, apply};
use crate::layout::free_position::{is_rule_card, snap, up};
use crate::layout::geometry::{Point, Size};
use crate::layout::metrics;
use crate::layout::scene::Scene;
use crate::plan::{BackendServerGroupId, ElementId, MemberTarget, Plan, ServerId, SubnetId, VpcId};

/// Between two cards, one above the other.
const CARD_GAP: f64 = 14.0;
/// Between two subnets, one above the other.
const SUBNET_GAP: f64 = 32.0;
/// On each side of the groups, for the lines to bend.
const LINE_ROOM: f64 = 64.0;
/// Between two VPCs, and above the cards of rules.
const BOARD_GAP: f64 = 48.0;
/// The number of things that stand one above the other before a second column is begun.
const MOST_IN_A_COLUMN: usize = 8;
/// The number of cards of rules in a row.
const CARDS_IN_A_ROW: usize = 5;

/// A small plan, tidied up.
pub(super) fn tidied(plan: &Plan) -> Tidied {
    let servers = plan.servers.iter().enumerate().rev().map(|(at, it)| (it.id, at)).collect();
    let mut tidy = Tidy { plan: plan.clone(), edits: vec![], servers };
    for subnet in &plan.subnets {
        tidy.subnet(subnet.id);
    }
    let mut y = 0.0;
    for vpc in &plan.vpcs {
        tidy.vpc(vpc.id);
        tidy.put(vpc.id.into(), Container::Board, Point::new(0.0, y));
        let height = Scene::of(&tidy.plan).rect(vpc.id.into()).map_or(0.0, |rect| rect.height);
        y += height + BOARD_GAP;
    }
    tidy.outside();
    tidy.rule_cards();
    Tidied { plan: tidy.plan, edits: tidy.edits }
}

/// A plan on its way to tidiness.
struct Tidy {
    plan: Plan,
    edits: Vec<Edit>,
    /// The order of the servers in the plan. Of these there are many, and to look each up would
    /// take as long as there are others.
    servers: HashMap<ServerId, usize>,
}

impl Tidy {
    fn put(&mut self, element: ElementId, container: Container, at: Point) {
        let position = snap(at, container);
        if let ElementId::Server(id) = element {
            let at = self.servers.get(&id).copied();
            let server = at.and_then(|at| self.plan.servers.get_mut(at));
            if let Some(server) = server.filter(|it| it.position != position) {
                server.position = position;
                self.edits.push(Edit::Move { element, into: None, position });
            }
            return;
        }
        if self.plan.position_of(element) == Some(position) {
            return;
        }
        let edit = Edit::Move { element, into: None, position };
        if apply(&mut self.plan, &edit).is_ok() {
            self.edits.push(edit);
        }
    }

    /// Puts things one above the other; many of them in several columns, so that they stay
    /// legible on one screen.
    fn stack(&mut self, container: Container, x: f64, things: &[(ElementId, Size)]) {
        let columns =
            (1..=things.len()).find(|columns| columns * columns * MOST_IN_A_COLUMN >= things.len());
        let in_a_column = things.len().div_ceil(columns.unwrap_or(1)).max(1);
        let mut x = x;
        for column in things.chunks(in_a_column) {
            let (mut y, mut width) = (0.0, 0.0_f64);
            for (id, size) in column {
                self.put(*id, container, Point::new(x, y));
                y = up(y + size.height + CARD_GAP);
                width = width.max(size.width);
            }
            x = up(x + width + CARD_GAP);
        }
    }

    fn subnet(&mut self, id: SubnetId) {
        let balancers = self
            .plan
            .load_balancers
            .iter()
            .filter(|it| it.subnet == id)
            .map(|it| (ElementId::from(it.id), metrics::balancer(it)))
            .collect::<Vec<_>>();
        let servers = self
            .plan
            .servers
            .iter()
            .filter(|it| it.subnet == id)
            .map(|it| (ElementId::from(it.id), metrics::SERVER))
            .collect::<Vec<_>>();
        let servers_at = if balancers.is_empty() {
            0.0
        } else {
            metrics::BALANCER_WIDTH + 2.0 * LINE_ROOM + metrics::GROUP.width
        };
        self.stack(Container::Subnet(id), 0.0, &balancers);
        self.stack(Container::Subnet(id), servers_at, &servers);
    }

    /// Puts the subnets of a VPC into a left and a right column, and the groups between.
    fn vpc(&mut self, id: VpcId) {
        let container = Container::Vpc(id);
        let has_balancer =
            |subnet: SubnetId| self.plan.load_balancers.iter().any(|it| it.subnet == subnet);
        let of_vpc = self.plan.subnets.iter().filter(|it| it.vpc == id).map(|it| it.id);
        let (left, right): (Vec<_>, Vec<_>) = of_vpc.partition(|subnet| has_balancer(*subnet));
        let holds_both =
            left.iter().any(|subnet| self.plan.servers.iter().any(|it| it.subnet == *subnet));
        let left_width = self.column(container, 0.0, &left);
        let groups = self.groups_of(id);
        // The groups stand in front of a load balancer's own subnet if servers stand in it.
        let groups_at = if holds_both {
            metrics::SUBNET_PADDING + metrics::BALANCER_WIDTH + LINE_ROOM
        } else if left.is_empty() {
            0.0
        } else {
            left_width + LINE_ROOM
        };
        let right_at = if groups.is_empty() && left.is_empty() {
            0.0
        } else if groups.is_empty() {
            left_width + LINE_ROOM
        } else {
            (groups_at + metrics::GROUP.width).max(left_width) + LINE_ROOM
        };
        let mut column = right.iter().map(|id| ElementId::from(*id)).collect::<Vec<_>>();
        column.extend(
            self.plan
                .ip_backends
                .iter()
                .filter(|it| it.vpc == Some(id))
                .map(|it| ElementId::from(it.id)),
        );
        self.stack_elements(container, up(right_at), &column);
        self.between(container, up(groups_at), &groups);
    }

    fn column(&mut self, container: Container, x: f64, subnets: &[SubnetId]) -> f64 {
        let ids = subnets.iter().map(|id| ElementId::from(*id)).collect::<Vec<_>>();
        self.stack_elements(container, x, &ids)
    }

    /// Puts things one above the other by the sizes they have now; says how wide the widest is.
    fn stack_elements(&mut self, container: Container, x: f64, ids: &[ElementId]) -> f64 {
        let scene = Scene::of(&self.plan);
        let (mut y, mut width) = (0.0, 0.0_f64);
        for id in ids {
            let Some(rect) = scene.rect(*id) else { continue };
            self.put(*id, container, Point::new(x, y));
            y = up(y + rect.height + SUBNET_GAP);
            width = width.max(rect.width);
        }
        width
    }

    fn groups_of(&self, vpc: VpcId) -> Vec<BackendServerGroupId> {
        let of_vpc = self.plan.backend_server_groups.iter().filter(|it| it.vpc == vpc);
        of_vpc.map(|it| it.id).collect()
    }

    /// Puts groups at the height of what they connect, each below the one before.
    fn between(&mut self, container: Container, x: f64, groups: &[BackendServerGroupId]) {
        let scene = Scene::of(&self.plan);
        let heights = self.heights(&scene);
        let inner = scene.inner(&self.plan, container);
        let mut wanted = groups
            .iter()
            .map(|id| (heights.get(id).map_or(f64::MAX, |y| y - inner.y), *id))
            .collect::<Vec<_>>();
        crate::plan::sort_list(&mut wanted, |one, other| one.0.total_cmp(&other.0));
        let mut free = 0.0_f64;
        for (middle, id) in wanted {
            let y = match middle < f64::MAX {
                true => free.max(middle - metrics::GROUP.height / 2.0),
                false => free,
            };
            self.put(id.into(), container, Point::new(x, y));
            free = up(y) + metrics::GROUP.height + CARD_GAP;
        }
    }

    /// The height at which each group would stand if it stood alone: that of its members, and of
    /// its listeners where it has none.
    fn heights(&self, scene: &Scene) -> HashMap<BackendServerGroupId, f64> {
        let middle = |ids: Vec<ElementId>| {
            let ys = ids.iter().filter_map(|id| scene.rect(*id)).map(|rect| rect.center().y);
            let (count, sum) = ys.fold((0_u32, 0.0), |(count, sum), y| (count + 1, sum + y));
            (count > 0).then(|| sum / f64::from(count))
        };
        let mut heights = HashMap::new();
        for group in &self.plan.backend_server_groups {
            let members = group.members.iter().map(|it| ElementId::from(it.target)).collect();
            let senders = self
                .plan
                .listeners()
                .filter(|(_, it)| it.leads_to(group.id))
                .map(|(balancer, _)| balancer.id.into())
                .collect();
            if let Some(y) = middle(members).or_else(|| middle(senders)) {
                heights.insert(group.id, y);
            }
        }
        heights
    }

    /// Addresses outside of every VPC stand to the right of all VPCs.
    fn outside(&mut self) {
        let scene = Scene::of(&self.plan);
        let vpcs = self.plan.vpcs.iter().filter_map(|it| scene.rect(it.id.into()));
        let right = vpcs.map(|rect| rect.right()).fold(0.0, f64::max);
        let x = if right > 0.0 { up(right + BOARD_GAP) } else { 0.0 };
        let outside = self
            .plan
            .ip_backends
            .iter()
            .filter(|it| it.vpc.is_none())
            .map(|it| (MemberTarget::from(it.id).into(), metrics::SERVER))
            .collect::<Vec<_>>();
        self.stack(Container::Board, x, &outside);
    }

    /// Cards of rules stand below everything else, kind by kind.
    fn rule_cards(&mut self) {
        let cards = self.plan.element_ids().filter(|id| is_rule_card(*id)).collect::<Vec<_>>();
        let scene = Scene::of(&self.plan);
        let others = scene.order().iter().filter(|id| !cards.contains(id));
        let bottom = others.filter_map(|id| scene.rect(*id)).map(|it| it.bottom()).reduce(f64::max);
        let mut y = bottom.map_or(0.0, |bottom| up(bottom + 24.0));
        for row in cards.chunks(CARDS_IN_A_ROW) {
            let mut x = 0.0;
            for id in row {
                self.put(*id, Container::Board, Point::new(x, y));
                x = up(x + metrics::RULE_CARD.width + 16.0);
            }
            y = up(y + metrics::RULE_CARD.height + 16.0);
        }
    }
}
