//! The scene: the place of everything drawn.

use std::cell::OnceCell;
use std::collections::HashSet;
use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::container_sizes::ContainerSizes;
use super::geometry::{Point, Rect};
use super::metrics;
use crate::edit::Container;
use crate::plan::{ElementId, Plan, Position, Subnet, SubnetId, VpcId};

/// The rectangles of everything drawn, in board units.
#[derive(Debug, Clone, Default)]
pub struct Scene {
    rects: FxHashMap<ElementId, Rect>,
    /// Worked out when it is first asked for.
    bounds: OnceCell<Option<Rect>>,
    /// Shared by the scenes of a drag, of which each move of the pointer makes one.
    still: Rc<Still>,
}

/// The part of a scene that stays as it is wherever things are drawn.
#[derive(Debug, PartialEq, Default)]
struct Still {
    /// In the order of painting, which is also that of the keyboard: containers before what they
    /// hold, then cards in the order in which traffic passes them.
    order: Vec<ElementId>,
    homes: FxHashMap<ElementId, Container>,
}

impl PartialEq for Scene {
    /// Leaves out the rectangle around everything, which follows from the others and may not be
    /// worked out yet.
    fn eq(&self, other: &Self) -> bool {
        self.rects == other.rects && self.still == other.still
    }
}

/// Rectangles in the order of painting.
#[derive(Default)]
struct Painted {
    rects: FxHashMap<ElementId, Rect>,
    order: Vec<ElementId>,
}

impl Painted {
    fn add(&mut self, id: ElementId, rect: Rect) {
        // Of two things with one id the first one is drawn; that there are two is said elsewhere.
        if let std::collections::hash_map::Entry::Vacant(entry) = self.rects.entry(id) {
            entry.insert(rect);
            self.order.push(id);
        }
    }
}

impl Scene {
    /// Lays a plan out.
    #[must_use]
    pub fn of(plan: &Plan) -> Self {
        let sizes = ContainerSizes::of(plan);
        let mut painted = Painted::default();
        let mut in_vpcs = FxHashMap::default();
        for vpc in &plan.vpcs {
            let corner = place(Point::default(), vpc.position);
            let rect = Rect::at(corner, sizes.vpc(vpc.id));
            painted.add(vpc.id.into(), rect);
            in_vpcs.entry(vpc.id).or_insert_with(|| vpc_inner(Some(rect)));
        }
        let nowhere = vpc_inner(None);
        let in_vpc = |id: VpcId| in_vpcs.get(&id).copied().unwrap_or(nowhere);
        let mut in_subnets = FxHashMap::default();
        for subnet in &plan.subnets {
            let corner = place(in_vpc(subnet.vpc), subnet.position);
            let rect = Rect::at(corner, sizes.subnet(subnet));
            painted.add(subnet.id.into(), rect);
            let inner = || subnet_inner(Some(rect), Some(subnet));
            in_subnets.entry(subnet.id).or_insert_with(inner);
        }
        let nowhere = subnet_inner(None, None);
        let in_subnet = |id: SubnetId| in_subnets.get(&id).copied().unwrap_or(nowhere);
        for balancer in &plan.load_balancers {
            let corner = place(in_subnet(balancer.subnet), balancer.position);
            painted.add(balancer.id.into(), Rect::at(corner, metrics::balancer(balancer)));
        }
        for group in &plan.backend_server_groups {
            let corner = place(in_vpc(group.vpc), group.position);
            painted.add(group.id.into(), Rect::at(corner, metrics::GROUP));
        }
        for server in &plan.servers {
            let corner = place(in_subnet(server.subnet), server.position);
            painted.add(server.id.into(), Rect::at(corner, metrics::SERVER));
        }
        for backend in &plan.ip_backends {
            let corner = place(backend.vpc.map(in_vpc).unwrap_or_default(), backend.position);
            painted.add(backend.id.into(), Rect::at(corner, metrics::SERVER));
        }
        let cards = plan
            .security_groups
            .iter()
            .map(|it| (ElementId::from(it.id), it.position))
            .chain(plan.network_acls.iter().map(|it| (it.id.into(), it.position)))
            .chain(plan.address_groups.iter().map(|it| (it.id.into(), it.position)));
        for (id, position) in cards {
            painted.add(id, Rect::at(place(Point::default(), position), metrics::RULE_CARD));
        }
        let Painted { rects, order } = painted;
        let still = Rc::new(Still { order, homes: homes(plan) });
        Self { rects, bounds: OnceCell::new(), still }
    }

    /// Everything drawn, in the order of painting.
    #[must_use]
    pub fn order(&self) -> &[ElementId] {
        &self.still.order
    }

    /// The rectangle of a thing.
    #[must_use]
    pub fn rect(&self, id: ElementId) -> Option<Rect> {
        self.rects.get(&id).copied()
    }

    /// The container of a thing.
    #[must_use]
    pub fn home(&self, id: ElementId) -> Option<Container> {
        match id {
            ElementId::Vpc(_)
            | ElementId::SecurityGroup(_)
            | ElementId::NetworkAcl(_)
            | ElementId::AddressGroup(_) => Some(Container::Board),
            _ => self.still.homes.get(&id).copied(),
        }
    }

    /// The containers around a thing, from within.
    pub fn holders(&self, id: ElementId) -> impl Iterator<Item = ElementId> + '_ {
        let holder = |id: &ElementId| match self.home(*id)? {
            Container::Vpc(id) => Some(ElementId::Vpc(id)),
            Container::Subnet(id) => Some(ElementId::Subnet(id)),
            Container::Board => None,
        };
        std::iter::successors(holder(&id), holder)
    }

    /// The rectangle around everything.
    #[must_use]
    pub fn bounds(&self) -> Option<Rect> {
        *self.bounds.get_or_init(|| self.rects.values().copied().reduce(Rect::union))
    }

    /// Everything whose middle lies within a rectangle and that is not a container around it.
    #[must_use]
    pub fn within(&self, area: Rect) -> Vec<ElementId> {
        let is_inside = |id: &&ElementId| {
            self.rect(**id).is_some_and(|rect| {
                area.contains(Point::new(rect.x, rect.y))
                    && area.contains(Point::new(rect.right(), rect.bottom()))
            })
        };
        self.order().iter().filter(is_inside).copied().collect()
    }

    /// The corner from which positions in a container count.
    #[must_use]
    pub fn inner(&self, plan: &Plan, container: Container) -> Point {
        match container {
            Container::Board => Point::default(),
            Container::Vpc(id) => vpc_inner(self.rect(id.into())),
            Container::Subnet(id) => subnet_inner(self.rect(id.into()), plan.subnet(id)),
        }
    }

    /// The innermost container at a place that passes a test; the board is everywhere. Where
    /// none is at the place itself, the nearest one within reach: containers grow with what they
    /// hold, so beside one is as good as in it.
    #[must_use]
    pub fn container_at(
        &self,
        point: Point,
        fits: impl Fn(Container) -> bool,
    ) -> Option<Container> {
        let containers = || {
            self.containers().iter().rev().filter_map(|id| {
                let (container, reach) = match *id {
                    ElementId::Subnet(id) => (Container::Subnet(id), metrics::SUBNET_REACH),
                    ElementId::Vpc(id) => (Container::Vpc(id), metrics::VPC_REACH),
                    _ => return None,
                };
                let distance = self.rect(*id)?.distance(point);
                (distance <= reach && fits(container)).then_some((container, distance))
            })
        };
        let here = containers().find(|(_, distance)| *distance == 0.0).map(|it| it.0);
        let board = || fits(Container::Board).then_some(Container::Board);
        let near = || containers().min_by(|one, other| one.1.total_cmp(&other.1)).map(|it| it.0);
        here.or_else(board).or_else(near)
    }

    /// The VPCs and subnets, which come first in the order.
    fn containers(&self) -> &[ElementId] {
        self.order().get(..self.cards_from()).unwrap_or_default()
    }

    /// All that is no container, in the order of painting.
    pub(super) fn cards(&self) -> &[ElementId] {
        self.order().get(self.cards_from()..).unwrap_or_default()
    }

    fn cards_from(&self) -> usize {
        let is_container = |id: &ElementId| matches!(id, ElementId::Vpc(_) | ElementId::Subnet(_));
        self.order().partition_point(is_container)
    }

    /// Some things with all that they hold: what moves when they are moved.
    #[must_use]
    pub fn with_contents(&self, ids: &[ElementId]) -> HashSet<ElementId> {
        if ids.is_empty() {
            return HashSet::new();
        }
        let ids = ids.iter().copied().collect::<HashSet<_>>();
        let moves =
            |id: &ElementId| ids.contains(id) || self.holders(*id).any(|it| ids.contains(&it));
        self.rects.keys().copied().filter(moves).collect()
    }

    /// The scene with some things drawn elsewhere; everything else stays as it is, so that a
    /// container does not follow what is being dragged out of it.
    #[must_use]
    pub fn with_moved(&self, things: &HashSet<ElementId>, dx: f64, dy: f64) -> Self {
        let mut rects = self.rects.clone();
        for id in things {
            if let Some(rect) = rects.get_mut(id) {
                *rect = rect.moved(dx, dy);
            }
        }
        Self { rects, bounds: OnceCell::new(), still: Rc::clone(&self.still) }
    }
}

/// The container of a drawn thing.
#[must_use]
pub fn container_of(plan: &Plan, id: ElementId) -> Option<Container> {
    match id {
        ElementId::Subnet(id) => Some(Container::Vpc(plan.subnet(id)?.vpc)),
        ElementId::BackendServerGroup(id) => {
            Some(Container::Vpc(plan.backend_server_group(id)?.vpc))
        }
        ElementId::LoadBalancer(id) => Some(Container::Subnet(plan.load_balancer(id)?.subnet)),
        ElementId::Server(id) => Some(Container::Subnet(plan.server(id)?.subnet)),
        ElementId::IpBackend(id) => {
            Some(plan.ip_backend(id)?.vpc.map_or(Container::Board, Container::Vpc))
        }
        ElementId::Vpc(_)
        | ElementId::SecurityGroup(_)
        | ElementId::NetworkAcl(_)
        | ElementId::AddressGroup(_) => Some(Container::Board),
    }
}

fn place(origin: Point, position: Position) -> Point {
    origin.moved(f64::from(position.x), f64::from(position.y))
}

/// The corner in a VPC, drawn at a rectangle, from which positions in it count.
fn vpc_inner(rect: Option<Rect>) -> Point {
    corner(rect).moved(metrics::VPC_PADDING, metrics::VPC_HEADER)
}

/// The corner in a subnet, drawn at a rectangle, from which positions in it count.
fn subnet_inner(rect: Option<Rect>, subnet: Option<&Subnet>) -> Point {
    let header = subnet.map_or(metrics::SUBNET_HEADER, metrics::subnet_header);
    corner(rect).moved(metrics::SUBNET_PADDING, header)
}

fn corner(rect: Option<Rect>) -> Point {
    rect.map(|rect| Point::new(rect.x, rect.y)).unwrap_or_default()
}

/// The container of everything that can be in more than one.
fn homes(plan: &Plan) -> FxHashMap<ElementId, Container> {
    let subnets = plan.subnets.iter().map(|it| (it.id.into(), Container::Vpc(it.vpc)));
    let groups = plan.backend_server_groups.iter().map(|it| (it.id.into(), Container::Vpc(it.vpc)));
    let balancers =
        plan.load_balancers.iter().map(|it| (it.id.into(), Container::Subnet(it.subnet)));
    let servers = plan.servers.iter().map(|it| (it.id.into(), Container::Subnet(it.subnet)));
    let backends = plan
        .ip_backends
        .iter()
        .map(|it| (it.id.into(), it.vpc.map_or(Container::Board, Container::Vpc)));
    let mut homes = FxHashMap::default();
    for (id, home) in subnets.chain(groups).chain(balancers).chain(servers).chain(backends) {
        homes.entry(id).or_insert(home);
    }
    homes
}
