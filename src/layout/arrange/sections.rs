//! The sections of a VPC: for each load balancer its backend server groups, and the subnets of
//! their members. Each group and each subnet belongs to the first load balancer that leads there.

use std::hash::Hash;

use rustc_hash::{FxHashMap, FxHashSet};

use super::grid::{flow, grid};
use crate::layout::free_position::up;
use crate::layout::geometry::{Point, Size, number};
use crate::layout::metrics;
use crate::plan::{
    BackendServerGroup, BackendServerGroupId, ElementId, IpBackendId, LoadBalancer, MemberTarget,
    Plan, ServerId, SubnetId, VpcId, sort_list,
};

/// Between two subnets, for the lines that run between them.
const SUBNET_GAP: f64 = 48.0;
/// From one backend server group to the next one in its column, and in its row.
const GROUP_ROW: f64 = 72.0;
const GROUP_COLUMN: f64 = 200.0;
/// Between the groups and the subnets behind them.
const BEHIND_GROUPS: f64 = 64.0;

/// The contents of a plan by what holds them.
pub(super) struct Contents<'a> {
    pub(super) balancers: FxHashMap<SubnetId, Vec<&'a LoadBalancer>>,
    /// The servers of each subnet: those with the same security groups beside each other, and
    /// among them those of the same backend server group.
    pub(super) servers: FxHashMap<SubnetId, Vec<ServerId>>,
    subnets: FxHashMap<VpcId, Vec<SubnetId>>,
    groups: FxHashMap<VpcId, Vec<&'a BackendServerGroup>>,
    backends: FxHashMap<VpcId, Vec<IpBackendId>>,
    subnet_of: FxHashMap<ServerId, SubnetId>,
}

impl<'a> Contents<'a> {
    pub(super) fn of(plan: &'a Plan) -> Self {
        let mut subnet_of = FxHashMap::default();
        for server in &plan.servers {
            subnet_of.entry(server.id).or_insert(server.subnet);
        }
        Self {
            balancers: gathered(plan.load_balancers.iter().map(|it| (it.subnet, it))),
            servers: servers(plan),
            subnets: gathered(plan.subnets.iter().map(|it| (it.vpc, it.id))),
            groups: gathered(plan.backend_server_groups.iter().map(|it| (it.vpc, it))),
            backends: gathered(plan.ip_backends.iter().filter_map(|it| Some((it.vpc?, it.id)))),
            subnet_of,
        }
    }
}

/// Things by what holds them, in their order.
fn gathered<Holder: Eq + Hash, Thing>(
    things: impl Iterator<Item = (Holder, Thing)>,
) -> FxHashMap<Holder, Vec<Thing>> {
    let mut gathered: FxHashMap<_, Vec<_>> = FxHashMap::default();
    for (holder, thing) in things {
        gathered.entry(holder).or_default().push(thing);
    }
    gathered
}

/// The place of a server's security groups among all that are worn, and of its backend server group
/// in the plan.
type Rank = (usize, usize);

fn servers(plan: &Plan) -> FxHashMap<SubnetId, Vec<ServerId>> {
    let mut group_of: FxHashMap<ServerId, usize> = FxHashMap::default();
    for (at, group) in plan.backend_server_groups.iter().enumerate() {
        for member in &group.members {
            if let MemberTarget::Server(id) = member.target {
                group_of.entry(id).or_insert(at);
            }
        }
    }
    let mut worn = FxHashMap::default();
    let mut seen = FxHashSet::default();
    let mut keyed: FxHashMap<SubnetId, Vec<(Rank, ServerId)>> = FxHashMap::default();
    for server in plan.servers.iter().filter(|it| seen.insert(it.id)) {
        let next = worn.len();
        let worn = *worn.entry(server.security_groups.as_slice()).or_insert(next);
        let group = group_of.get(&server.id).copied().unwrap_or(usize::MAX);
        keyed.entry(server.subnet).or_default().push(((worn, group), server.id));
    }
    let sorted = keyed.into_iter().map(|(subnet, mut servers)| {
        sort_list(&mut servers, |one, other| one.0.cmp(&other.0));
        (subnet, servers.into_iter().map(|it| it.1).collect())
    });
    sorted.collect()
}

/// Something that stands behind the groups of a section.
pub(super) enum Item {
    Subnet(SubnetId, Size),
    /// The addresses that are used in the VPC, as a grid.
    Backends(Vec<(IpBackendId, Point)>, Size),
}

impl Item {
    fn size(&self) -> Size {
        match self {
            Self::Subnet(_, size) | Self::Backends(_, size) => *size,
        }
    }
}

/// A load balancer with all that stands in its row.
pub(super) struct Section<'a> {
    pub(super) balancer: Option<&'a LoadBalancer>,
    groups: Vec<BackendServerGroupId>,
    items: Vec<Item>,
}

/// A section with the places of things in it.
pub(super) struct LaidSection {
    pub(super) places: Vec<(ElementId, Point)>,
    pub(super) size: Size,
}

impl Section<'_> {
    /// The area that the section covers, roughly.
    pub(super) fn area(&self) -> f64 {
        let items = self.items.iter().map(Item::size);
        let items = items.map(|it| (it.width + SUBNET_GAP) * (it.height + SUBNET_GAP)).sum::<f64>();
        items + number(self.groups.len()) * GROUP_ROW * GROUP_COLUMN
    }

    /// Puts the groups to the left and what they lead to behind them, in lines no longer than a
    /// width.
    pub(super) fn laid(&self, width: f64) -> LaidSection {
        let sizes = self.items.iter().map(Item::size).collect::<Vec<_>>();
        let widest = sizes.iter().map(|it| it.width).fold(0.0, f64::max);
        let count = self.groups.len();
        let behind = |columns: usize| match columns {
            0 => 0.0,
            _ => up(number(columns - 1) * GROUP_COLUMN + metrics::GROUP.width + BEHIND_GROUPS),
        };
        let lines =
            |columns: usize| flow(&sizes, (width - behind(columns)).max(widest), SUBNET_GAP);
        // As many columns of groups as make them as high as what is behind them.
        let mut columns = count.min(1);
        let mut laid = lines(columns);
        let is_high = |columns: usize, height: f64| {
            let block = number(count.div_ceil(columns)) * GROUP_ROW;
            let is_beside = !sizes.is_empty();
            block > height.max(4.0 * GROUP_ROW)
                && (is_beside || block > number(columns) * GROUP_COLUMN)
        };
        while columns > 0 && is_high(columns, laid.1.height) {
            columns += 1;
            laid = lines(columns);
        }
        let in_a_column = count.div_ceil(columns.max(1)).max(1);
        let mut places = vec![];
        for (at, group) in self.groups.iter().enumerate() {
            let (column, row) = (number(at / in_a_column), number(at % in_a_column));
            places.push(((*group).into(), Point::new(column * GROUP_COLUMN, row * GROUP_ROW)));
        }
        let left = behind(columns);
        for (item, place) in self.items.iter().zip(&laid.0) {
            let place = place.moved(left, 0.0);
            match item {
                Item::Subnet(id, _) => places.push(((*id).into(), place)),
                Item::Backends(backends, _) => {
                    let all = backends.iter();
                    places.extend(all.map(|(id, at)| ((*id).into(), at.moved(place.x, place.y))));
                }
            }
        }
        let block = number(in_a_column.min(count)) * GROUP_ROW;
        let size = Size { width: left + laid.1.width, height: laid.1.height.max(block) };
        LaidSection { places, size }
    }
}

/// The sections of a VPC, those of one subnet's load balancers together; at the end of the last ones
/// those without a load balancer.
pub(super) fn sections<'a>(
    contents: &Contents<'a>,
    vpc: VpcId,
    sizes: &FxHashMap<SubnetId, Size>,
) -> Vec<(Option<SubnetId>, Vec<Section<'a>>)> {
    let subnets = contents.subnets.get(&vpc).map_or(&[][..], Vec::as_slice);
    let groups = contents.groups.get(&vpc).map_or(&[][..], Vec::as_slice);
    let by_id = groups.iter().map(|it| (it.id, *it)).collect::<FxHashMap<_, _>>();
    let mut free = subnets
        .iter()
        .filter(|id| !contents.balancers.contains_key(id))
        .copied()
        .collect::<FxHashSet<_>>();
    let mut waiting = groups.iter().map(|it| it.id).collect::<FxHashSet<_>>();
    let mut items = |groups: &[BackendServerGroupId]| {
        let mut items = vec![];
        let members = groups.iter().filter_map(|id| by_id.get(id)).flat_map(|it| &it.members);
        for member in members {
            let MemberTarget::Server(server) = member.target else { continue };
            let Some(subnet) = contents.subnet_of.get(&server) else { continue };
            if free.remove(subnet) {
                items.extend(sizes.get(subnet).map(|size| Item::Subnet(*subnet, *size)));
            }
        }
        items
    };
    let mut parts = vec![];
    for subnet in subnets {
        let Some(balancers) = contents.balancers.get(subnet) else { continue };
        let of_balancers = balancers.iter().map(|balancer| {
            let led_to = balancer.listeners.iter().flat_map(|it| it.groups());
            let groups = led_to.filter(|id| waiting.remove(id)).collect::<Vec<_>>();
            Section { balancer: Some(*balancer), items: items(&groups), groups }
        });
        parts.push((Some(*subnet), of_balancers.collect::<Vec<_>>()));
    }
    let groups = groups.iter().map(|it| it.id).filter(|id| waiting.remove(id)).collect::<Vec<_>>();
    let with_groups = Section { balancer: None, items: items(&groups), groups };
    let rest = subnets.iter().filter(|id| free.remove(id));
    let mut rest =
        rest.filter_map(|id| Some(Item::Subnet(*id, *sizes.get(id)?))).collect::<Vec<_>>();
    sort_list(&mut rest, |one, other| other.size().height.total_cmp(&one.size().height));
    if let Some(backends) = contents.backends.get(&vpc) {
        let (places, size) = grid(backends.len());
        rest.push(Item::Backends(backends.iter().copied().zip(places).collect(), size));
    }
    let rest = Section { balancer: None, groups: vec![], items: rest };
    let is_filled = |it: &Section<'_>| !it.groups.is_empty() || !it.items.is_empty();
    let rest = [with_groups, rest].into_iter().filter(is_filled);
    match parts.last_mut() {
        Some((_, sections)) => sections.extend(rest),
        None => parts.push((None, rest.collect())),
    }
    parts
}
