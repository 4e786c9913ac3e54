//! The sizes of things on the board.

use super::geometry::{Size, number};
use crate::plan::{LoadBalancer, Subnet};

/// Things are put down on a grid of this many units.
pub const GRID: f64 = 8.0;
/// The same, in the units of positions.
pub const STEP: i32 = 8;

/// From the upper side of a VPC to where its subnets can start.
pub const VPC_HEADER: f64 = 48.0;
/// From the upper side of a subnet to where its cards can start; a second line of text, for an
/// IPv6 block, takes more.
pub const SUBNET_HEADER: f64 = 46.0;
const SUBNET_SECOND_LINE: f64 = 16.0;
/// From the side of a container to what it holds.
pub(super) const VPC_PADDING: f64 = 22.0;
pub(super) const SUBNET_PADDING: f64 = 18.0;
/// The distance beside a container at which something that is dropped still lands in it.
pub(super) const VPC_REACH: f64 = 600.0;
pub(super) const SUBNET_REACH: f64 = 140.0;
pub(super) const MIN_VPC: Size = Size { width: 420.0, height: 220.0 };
pub(super) const MIN_SUBNET: Size = Size { width: 272.0, height: 148.0 };

/// From the upper side of a load balancer's card to its first listener.
pub const BALANCER_HEADER: f64 = 78.0;
/// The height of a listener's row.
pub const LISTENER_ROW: f64 = 34.0;
const BALANCER_FOOTER: f64 = 6.0;
pub(super) const BALANCER_WIDTH: f64 = 236.0;
pub(super) const SERVER: Size = Size { width: 236.0, height: 54.0 };
pub(super) const GROUP: Size = Size { width: 148.0, height: 58.0 };
pub(super) const RULE_CARD: Size = Size { width: 168.0, height: 54.0 };

/// From the side of a card to its text.
pub const CARD_PADDING: f64 = 16.0;

/// The size of a load balancer's card. One without listeners keeps a row that says so.
pub(super) fn balancer(balancer: &LoadBalancer) -> Size {
    balancer_with(balancer.listeners.len())
}

/// The size of the card of a load balancer with some listeners.
pub(super) fn balancer_with(listeners: usize) -> Size {
    let rows = number(listeners.max(1));
    Size { width: BALANCER_WIDTH, height: BALANCER_HEADER + rows * LISTENER_ROW + BALANCER_FOOTER }
}

/// The middle of the row of a listener, by its place in the list, from the upper side of its load
/// balancer's card.
pub fn listener_middle(at: u32) -> f64 {
    BALANCER_HEADER + (f64::from(at) + 0.5) * LISTENER_ROW
}

/// The height of a subnet's header.
pub(super) fn subnet_header(subnet: &Subnet) -> f64 {
    match subnet.ipv6_cidr {
        Some(_) => SUBNET_HEADER + SUBNET_SECOND_LINE,
        None => SUBNET_HEADER,
    }
}
