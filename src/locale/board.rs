//! The words of the board about the things drawn on it.

use crate::engine::report::Verdict;
use crate::plan::{BackendProtocol, HealthCheck, LoadBalancerKind};

/// The words of the board.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BoardText {
    /// The second line of a load balancer's card.
    BalancerKind {
        /// Dedicated or shared.
        kind: LoadBalancerKind,
        /// The option 'IP as a backend'.
        ip_as_backend: bool,
    },
    /// The line of a load balancer's card that says where it sends from.
    BackendSubnets {
        /// The names of the backend subnets; none where it is the load balancer's own.
        names: Vec<String>,
        /// The names of backend subnets of before.
        previous: Vec<String>,
    },
    /// A shared load balancer's sources.
    SharedSource {
        /// The blocks.
        blocks: Vec<String>,
    },
    /// Something and how many more there are.
    AndMore {
        /// The thing that is named.
        name: String,
        /// The number of further ones.
        more: usize,
    },
    /// A load balancer without listeners.
    NoListener,
    /// A listener that leads nowhere.
    NoGroup,
    /// The second line of a backend server group's card.
    Group {
        /// Its protocol.
        protocol: BackendProtocol,
        /// Its health check.
        check: HealthCheck,
    },
    /// A server that wears no security group.
    NoSecurityGroup,
    /// The badge of a security group or a network ACL: its name and the number of changes.
    Badge {
        /// Its name.
        name: String,
        /// The number of changes it needs.
        changes: usize,
    },
    /// The badge of one whose rules are not known, by its name.
    UnknownBadge(String),
    /// The tip of that badge.
    UnknownBadgeTip(String),
    /// The line of a card whose rules are not known.
    RulesNotKnown,
    /// The badge of a subnet of which it is not known if it has a network ACL.
    AclNotKnown,
    /// The tip of that badge.
    AclNotKnownTip,
    /// An address outside of the cloud.
    OnPremises,
    /// An address in a VPC.
    InVpc(String),
    /// The rules of a card: inbound and outbound.
    RuleCount {
        /// The number of inbound rules.
        inbound: usize,
        /// The number of outbound rules.
        outbound: usize,
    },
    /// A network ACL that is switched off.
    AclDisabled,
    /// The entries of an IP address group.
    AddressCount(usize),
    /// The words of a screen reader about a thing: its kind, its name, its neighbours and its
    /// state.
    Described {
        /// The kind of thing.
        kind: String,
        /// Its name.
        name: String,
        /// Its address or block, or nothing.
        detail: String,
        /// Its state; none where nothing flows.
        verdict: Option<Verdict>,
    },
    /// The tip of a line, by its verdict; none where nothing has to flow.
    Line(Option<Verdict>),
    /// The mark where a line is stopped at a network ACL.
    StoppedByAcl,
    /// The mark where a line is stopped at security groups.
    StoppedByGroups,
    /// The mark where nobody can tell what passes.
    StopUnclear,
    /// The tip of a badge.
    BadgeTip {
        /// The name of the security group or the network ACL.
        name: String,
        /// The number of changes it needs.
        changes: usize,
        /// The worst verdict at it; none where nothing that must flow passes it.
        verdict: Option<Verdict>,
    },
    /// The tip of a server that wears no security group.
    NoSecurityGroupTip,
    /// The tip of the mark of a thing with a problem.
    Fault,
    /// The number of servers in a container.
    ServerCount(usize),
    /// The verdict on the servers in a container, with the number of those that it is about.
    ServersAre {
        /// The worst verdict; none where no load balancer reaches any.
        verdict: Option<Verdict>,
        /// The number of the servers that have it.
        count: usize,
    },
    /// The name of the map of the board.
    Map,
    /// The map for screen readers: what it is for.
    MapHelp,
    /// The tip of a listener's handle.
    DragToGroup,
    /// The tip of a group's handle.
    DragToServer,
    /// The tip of a security group's handle.
    DragToWear,
    /// The tip of a network ACL's handle.
    DragToSubnet,
}

area!(board, BoardText);
