//! The answer who reaches what, in words: labels, and the names of rows and columns.

use crate::engine::reach::{GroupId, KnownAs, Reach, Senders, ServerInterface, Source, Target};
use crate::plan::{AddressEntry, IpType, Plan};

use super::names::{name, servers};

/// The labels of the matrix.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is named as what it says")]
pub enum ReachLabel {
    Title,
    TitleOf { with_changes: bool },
    From,
    To,
    Now,
    WithRules(usize),
    WithChanges(usize),
    Search,
    Copy,
    AsText,
    AsMarkdown,
    AsJson,
    Nothing,
    NothingElse,
    NobodyElse,
    NoServers,
    Itself,
    NoAddress,
    NeedsRoute,
    Working,
    NoMatch,
    Close,
    FromTo { from: String, to: String },
    Explained,
    ItselfWhy,
    Trace,
    AndMore(usize),
}

/// The name of senders.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceTitle(SourceNames);

/// A line below the name of senders.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceDetail(SourceNames);

/// The names of senders.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct SourceNames {
    pub(super) kind: SourceKindName,
    /// The name that the addresses have, where they have one.
    pub(super) known_as: Option<String>,
    pub(super) is_rest: bool,
    pub(super) addresses: Vec<String>,
    pub(super) ip_type: IpType,
}

/// The kind of senders with their names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum SourceKindName {
    Outside,
    IpBackends(Vec<String>),
    /// Load balancers, with the subnets that they send from.
    LoadBalancers(Vec<String>, Vec<String>),
    Servers(ServerNames),
    /// Addresses of subnets, and of VPCs in no subnet.
    Unoccupied(Vec<String>, Vec<String>),
}

/// The names of servers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ServerNames {
    pub(super) groups: Vec<String>,
    /// Each server with the address of a further interface, where that is meant.
    pub(super) servers: Vec<String>,
}

/// The name of servers that packets come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TargetTitle(pub(super) ServerNames);

/// A line below the name of servers that packets come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TargetDetail(pub(super) ServerNames);

/// The counts of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReachCount {
    /// The rows.
    pub sources: usize,
    /// The columns.
    pub targets: usize,
    /// The servers.
    pub servers: usize,
}

impl ReachCount {
    /// The counts of an answer.
    #[must_use]
    pub fn of(reach: &Reach) -> Self {
        let servers = reach.targets.iter().flat_map(|it| &it.interfaces).map(|it| it.server);
        let servers = servers.collect::<std::collections::HashSet<_>>().len();
        Self { sources: reach.rows.len(), targets: reach.targets.len(), servers }
    }
}

fn group_name(group: GroupId, plan: &Plan) -> String {
    match group {
        GroupId::BackendServerGroup(id) => name(plan, id),
        GroupId::SecurityGroup(id) => name(plan, id),
    }
}

impl ServerNames {
    fn of(groups: &[GroupId], interfaces: &[ServerInterface], plan: &Plan) -> Self {
        let ids = interfaces.iter().map(|it| it.server).collect::<Vec<_>>();
        let is_plain = interfaces.iter().all(|it| it.interface == 0);
        let servers = match is_plain {
            true => servers(plan, &ids),
            false => {
                let own = interfaces.iter().map(|it| {
                    let address = it.addresses.first().filter(|_| it.interface > 0);
                    let own = name(plan, it.server);
                    address.map_or(own.clone(), |address| format!("{own} ({address})"))
                });
                own.collect()
            }
        };
        Self { groups: groups.iter().map(|it| group_name(*it, plan)).collect(), servers }
    }
}

impl TargetTitle {
    /// The name of a target.
    #[must_use]
    pub fn of(target: &Target, plan: &Plan) -> Self {
        Self(ServerNames::of(&target.groups, &target.interfaces, plan))
    }
}

impl TargetDetail {
    /// The line below the name of a target.
    #[must_use]
    pub fn of(target: &Target, plan: &Plan) -> Self {
        Self(ServerNames::of(&target.groups, &target.interfaces, plan))
    }
}

impl SourceNames {
    fn of(source: &Source, plan: &Plan) -> Self {
        let known_as = source.known_as.and_then(|it| match it {
            KnownAs::AddressGroup(id) => Some(name(plan, id)),
            KnownAs::Block(entry) => Some(short(&entry)),
            KnownAs::Rest => None,
        });
        let kind = match &source.senders {
            Senders::Outside => SourceKindName::Outside,
            Senders::IpBackends(ids) => {
                SourceKindName::IpBackends(ids.iter().map(|id| name(plan, *id)).collect())
            }
            Senders::LoadBalancers(all) => {
                let mut names = vec![];
                let mut subnets = vec![];
                for it in all {
                    let own = name(plan, it.load_balancer);
                    if !names.contains(&own) {
                        names.push(own);
                    }
                    let subnet = it.subnet.map(|id| name(plan, id));
                    subnets.extend(subnet.filter(|it| !subnets.contains(it)));
                }
                SourceKindName::LoadBalancers(names, subnets)
            }
            Senders::Servers { groups, interfaces } => {
                SourceKindName::Servers(ServerNames::of(groups, interfaces, plan))
            }
            Senders::Unoccupied { subnets, vpcs } => SourceKindName::Unoccupied(
                subnets.iter().map(|id| name(plan, *id)).collect(),
                vpcs.iter().map(|id| name(plan, *id)).collect(),
            ),
        };
        Self {
            kind,
            known_as,
            is_rest: source.known_as == Some(KnownAs::Rest),
            addresses: source.addresses.iter().map(short).collect(),
            ip_type: source.ip_type,
        }
    }
}

/// An entry as people write it: a block of one address without its prefix.
fn short(entry: &AddressEntry) -> String {
    match entry {
        AddressEntry::Cidr(cidr) if cidr.is_host() => cidr.net().addr().to_string(),
        other => other.to_string(),
    }
}

impl SourceTitle {
    /// The name of senders.
    #[must_use]
    pub fn of(source: &Source, plan: &Plan) -> Self {
        Self(SourceNames::of(source, plan))
    }

    pub(super) fn names(&self) -> &SourceNames {
        &self.0
    }
}

impl SourceDetail {
    /// The line below the name of senders.
    #[must_use]
    pub fn of(source: &Source, plan: &Plan) -> Self {
        Self(SourceNames::of(source, plan))
    }

    pub(super) fn names(&self) -> &SourceNames {
        &self.0
    }
}

area!(reach::label, ReachLabel);
area!(reach::source_title, SourceTitle);
area!(reach::source_detail, SourceDetail);
area!(reach::target_title, TargetTitle);
area!(reach::target_detail, TargetDetail);
area!(reach::count, ReachCount);
