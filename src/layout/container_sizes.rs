//! The sizes of containers: each is as large as what it holds asks for.
//!
//! A size is never stored, so it cannot disagree with what is in the container.

use rustc_hash::FxHashMap;

use super::geometry::Size;
use super::metrics;
use crate::plan::{Plan, Position, Subnet, SubnetId, VpcId};

/// The sizes of the containers of a plan.
#[derive(Default)]
pub(super) struct ContainerSizes {
    in_subnets: FxHashMap<SubnetId, Size>,
    in_vpcs: FxHashMap<VpcId, Size>,
}

impl ContainerSizes {
    pub(super) fn of(plan: &Plan) -> Self {
        let mut sizes = Self::default();
        for balancer in &plan.load_balancers {
            let content = sizes.in_subnets.entry(balancer.subnet).or_default();
            *content = with(*content, balancer.position, metrics::balancer(balancer));
        }
        for server in &plan.servers {
            let content = sizes.in_subnets.entry(server.subnet).or_default();
            *content = with(*content, server.position, metrics::SERVER);
        }
        for subnet in &plan.subnets {
            let size = sizes.subnet(subnet);
            let content = sizes.in_vpcs.entry(subnet.vpc).or_default();
            *content = with(*content, subnet.position, size);
        }
        for group in &plan.backend_server_groups {
            let content = sizes.in_vpcs.entry(group.vpc).or_default();
            *content = with(*content, group.position, metrics::GROUP);
        }
        for backend in &plan.ip_backends {
            if let Some(vpc) = backend.vpc {
                let content = sizes.in_vpcs.entry(vpc).or_default();
                *content = with(*content, backend.position, metrics::SERVER);
            }
        }
        sizes
    }

    /// The size of a subnet.
    pub(super) fn subnet(&self, subnet: &Subnet) -> Size {
        subnet_around(subnet, self.in_subnets.get(&subnet.id).copied().unwrap_or_default())
    }

    /// The size of a VPC.
    pub(super) fn vpc(&self, id: VpcId) -> Size {
        vpc_around(self.in_vpcs.get(&id).copied().unwrap_or_default())
    }
}

/// The size of contents with one more thing, by its place from the inner corner.
fn with(content: Size, position: Position, child: Size) -> Size {
    let (x, y) = (f64::from(position.x), f64::from(position.y));
    Size { width: content.width.max(x + child.width), height: content.height.max(y + child.height) }
}

/// The size of a subnet around contents of a size.
pub(super) fn subnet_around(subnet: &Subnet, content: Size) -> Size {
    let header = metrics::subnet_header(subnet);
    around(content, header, metrics::SUBNET_PADDING, metrics::MIN_SUBNET)
}

/// The size of a VPC around contents of a size.
pub(super) fn vpc_around(content: Size) -> Size {
    around(content, metrics::VPC_HEADER, metrics::VPC_PADDING, metrics::MIN_VPC)
}

fn around(content: Size, header: f64, padding: f64, least: Size) -> Size {
    Size {
        width: least.width.max(padding + content.width + padding),
        height: least.height.max(header + content.height + padding),
    }
}
