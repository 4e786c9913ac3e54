//! Adding things: with a name, addresses and a place that are free, and with whatever has to
//! hold them, so that what was added is whole.

use std::net::{IpAddr, Ipv4Addr};

use ipnet::Ipv4Net;

use super::connect::{End, connect};
use crate::edit::{Container, Edit, apply};
use crate::layout::{free_position, size_of_new};
use crate::plan::{
    AccessControl, AddressGroup, BackendProtocol, BackendServerGroup, Element, ElementId,
    HealthCheck, HealthCheckProtocol, IpBackend, IpType, Ipv4Cidr, Listener, ListenerProtocol,
    LoadBalancer, LoadBalancerKind, NetworkAcl, Plan, Ports, Position, SecurityGroupId,
    SecurityGroupTemplate, Server, Subnet, SubnetId, Vpc, VpcId,
};

/// The kinds of things that can be added.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each is named as the thing that it stands for")]
pub enum Kind {
    Vpc,
    Subnet,
    LoadBalancer,
    BackendServerGroup,
    Server,
    IpBackend,
    SecurityGroup,
    NetworkAcl,
    AddressGroup,
}

impl Kind {
    /// Every kind, in the order of the palette.
    pub const ALL: &'static [Self] = &[
        Self::Vpc,
        Self::Subnet,
        Self::LoadBalancer,
        Self::BackendServerGroup,
        Self::Server,
        Self::IpBackend,
        Self::SecurityGroup,
        Self::NetworkAcl,
        Self::AddressGroup,
    ];

    /// The kind of a drawn thing.
    #[must_use]
    pub fn of(id: ElementId) -> Self {
        match id {
            ElementId::Vpc(_) => Self::Vpc,
            ElementId::Subnet(_) => Self::Subnet,
            ElementId::LoadBalancer(_) => Self::LoadBalancer,
            ElementId::BackendServerGroup(_) => Self::BackendServerGroup,
            ElementId::Server(_) => Self::Server,
            ElementId::IpBackend(_) => Self::IpBackend,
            ElementId::SecurityGroup(_) => Self::SecurityGroup,
            ElementId::NetworkAcl(_) => Self::NetworkAcl,
            ElementId::AddressGroup(_) => Self::AddressGroup,
        }
    }

    /// Whether a container can hold this kind.
    #[must_use]
    pub fn fits(self, container: Container) -> bool {
        match self {
            Self::Subnet | Self::BackendServerGroup => matches!(container, Container::Vpc(_)),
            Self::LoadBalancer | Self::Server => matches!(container, Container::Subnet(_)),
            Self::IpBackend => matches!(container, Container::Vpc(_) | Container::Board),
            Self::Vpc | Self::SecurityGroup | Self::NetworkAcl | Self::AddressGroup => {
                container == Container::Board
            }
        }
    }
}

/// Where something is put.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spot {
    /// The container.
    pub container: Container,
    /// The place in it.
    pub position: Position,
}

/// What adding comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Addition {
    /// The edits, as one step.
    pub edits: Vec<Edit>,
    /// What was added.
    pub added: ElementId,
}

/// Adds something: at a spot, or, where none is named, in the container that the selection
/// suggests, in a free place. A container that is missing is added with it.
#[must_use]
pub fn add(plan: &Plan, selection: &[ElementId], kind: Kind, spot: Option<Spot>) -> Addition {
    let spot = spot.filter(|spot| kind.fits(spot.container));
    let mut draft = Draft { plan: plan.clone(), edits: vec![] };
    let added = draft.add(kind, selection, spot);
    if spot.is_none() {
        draft.join(added, selection);
    }
    Addition { edits: draft.edits, added }
}

/// A plan on its way, with the edits that led to it.
struct Draft {
    plan: Plan,
    edits: Vec<Edit>,
}

impl Draft {
    fn push(&mut self, edit: Edit) {
        if apply(&mut self.plan, &edit).is_ok() {
            self.edits.push(edit);
        }
    }

    fn put(&mut self, element: impl Into<Element>) -> ElementId {
        let element = element.into();
        let id = element.id();
        self.push(Edit::Put(element));
        id
    }

    fn place(&self, kind: Kind, spot: Option<Spot>, container: Container) -> Position {
        let size = size_of_new(match kind {
            Kind::Vpc => ElementId::Vpc(VpcId(0)),
            Kind::Subnet => ElementId::Subnet(SubnetId(0)),
            Kind::LoadBalancer => ElementId::LoadBalancer(self.plan.next_load_balancer_id()),
            Kind::BackendServerGroup => {
                ElementId::BackendServerGroup(self.plan.next_backend_server_group_id())
            }
            Kind::Server => ElementId::Server(self.plan.next_server_id()),
            Kind::IpBackend => ElementId::IpBackend(self.plan.next_ip_backend_id()),
            Kind::SecurityGroup | Kind::NetworkAcl | Kind::AddressGroup => {
                ElementId::SecurityGroup(SecurityGroupId(0))
            }
        });
        spot.map_or_else(|| free_position(&self.plan, container, size), |spot| spot.position)
    }

    fn add(&mut self, kind: Kind, selection: &[ElementId], spot: Option<Spot>) -> ElementId {
        match kind {
            Kind::Vpc => self.vpc(spot),
            Kind::Subnet => {
                let vpc = self.vpc_for(selection, spot);
                self.subnet(vpc, spot)
            }
            Kind::LoadBalancer => self.load_balancer(selection, spot),
            Kind::BackendServerGroup => self.group(selection, spot),
            Kind::Server => self.server(selection, spot),
            Kind::IpBackend => self.ip_backend(spot),
            Kind::SecurityGroup => {
                let name = self.free_name("sg");
                self.security_group(name, spot)
            }
            Kind::NetworkAcl => {
                let position = self.place(kind, spot, Container::Board);
                self.put(NetworkAcl {
                    id: self.plan.next_network_acl_id(),
                    name: self.free_name("acl"),
                    enabled: true,
                    inbound: vec![],
                    outbound: vec![],
                    position,
                })
            }
            Kind::AddressGroup => {
                let position = self.place(kind, spot, Container::Board);
                self.put(AddressGroup {
                    id: self.plan.next_address_group_id(),
                    name: self.free_name("ipg"),
                    ip_type: IpType::IPv4,
                    addresses: vec![],
                    position,
                })
            }
        }
    }

    fn vpc(&mut self, spot: Option<Spot>) -> ElementId {
        let position = self.place(Kind::Vpc, spot, Container::Board);
        self.put(Vpc {
            id: self.plan.next_vpc_id(),
            name: self.free_name("vpc"),
            cidr: free_vpc_cidr(&self.plan),
            secondary_cidrs: vec![],
            ipv6_cidr: None,
            position,
        })
    }

    fn subnet(&mut self, vpc: VpcId, spot: Option<Spot>) -> ElementId {
        let position = self.place(Kind::Subnet, spot, Container::Vpc(vpc));
        self.put(Subnet {
            id: self.plan.next_subnet_id(),
            name: self.free_name("subnet"),
            vpc,
            cidr: free_subnet_cidr(&self.plan, vpc),
            ipv6_cidr: None,
            network_acl: None,
            position,
        })
    }

    fn load_balancer(&mut self, selection: &[ElementId], spot: Option<Spot>) -> ElementId {
        let subnet = self.subnet_for(selection, spot);
        let position = self.place(Kind::LoadBalancer, spot, Container::Subnet(subnet));
        self.put(LoadBalancer {
            id: self.plan.next_load_balancer_id(),
            name: self.free_name("elb"),
            kind: LoadBalancerKind::Dedicated,
            subnet,
            backend_subnets: vec![],
            previous_backend_subnets: vec![],
            ip_as_backend: false,
            listeners: vec![Listener {
                id: self.plan.next_listener_id(),
                name: String::new(),
                protocol: ListenerProtocol::Http,
                ports: Ports::single(80),
                backend_server_group: None,
                access_control: AccessControl::Open,
                transfer_client_ip: false,
                nat64: false,
            }],
            position,
        })
    }

    fn group(&mut self, selection: &[ElementId], spot: Option<Spot>) -> ElementId {
        let vpc = self.vpc_for(selection, spot);
        let position = self.place(Kind::BackendServerGroup, spot, Container::Vpc(vpc));
        self.put(BackendServerGroup {
            id: self.plan.next_backend_server_group_id(),
            name: self.free_name("group"),
            vpc,
            protocol: BackendProtocol::Http,
            health_check: HealthCheck {
                enabled: true,
                protocol: HealthCheckProtocol::Http,
                port: None,
            },
            members: vec![],
            position,
        })
    }

    /// A server always wears a security group; the first one of a plan is the default group.
    fn server(&mut self, selection: &[ElementId], spot: Option<Spot>) -> ElementId {
        let subnet = self.subnet_for(selection, spot);
        if self.plan.security_groups.is_empty() {
            self.security_group("default".to_owned(), None);
        }
        let groups = self.plan.security_groups.first().map(|group| group.id);
        let position = self.place(Kind::Server, spot, Container::Subnet(subnet));
        self.put(Server {
            flavor: crate::plan::Flavor::Standard,
            id: self.plan.next_server_id(),
            name: self.free_name("server"),
            subnet,
            ipv4: free_address(&self.plan, subnet),
            ipv6: None,
            security_groups: groups.into_iter().collect(),
            position,
        })
    }

    fn ip_backend(&mut self, spot: Option<Spot>) -> ElementId {
        let container = spot.map_or(Container::Board, |spot| spot.container);
        let position = self.place(Kind::IpBackend, spot, container);
        let taken = |address: &Ipv4Addr| {
            self.plan.ip_backends.iter().any(|it| it.address == IpAddr::V4(*address))
        };
        let first = u32::from(Ipv4Addr::new(192, 168, 100, 10));
        let address = (first..).map(Ipv4Addr::from).find(|it| !taken(it));
        self.put(IpBackend {
            id: self.plan.next_ip_backend_id(),
            name: self.free_name("ip"),
            address: IpAddr::V4(address.unwrap_or(Ipv4Addr::new(192, 168, 100, 10))),
            vpc: match container {
                Container::Vpc(vpc) => Some(vpc),
                Container::Subnet(_) | Container::Board => None,
            },
            position,
        })
    }

    fn security_group(&mut self, name: String, spot: Option<Spot>) -> ElementId {
        let id = self.plan.next_security_group_id();
        let first_rule = self.plan.next_rule_id();
        let mut group = SecurityGroupTemplate::Default.security_group(id, name, first_rule);
        group.position = self.place(Kind::SecurityGroup, spot, Container::Board);
        self.put(group)
    }

    /// What was added goes with what is selected: a group with a listener that leads nowhere yet,
    /// a backend with a group, a network ACL with a subnet.
    fn join(&mut self, added: ElementId, selection: &[ElementId]) {
        let [selected] = selection else { return };
        let end = match (*selected, added) {
            (ElementId::LoadBalancer(id), ElementId::BackendServerGroup(_)) => {
                let balancer = self.plan.load_balancer(id);
                balancer
                    .and_then(|it| it.listeners.iter().find(|it| it.backend_server_group.is_none()))
                    .map(|listener| (End::Listener(listener.id), added))
            }
            (ElementId::BackendServerGroup(id), ElementId::Server(_) | ElementId::IpBackend(_)) => {
                Some((End::BackendServerGroup(id), added))
            }
            (ElementId::Subnet(id), ElementId::NetworkAcl(acl)) => {
                let is_free = self.plan.subnet(id).is_some_and(|it| it.network_acl.is_none());
                is_free.then_some((End::NetworkAcl(acl), *selected))
            }
            _ => None,
        };
        if let Some((end, target)) = end {
            for edit in connect(&self.plan, end, target) {
                self.push(edit);
            }
        }
    }

    fn vpc_for(&mut self, selection: &[ElementId], spot: Option<Spot>) -> VpcId {
        if let Some(Spot { container: Container::Vpc(vpc), .. }) = spot {
            return vpc;
        }
        let of_subnet = |id: SubnetId| self.plan.subnet(id).map(|it| it.vpc);
        let selected = selection.iter().rev().find_map(|id| match *id {
            ElementId::Vpc(id) => Some(id),
            ElementId::Subnet(id) => of_subnet(id),
            ElementId::LoadBalancer(id) => of_subnet(self.plan.load_balancer(id)?.subnet),
            ElementId::Server(id) => of_subnet(self.plan.server(id)?.subnet),
            ElementId::BackendServerGroup(id) => Some(self.plan.backend_server_group(id)?.vpc),
            _ => None,
        });
        let known = selected.or_else(|| self.plan.vpcs.first().map(|it| it.id));
        known.unwrap_or_else(|| match self.vpc(None) {
            ElementId::Vpc(id) => id,
            _ => VpcId(1),
        })
    }

    fn subnet_for(&mut self, selection: &[ElementId], spot: Option<Spot>) -> SubnetId {
        if let Some(Spot { container: Container::Subnet(subnet), .. }) = spot {
            return subnet;
        }
        let selected = selection.iter().rev().find_map(|id| match *id {
            ElementId::Subnet(id) => Some(id),
            ElementId::LoadBalancer(id) => Some(self.plan.load_balancer(id)?.subnet),
            ElementId::Server(id) => Some(self.plan.server(id)?.subnet),
            ElementId::Vpc(vpc) => {
                self.plan.subnets.iter().find(|it| it.vpc == vpc).map(|it| it.id)
            }
            _ => None,
        });
        let known = selected.or_else(|| self.plan.subnets.last().map(|it| it.id));
        known.unwrap_or_else(|| {
            let vpc = self.vpc_for(selection, None);
            match self.subnet(vpc, None) {
                ElementId::Subnet(id) => id,
                _ => SubnetId(1),
            }
        })
    }

    /// The first name of a series that nothing has yet.
    fn free_name(&self, stem: &str) -> String {
        let taken =
            |name: &str| self.plan.element_ids().any(|id| self.plan.name_of(id) == Some(name));
        (1_u32..)
            .map(|number| format!("{stem}-{number}"))
            .find(|name| !taken(name))
            .unwrap_or_else(|| stem.to_owned())
    }
}

/// The first block `10.n.0.0/16` that no VPC uses.
fn free_vpc_cidr(plan: &Plan) -> Ipv4Cidr {
    let block = |second: u8| Ipv4Cidr::of(Ipv4Net::new_assert(Ipv4Addr::new(10, second, 0, 0), 16));
    let taken = |cidr: Ipv4Cidr| {
        plan.vpcs.iter().flat_map(Vpc::cidrs).any(|other| other.overlaps(cidr.cidr()))
    };
    (0..=u8::MAX).map(block).find(|cidr| !taken(*cidr)).unwrap_or_else(|| block(0))
}

/// The first free block of 256 addresses in a VPC, or of fewer where the VPC is smaller; the very
/// first block is kept for last, so that a VPC 10.0.0.0/16 starts with 10.0.1.0/24.
fn free_subnet_cidr(plan: &Plan, vpc: VpcId) -> Ipv4Cidr {
    let Some(vpc) = plan.vpc(vpc) else {
        return Ipv4Cidr::of(Ipv4Net::new_assert(Ipv4Addr::new(10, 0, 1, 0), 24));
    };
    let net = vpc.cidr.net();
    let prefix = net.prefix_len().saturating_add(2).clamp(24, 28).max(net.prefix_len());
    let taken = |cidr: &Ipv4Net| {
        let own = plan.subnets.iter().filter(|it| it.vpc == vpc.id);
        let mut blocks = own.map(|it| it.cidr.cidr());
        blocks.any(|block| block.overlaps(Ipv4Cidr::of(*cidr).cidr()))
    };
    let blocks = || net.subnets(prefix).into_iter().flatten();
    let free = blocks().skip(1).chain(blocks().take(1)).find(|cidr| !taken(cidr));
    Ipv4Cidr::of(free.unwrap_or(net))
}

/// The first address of a subnet, from the tenth up, that nothing has.
fn free_address(plan: &Plan, subnet: SubnetId) -> Option<Ipv4Addr> {
    let net = plan.subnet(subnet)?.cidr.net();
    let taken = |address: &Ipv4Addr| {
        plan.servers.iter().any(|it| it.subnet == subnet && it.ipv4 == Some(*address))
    };
    net.hosts().skip(9).find(|it| !taken(it)).or_else(|| net.hosts().skip(1).find(|it| !taken(it)))
}
