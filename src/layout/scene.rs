//! The scene: the place of everything drawn.
//!
//! A container is as large as what it holds asks for. Its size is never stored, so it cannot
//! disagree with what is in it.

use std::collections::{HashMap, HashSet};

use super::geometry::{Point, Rect, Size};
use super::metrics;
use crate::edit::Container;
use crate::plan::{ElementId, Plan, Position, SubnetId, VpcId};

/// The rectangles of everything drawn, in board units.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Scene {
    rects: HashMap<ElementId, Rect>,
    /// In the order of painting: containers before what they hold.
    order: Vec<ElementId>,
    homes: HashMap<ElementId, Container>,
}

impl Scene {
    /// Lays a plan out.
    #[must_use]
    pub fn of(plan: &Plan) -> Self {
        let mut scene = Self::default();
        let in_subnets = held_by_subnets(plan);
        let in_vpcs = held_by_vpcs(plan, &in_subnets);
        for vpc in &plan.vpcs {
            let children = in_vpcs.get(&vpc.id).map_or(&[][..], Vec::as_slice);
            let size =
                around(children, metrics::VPC_HEADER, metrics::VPC_PADDING, metrics::MIN_VPC);
            scene.add(vpc.id.into(), Rect::at(place(Point::default(), vpc.position), size));
        }
        for subnet in &plan.subnets {
            let children = in_subnets.get(&subnet.id).map_or(&[][..], Vec::as_slice);
            let corner = place(scene.inner(plan, Container::Vpc(subnet.vpc)), subnet.position);
            scene.add(subnet.id.into(), Rect::at(corner, subnet_size(plan, subnet.id, children)));
        }
        for group in &plan.backend_server_groups {
            let corner = place(scene.inner(plan, Container::Vpc(group.vpc)), group.position);
            scene.add(group.id.into(), Rect::at(corner, metrics::GROUP));
        }
        for balancer in &plan.load_balancers {
            let inner = scene.inner(plan, Container::Subnet(balancer.subnet));
            let rect = Rect::at(place(inner, balancer.position), metrics::balancer(balancer));
            scene.add(balancer.id.into(), rect);
        }
        for server in &plan.servers {
            let inner = scene.inner(plan, Container::Subnet(server.subnet));
            scene.add(server.id.into(), Rect::at(place(inner, server.position), metrics::SERVER));
        }
        for backend in &plan.ip_backends {
            let container = backend.vpc.map_or(Container::Board, Container::Vpc);
            let inner = scene.inner(plan, container);
            scene.add(backend.id.into(), Rect::at(place(inner, backend.position), metrics::SERVER));
        }
        let cards = plan
            .security_groups
            .iter()
            .map(|it| (ElementId::from(it.id), it.position))
            .chain(plan.network_acls.iter().map(|it| (it.id.into(), it.position)))
            .chain(plan.address_groups.iter().map(|it| (it.id.into(), it.position)));
        for (id, position) in cards {
            scene.add(id, Rect::at(place(Point::default(), position), metrics::RULE_CARD));
        }
        scene.homes = homes(plan);
        scene
    }

    fn add(&mut self, id: ElementId, rect: Rect) {
        // Of two things with one id the first one is drawn; that there are two is said elsewhere.
        if let std::collections::hash_map::Entry::Vacant(entry) = self.rects.entry(id) {
            entry.insert(rect);
            self.order.push(id);
        }
    }

    /// Everything drawn, in the order of painting.
    #[must_use]
    pub fn order(&self) -> &[ElementId] {
        &self.order
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
            _ => self.homes.get(&id).copied(),
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
        self.rects.values().copied().reduce(Rect::union)
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
        self.order.iter().filter(is_inside).copied().collect()
    }

    /// The corner from which positions in a container count.
    #[must_use]
    pub fn inner(&self, plan: &Plan, container: Container) -> Point {
        let (rect, header, padding) = match container {
            Container::Board => return Point::default(),
            Container::Vpc(id) => (self.rect(id.into()), metrics::VPC_HEADER, metrics::VPC_PADDING),
            Container::Subnet(id) => {
                let header = plan.subnet(id).map_or(metrics::SUBNET_HEADER, metrics::subnet_header);
                (self.rect(id.into()), header, metrics::SUBNET_PADDING)
            }
        };
        let corner = rect.map(|rect| Point::new(rect.x, rect.y)).unwrap_or_default();
        corner.moved(padding, header)
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
            self.order.iter().rev().filter_map(|id| {
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
        let mut scene = self.clone();
        for id in things {
            if let Some(rect) = scene.rects.get_mut(id) {
                *rect = rect.moved(dx, dy);
            }
        }
        scene
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

/// The container of everything that can be in more than one.
fn homes(plan: &Plan) -> HashMap<ElementId, Container> {
    let subnets = plan.subnets.iter().map(|it| (it.id.into(), Container::Vpc(it.vpc)));
    let groups = plan.backend_server_groups.iter().map(|it| (it.id.into(), Container::Vpc(it.vpc)));
    let balancers =
        plan.load_balancers.iter().map(|it| (it.id.into(), Container::Subnet(it.subnet)));
    let servers = plan.servers.iter().map(|it| (it.id.into(), Container::Subnet(it.subnet)));
    let backends = plan
        .ip_backends
        .iter()
        .map(|it| (it.id.into(), it.vpc.map_or(Container::Board, Container::Vpc)));
    let mut homes = HashMap::new();
    for (id, home) in subnets.chain(groups).chain(balancers).chain(servers).chain(backends) {
        homes.entry(id).or_insert(home);
    }
    homes
}

/// The contents of a container: places from its inner corner, and sizes.
type Children = Vec<(Position, Size)>;

fn held_by_subnets(plan: &Plan) -> HashMap<SubnetId, Children> {
    let mut held: HashMap<_, Children> = HashMap::new();
    for balancer in &plan.load_balancers {
        let size = metrics::balancer(balancer);
        held.entry(balancer.subnet).or_default().push((balancer.position, size));
    }
    for server in &plan.servers {
        held.entry(server.subnet).or_default().push((server.position, metrics::SERVER));
    }
    held
}

fn held_by_vpcs(plan: &Plan, in_subnets: &HashMap<SubnetId, Children>) -> HashMap<VpcId, Children> {
    let mut held: HashMap<_, Children> = HashMap::new();
    for subnet in &plan.subnets {
        let children = in_subnets.get(&subnet.id).map_or(&[][..], Vec::as_slice);
        let size = subnet_size(plan, subnet.id, children);
        held.entry(subnet.vpc).or_default().push((subnet.position, size));
    }
    for group in &plan.backend_server_groups {
        held.entry(group.vpc).or_default().push((group.position, metrics::GROUP));
    }
    for backend in &plan.ip_backends {
        if let Some(vpc) = backend.vpc {
            held.entry(vpc).or_default().push((backend.position, metrics::SERVER));
        }
    }
    held
}

fn subnet_size(plan: &Plan, id: SubnetId, children: &[(Position, Size)]) -> Size {
    let header = plan.subnet(id).map_or(metrics::SUBNET_HEADER, metrics::subnet_header);
    around(children, header, metrics::SUBNET_PADDING, metrics::MIN_SUBNET)
}

fn around(children: &[(Position, Size)], header: f64, padding: f64, least: Size) -> Size {
    let mut size = least;
    for (position, child) in children {
        let right = padding + f64::from(position.x) + child.width + padding;
        let bottom = header + f64::from(position.y) + child.height + padding;
        size = Size { width: size.width.max(right), height: size.height.max(bottom) };
    }
    size
}
