//! Adding things: with a name, addresses and a place that are free, and with whatever has to
//! hold them, so that what was added is whole.

use std::net::{IpAddr, Ipv4Addr};

use super::command_step::name_of;
use super::connect::{LineEnd, connect};
use super::draft::Draft;
use super::free_block::{free_subnet_cidr, free_vpc_cidr};
use super::{CommandStep, DrawnKind};
use crate::edit::{Container, Edit};
use crate::layout::free_position;
use crate::locale::NoticeText;
use crate::plan::{
    AccessControl, AddressGroup, BackendProtocol, BackendServerGroup, Element, ElementId,
    HealthCheck, HealthCheckProtocol, IpBackend, IpType, Listener, ListenerProtocol, LoadBalancer,
    LoadBalancerKind, NetworkAcl, Plan, Ports, Position, SecurityGroupTemplate, Server, Subnet,
    SubnetId, Vpc, VpcId,
};

/// The spot where something is put.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spot {
    /// The container.
    pub container: Container,
    /// The place in it.
    pub position: Position,
}

/// The result of adding something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Addition {
    /// The step, which selects what was added.
    pub step: CommandStep,
    /// The thing that was added.
    pub added: ElementId,
}

/// Adds something: at a spot, or, where none is named, in the container that the selection
/// suggests, in a free place. A container that is missing is added with it. Wherever it is put, it
/// joins what the selection stands for.
#[must_use]
pub fn add(plan: &Plan, selection: &[ElementId], kind: DrawnKind, spot: Option<Spot>) -> Addition {
    let spot = spot.filter(|spot| kind.fits(spot.container));
    let mut draft = Draft::of(plan);
    let added = draft.add(kind, selection, spot);
    let joined = draft.join(added, selection);
    let is_new = |id: &ElementId| *id != added && plan.name_of(*id).is_none();
    let with = draft.plan.element_ids().filter(is_new).map(|id| name_of(&draft.plan, id));
    let with = with.collect::<Vec<_>>();
    let joined = joined.into_iter().map(|id| name_of(plan, id)).collect::<Vec<_>>();
    let name = name_of(&draft.plan, added);
    let said = (!with.is_empty() || !joined.is_empty()).then_some(NoticeText::Added {
        name,
        with,
        joined,
    });
    Addition { step: CommandStep::of(draft.edits).selecting(vec![added]).saying(said), added }
}

impl Draft {
    fn put(&mut self, element: impl Into<Element>) -> ElementId {
        let element = element.into();
        let id = element.id();
        self.push(Edit::Put(element));
        id
    }

    fn place(&self, kind: DrawnKind, spot: Option<Spot>, container: Container) -> Position {
        let free = || free_position(&self.plan, container, kind.example());
        spot.map_or_else(free, |spot| spot.position)
    }

    fn add(&mut self, kind: DrawnKind, selection: &[ElementId], spot: Option<Spot>) -> ElementId {
        match kind {
            DrawnKind::Vpc => self.vpc(spot),
            DrawnKind::Subnet => {
                let vpc = self.vpc_for(selection, spot);
                self.subnet(vpc, spot)
            }
            DrawnKind::LoadBalancer => self.load_balancer(selection, spot),
            DrawnKind::BackendServerGroup => self.group(selection, spot),
            DrawnKind::Server => self.server(selection, spot),
            DrawnKind::IpBackend => self.ip_backend(spot),
            DrawnKind::SecurityGroup => {
                let name = self.free_name("sg");
                self.security_group(name, spot)
            }
            DrawnKind::NetworkAcl => {
                let position = self.place(kind, spot, Container::Board);
                self.put(NetworkAcl {
                    id: self.plan.next_network_acl_id(),
                    name: self.free_name("acl"),
                    enabled: true,
                    rules_known: true,
                    inbound: vec![],
                    outbound: vec![],
                    position,
                })
            }
            DrawnKind::AddressGroup => {
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
        let position = self.place(DrawnKind::Vpc, spot, Container::Board);
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
        let position = self.place(DrawnKind::Subnet, spot, Container::Vpc(vpc));
        self.put(Subnet {
            id: self.plan.next_subnet_id(),
            name: self.free_name("subnet"),
            vpc,
            cidr: free_subnet_cidr(&self.plan, vpc),
            ipv6_cidr: None,
            network_acl: None,
            network_acl_known: true,
            position,
        })
    }

    fn load_balancer(&mut self, selection: &[ElementId], spot: Option<Spot>) -> ElementId {
        let subnet = self.subnet_for(selection, spot);
        let position = self.place(DrawnKind::LoadBalancer, spot, Container::Subnet(subnet));
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
                policies: vec![],
                access_control: AccessControl::Open,
                transfer_client_ip: false,
                nat64: false,
            }],
            position,
        })
    }

    fn group(&mut self, selection: &[ElementId], spot: Option<Spot>) -> ElementId {
        let vpc = self.vpc_for(selection, spot);
        let position = self.place(DrawnKind::BackendServerGroup, spot, Container::Vpc(vpc));
        self.put(BackendServerGroup {
            id: self.plan.next_backend_server_group_id(),
            name: self.free_name("group"),
            vpc,
            protocol: BackendProtocol::Http,
            any_port: false,
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
        let position = self.place(DrawnKind::Server, spot, Container::Subnet(subnet));
        self.put(Server {
            flavor: crate::plan::Flavor::Standard,
            id: self.plan.next_server_id(),
            name: self.free_name("server"),
            subnet,
            ipv4: self.plan.free_ipv4(subnet),
            ipv6: None,
            security_groups: groups.into_iter().collect(),
            port_security: true,
            interfaces: vec![],
            position,
        })
    }

    fn ip_backend(&mut self, spot: Option<Spot>) -> ElementId {
        let container = spot.map_or(Container::Board, |spot| spot.container);
        let position = self.place(DrawnKind::IpBackend, spot, container);
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
        group.position = self.place(DrawnKind::SecurityGroup, spot, Container::Board);
        self.put(group)
    }

    /// Connects what was added with what is selected: a group with a listener that leads nowhere
    /// yet, a network ACL with a subnet, a backend with a group. A backend that is selected stands
    /// for the groups that it is in, so that the second of two that are added goes where the first
    /// one went. Answers with what it was connected with.
    fn join(&mut self, added: ElementId, selection: &[ElementId]) -> Vec<ElementId> {
        let [selected] = selection else { return vec![] };
        let mut ends = vec![];
        match (*selected, added) {
            (ElementId::LoadBalancer(id), ElementId::BackendServerGroup(_)) => {
                let balancer = self.plan.load_balancer(id);
                let idle = balancer.and_then(|it| {
                    it.listeners.iter().find(|it| it.backend_server_group.is_none())
                });
                ends.extend(idle.map(|listener| (LineEnd::Listener(listener.id), added)));
            }
            (ElementId::BackendServerGroup(id), ElementId::Server(_) | ElementId::IpBackend(_)) => {
                ends.push((LineEnd::BackendServerGroup(id), added));
            }
            (
                ElementId::Server(_) | ElementId::IpBackend(_),
                ElementId::Server(_) | ElementId::IpBackend(_),
            ) => {
                let is_in = |group: &&BackendServerGroup| {
                    group.members.iter().any(|it| ElementId::from(it.target) == *selected)
                };
                let groups = self.plan.backend_server_groups.iter().filter(is_in);
                ends.extend(groups.map(|group| (LineEnd::BackendServerGroup(group.id), added)));
            }
            (ElementId::Subnet(id), ElementId::NetworkAcl(acl))
                if self.plan.subnet(id).is_some_and(|it| it.network_acl.is_none()) =>
            {
                ends.push((LineEnd::NetworkAcl(acl), *selected));
            }
            _ => {}
        }
        let mut joined = vec![];
        for (end, target) in ends {
            if !self.can_join(end, target) {
                continue;
            }
            for edit in connect(&self.plan, end, target) {
                self.push(edit);
            }
            joined.push(match end {
                LineEnd::BackendServerGroup(id) => id.into(),
                _ => *selected,
            });
        }
        joined
    }

    /// Tells whether two things may be connected unasked. A group takes servers of its own VPC
    /// only.
    fn can_join(&self, end: LineEnd, target: ElementId) -> bool {
        let (LineEnd::BackendServerGroup(group), ElementId::Server(server)) = (end, target) else {
            return true;
        };
        let home = self.plan.server(server).and_then(|it| self.plan.subnet(it.subnet));
        let group = self.plan.backend_server_group(group);
        home.zip(group).is_some_and(|(home, group)| home.vpc == group.vpc)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::transact;
    use crate::locale::Language;

    /// Adds things one after the other, each with what the one before left selected.
    fn added(kinds: &[DrawnKind]) -> (Plan, Vec<Option<String>>) {
        let (mut plan, mut selection, mut said) = (Plan::default(), vec![], vec![]);
        for kind in kinds {
            let step = add(&plan, &selection, *kind, None).step;
            plan = transact(&plan, &step.edits).unwrap();
            selection = step.select.unwrap();
            said.push(step.said.map(|it| it.text(Language::English).into_owned()));
        }
        (plan, said)
    }

    #[test]
    fn the_second_server_joins_the_group_that_the_first_one_joined() {
        let (plan, said) = added(&[
            DrawnKind::LoadBalancer,
            DrawnKind::BackendServerGroup,
            DrawnKind::Server,
            DrawnKind::Server,
        ]);
        assert_eq!(plan.backend_server_groups[0].members.len(), 2);
        assert_eq!(
            said[3].as_deref(),
            Some("Added server-2. It is connected with group-1."),
            "{said:?}"
        );
        assert_eq!(
            said[0].as_deref(),
            Some("Added elb-1 with vpc-1 and subnet-1, which it needs.")
        );
    }

    #[test]
    fn a_server_beside_one_that_joined_nothing_joins_nothing() {
        let (plan, said) = added(&[
            DrawnKind::LoadBalancer,
            DrawnKind::Server,
            DrawnKind::BackendServerGroup,
            DrawnKind::Server,
        ]);
        // The second one was added while the group was selected, the first one before.
        assert_eq!(plan.backend_server_groups[0].members.len(), 1);
        let (plan, _) = added(&[DrawnKind::Server, DrawnKind::Server]);
        assert_eq!(plan.servers.len(), 2);
        assert!(said[1].as_deref().is_some_and(|it| it.contains("default")), "{said:?}");
    }

    #[test]
    fn where_it_is_put_makes_no_difference_to_what_it_joins() {
        let (plan, _) =
            added(&[DrawnKind::LoadBalancer, DrawnKind::BackendServerGroup, DrawnKind::Server]);
        let selection = vec![ElementId::from(plan.servers[0].id)];
        let container = Container::Subnet(plan.servers[0].subnet);
        let spot = Spot { container, position: Position::new(0, 400) };
        let step = add(&plan, &selection, DrawnKind::Server, Some(spot)).step;
        let plan = transact(&plan, &step.edits).unwrap();
        assert_eq!(plan.backend_server_groups[0].members.len(), 2);
    }

    #[test]
    fn a_group_of_another_vpc_is_not_joined() {
        let (mut plan, _) =
            added(&[DrawnKind::LoadBalancer, DrawnKind::BackendServerGroup, DrawnKind::Vpc]);
        let step = add(&plan, &[ElementId::Vpc(VpcId(2))], DrawnKind::Subnet, None).step;
        plan = transact(&plan, &step.edits).unwrap();
        let group = plan.backend_server_groups[0].id;
        let container = Container::Subnet(plan.subnets[1].id);
        let spot = Spot { container, position: Position::default() };
        let step = add(&plan, &[group.into()], DrawnKind::Server, Some(spot)).step;
        let plan = transact(&plan, &step.edits).unwrap();
        assert!(plan.backend_server_groups[0].members.is_empty());
    }
}
