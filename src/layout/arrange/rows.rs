//! Tidying up a large plan: a row for each load balancer, with its backend server groups and the
//! subnets of their members; the load balancers' own subnet on the left of all rows. The whole is
//! about as wide as high.

use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::grid::{flow, grid, oddness, widths};
use super::sections::{Contents, Section, sections};
use super::tidied::Tidied;
use crate::edit::{Container, Edit};
use crate::layout::free_position::{is_rule_card, snap, up};
use crate::layout::geometry::{Point, Size, number};
use crate::layout::{container_sizes, metrics};
use crate::plan::{ElementId, LoadBalancer, Plan, Position, SubnetId, Vpc, VpcId};

/// Between two sections in a row, and between two rows, which is more than between two subnets.
const SECTION_GAP: f64 = 64.0;
/// The height of a section as a multiple of that of the row in which it still goes on.
const HIGHER: f64 = 1.25;
/// Between a load balancer and the one beneath it.
const BALANCER_GAP: f64 = 24.0;
/// On the right of load balancers, for the lines to their groups.
const LINE_ROOM: f64 = 72.0;
/// From one column of load balancers to the next one.
const BALANCER_COLUMN: f64 = metrics::BALANCER_WIDTH + LINE_ROOM;
/// Above everything in a VPC.
const VPC_TOP: f64 = 24.0;
/// Between two VPCs.
const BOARD_GAP: f64 = 64.0;
/// Above the cards of rules, and between two of them.
const ABOVE_CARDS: f64 = 48.0;
const CARD_GAP: f64 = 16.0;
/// The width of the whole as a multiple of its height.
const SHAPE: f64 = 1.4;
/// The widths of a VPC, to try, as multiples of its height.
const WIDE_TO_NARROW: [f64; 3] = [SHAPE, 1.0, 0.7];
/// The least number of cards of rules in a row.
const LEAST_CARDS_IN_A_ROW: usize = 5;

/// A large plan, tidied up.
pub(super) fn tidied(plan: &Plan) -> Tidied {
    let mut places = Places::default();
    board(plan, &mut places);
    places.applied(plan)
}

/// The places that things get.
#[derive(Default)]
struct Places(FxHashMap<ElementId, Position>);

impl Places {
    fn put(&mut self, id: ElementId, container: Container, at: Point) {
        self.0.insert(id, snap(at, container));
    }

    fn applied(mut self, plan: &Plan) -> Tidied {
        let mut plan = plan.clone();
        let mut edits = vec![];
        for (element, own) in plan.positions_mut() {
            // Of two things with one id the first one is drawn, and moves.
            if let Some(position) = self.0.remove(&element).filter(|it| it != own) {
                *own = position;
                edits.push(Edit::Move { element, into: None, position });
            }
        }
        Tidied { plan, edits }
    }
}

/// Puts VPCs and the addresses outside of them in lines, and cards of rules below.
fn board(plan: &Plan, places: &mut Places) {
    let contents = Contents::of(plan);
    let sizes = subnets(plan, &contents, places);
    let outside = plan.ip_backends.iter().filter(|it| it.vpc.is_none()).map(|it| it.id);
    let outside = outside.collect::<Vec<_>>();
    let (outside_places, outside_size) = grid(outside.len());
    let cards = plan.element_ids().filter(|id| is_rule_card(*id)).collect::<Vec<_>>();
    let tried = plan.vpcs.iter().map(|vpc| VpcRows::of(plan, &contents, vpc, &sizes).tried());
    let tried = tried.collect::<Vec<_>>();
    let mut best: Option<Board> = None;
    // One VPC is as wide as the whole. Several may have to be narrower each.
    let shapes = if tried.len() > 1 { WIDE_TO_NARROW.len() } else { 1 };
    for shape in WIDE_TO_NARROW.into_iter().take(shapes) {
        let vpcs = tried.iter().map(|it| best_of(it, shape)).collect::<Vec<_>>();
        let mut boxes = vpcs.iter().map(|it| it.1).collect::<Vec<_>>();
        boxes.extend((!outside.is_empty()).then_some(outside_size));
        let area = boxes.iter().map(|it| it.width * it.height).sum::<f64>();
        for width in widths(area) {
            let (corners, whole) = flow(&boxes, width, BOARD_GAP);
            let rows_of_cards = number(cards.len().div_ceil(cards_in_a_row(whole.width)));
            let below = ABOVE_CARDS + rows_of_cards * (metrics::RULE_CARD.height + CARD_GAP);
            let oddness = oddness(Size { height: whole.height + below, ..whole }, SHAPE);
            if best.as_ref().is_none_or(|best| oddness < best.oddness) {
                best = Some(Board { vpcs: vpcs.clone(), corners, whole, oddness });
            }
        }
    }
    let Some(Board { vpcs, corners, whole, .. }) = best else { return };
    let mut corners = corners.into_iter();
    for ((vpc, (placed, _)), corner) in plan.vpcs.iter().zip(vpcs).zip(corners.by_ref()) {
        places.put(vpc.id.into(), Container::Board, corner);
        for (id, container, at) in placed.iter() {
            places.put(*id, *container, *at);
        }
    }
    let corner = corners.next().unwrap_or_default();
    for (id, place) in outside.into_iter().zip(outside_places) {
        places.put(id.into(), Container::Board, place.moved(corner.x, corner.y));
    }
    let columns = cards_in_a_row(whole.width);
    let top = if whole.height > 0.0 { up(whole.height + ABOVE_CARDS) } else { 0.0 };
    for (at, id) in cards.into_iter().enumerate() {
        let x = number(at % columns) * up(metrics::RULE_CARD.width + CARD_GAP);
        let y = top + number(at / columns) * up(metrics::RULE_CARD.height + CARD_GAP);
        places.put(id, Container::Board, Point::new(x, y));
    }
}

/// The whole board, before anything is put there.
struct Board {
    vpcs: Vec<LaidVpc>,
    corners: Vec<Point>,
    whole: Size,
    oddness: f64,
}

fn cards_in_a_row(width: f64) -> usize {
    let step = up(metrics::RULE_CARD.width + CARD_GAP);
    let fits = |columns: &usize| number(*columns) * step <= width;
    (LEAST_CARDS_IN_A_ROW..10_000).take_while(fits).last().unwrap_or(LEAST_CARDS_IN_A_ROW)
}

/// Puts the servers of every subnet into a grid, and gives the sizes of what subnets hold then; for
/// subnets without load balancers these are the sizes of the subnets.
fn subnets(plan: &Plan, contents: &Contents<'_>, places: &mut Places) -> FxHashMap<SubnetId, Size> {
    let mut sizes = FxHashMap::default();
    for subnet in &plan.subnets {
        let servers = contents.servers.get(&subnet.id).map_or(&[][..], Vec::as_slice);
        let (at, content) = grid(servers.len());
        for (id, at) in servers.iter().zip(at) {
            places.put((*id).into(), Container::Subnet(subnet.id), at);
        }
        let size = if contents.balancers.contains_key(&subnet.id) {
            content
        } else {
            container_sizes::subnet_around(subnet, content)
        };
        sizes.entry(subnet.id).or_insert(size);
    }
    sizes
}

/// The rows of a VPC, before they are put anywhere.
struct VpcRows<'a> {
    plan: &'a Plan,
    vpc: VpcId,
    sizes: &'a FxHashMap<SubnetId, Size>,
    parts: Vec<(Option<SubnetId>, Vec<Section<'a>>)>,
    /// The area that the sections cover, roughly.
    area: f64,
    /// The number of columns in which load balancers stand: more than one where a single column would
    /// be higher than the whole is wide.
    columns: usize,
    /// The left side of the rows, on the right of the load balancers.
    left: f64,
}

type Placed = Vec<(ElementId, Container, Point)>;

/// The places of what is in a VPC, and its size then.
type LaidVpc = (Rc<Placed>, Size);

/// The one of some ways to lay a VPC out that comes closest to a shape.
fn best_of(tried: &[LaidVpc], shape: f64) -> LaidVpc {
    let of = |it: &&LaidVpc| oddness(it.1, shape);
    let best = tried.iter().min_by(|one, other| of(one).total_cmp(&of(other)));
    best.cloned().unwrap_or((Rc::default(), metrics::MIN_VPC))
}

impl<'a> VpcRows<'a> {
    fn of(
        plan: &'a Plan,
        contents: &Contents<'a>,
        vpc: &Vpc,
        sizes: &'a FxHashMap<SubnetId, Size>,
    ) -> Self {
        let parts = sections(contents, vpc.id, sizes);
        let area = parts.iter().flat_map(|it| &it.1).map(Section::area).sum::<f64>();
        let balancers = parts.iter().flat_map(|it| &it.1).filter_map(|it| it.balancer);
        let columns = columns_of(balancers, area);
        let of_balancers = parts.iter().filter_map(|(subnet, _)| *subnet);
        let left = of_balancers
            .map(|subnet| 2.0 * metrics::SUBNET_PADDING + balancers_at(sizes, subnet))
            .map(|width| width + number(columns) * BALANCER_COLUMN)
            .fold(0.0, f64::max);
        Self { plan, vpc: vpc.id, sizes, parts, area, columns, left: up(left) }
    }

    /// The VPC in rows of each width to try.
    fn tried(&self) -> Vec<LaidVpc> {
        widths(self.area).map(|width| self.laid(width)).collect()
    }

    /// The places in rows no longer than a width, and the size of the VPC then.
    fn laid(&self, width: f64) -> LaidVpc {
        let in_vpc = Container::Vpc(self.vpc);
        let mut placed: Placed = vec![];
        let (mut y, mut whole) = (VPC_TOP, Size::default());
        for (subnet, sections) in &self.parts {
            let top = y;
            let (mut x, mut row) = (self.left, 0.0_f64);
            // Load balancers go from column to column, each below what stands there.
            let mut bottoms = vec![y; self.columns];
            let mut balancers = 0;
            for section in sections {
                // A section goes on in the row where it is not much higher than the others there.
                let left_over = self.left + width - x;
                let mut laid = section.laid(left_over.min(width));
                let fits = laid.size.width <= left_over && laid.size.height <= row * HIGHER;
                if x > self.left && !fits {
                    y = up((y + row).max(lowest(&bottoms)) + SECTION_GAP);
                    (x, row) = (self.left, 0.0);
                    laid = section.laid(width);
                }
                let column = balancers % self.columns;
                if let (Some(subnet), Some(balancer), Some(bottom)) =
                    (subnet, section.balancer, bottoms.get_mut(column))
                {
                    let left = balancers_at(self.sizes, *subnet);
                    let left = up(left + number(column) * BALANCER_COLUMN);
                    let at = Point::new(left, up(bottom.max(y) - top));
                    placed.push((balancer.id.into(), Container::Subnet(*subnet), at));
                    *bottom = top + at.y + metrics::balancer(balancer).height + BALANCER_GAP;
                    balancers += 1;
                }
                let moved = |(id, at): (ElementId, Point)| (id, in_vpc, at.moved(x, y));
                placed.extend(laid.places.into_iter().map(moved));
                row = row.max(laid.size.height);
                whole.width = whole.width.max(x + laid.size.width);
                x = up(x + laid.size.width + SECTION_GAP);
            }
            let mut bottom = y + row;
            if let Some(id) = subnet {
                placed.push(((*id).into(), in_vpc, Point::new(0.0, top)));
                let height = self.height(*id, lowest(&bottoms) - BALANCER_GAP - top);
                whole.width = whole.width.max(self.left - LINE_ROOM);
                bottom = bottom.max(top + height);
            }
            whole.height = whole.height.max(bottom);
            y = up(bottom + SECTION_GAP);
        }
        (Rc::new(placed), container_sizes::vpc_around(whole))
    }

    /// The height of a subnet whose load balancers are so high together.
    fn height(&self, id: SubnetId, balancers: f64) -> f64 {
        let content = self.sizes.get(&id).copied().unwrap_or_default();
        let content = Size { height: content.height.max(balancers), ..content };
        let around = |it| container_sizes::subnet_around(it, content).height;
        self.plan.subnet(id).map_or(content.height, around)
    }
}

/// The number of columns of load balancers that makes a VPC, whose sections cover an area, at least as
/// wide as high.
fn columns_of<'a>(balancers: impl Iterator<Item = &'a LoadBalancer>, area: f64) -> usize {
    let heights = balancers.map(|it| metrics::balancer(it).height + BALANCER_GAP);
    let (count, sum) = heights.fold((0, 0.0), |(count, sum), height| (count + 1, sum + height));
    let is_wide = |columns: &usize| {
        let columns = number(*columns);
        let height = (sum / columns).max(1.0);
        columns * BALANCER_COLUMN + area / height >= height
    };
    (1..=count).find(is_wide).unwrap_or(1)
}

fn lowest(bottoms: &[f64]) -> f64 {
    bottoms.iter().copied().fold(0.0, f64::max)
}

/// From the inner corner of a subnet to its load balancers: they stand on the right of its servers.
fn balancers_at(sizes: &FxHashMap<SubnetId, Size>, subnet: SubnetId) -> f64 {
    let servers = sizes.get(&subnet).map_or(0.0, |it| it.width);
    if servers > 0.0 { up(servers + LINE_ROOM) } else { 0.0 }
}
