//! Findings about members that are IP addresses: what is opened there by hand, and the routes.

use super::collector::Findings;
use crate::engine::report::{
    ClauseId, FindingKind, Flow, FlowId, Level, ReadingId, Severity, Verdict,
};
use crate::engine::requirements::own_vpc::{RouteToMember, home, route, vpc_seen_from};
use crate::plan::{
    BackendServerGroup, Cidr, IpBackend, IpMembersOfOwnVpc, IpType, LoadBalancer, LoadBalancerId,
    Member, MemberId, MemberTarget, VpcId,
};

impl Findings<'_> {
    /// Adds what is to be said of the members of a group that are IP addresses. `balancers` send to
    /// the group, or will.
    pub(crate) fn ip_members(&mut self, group: &BackendServerGroup, balancers: &[&LoadBalancer]) {
        let mut of_own_vpc: Vec<MemberId> = vec![];
        for member in &group.members {
            let MemberTarget::IpBackend(id) = member.target else { continue };
            let Some(backend) = self.index.ip_backend(id) else { continue };
            self.open_by_hand(member, backend, balancers);
            let vpcs = balancers.iter().map(|balancer| {
                (home(self.index, balancer), vpc_seen_from(self.index, balancer, backend))
            });
            let vpcs = vpcs.collect::<Vec<_>>();
            let is_near = |(home, vpc): &(Option<VpcId>, Option<VpcId>)| home == vpc;
            if let Some((Some(home), vpc)) = vpcs.iter().find(|(home, _)| home.is_some())
                && *vpc != Some(*home)
            {
                self.overlapping_blocks(member.id, *home, *vpc, backend);
            }
            if !vpcs.iter().all(is_near) {
                let kind = FindingKind::NeedsRoute { member: member.id };
                self.add(Severity::Info, member.id, kind, &[]);
            }
            if vpcs.iter().any(|it| is_near(it) && it.0.is_some()) {
                of_own_vpc.push(member.id);
            }
        }
        if !of_own_vpc.is_empty() {
            self.of_own_vpc(group, of_own_vpc);
        }
    }

    /// A member behind whose address the plan has no server.
    fn open_by_hand(&mut self, member: &Member, backend: &IpBackend, balancers: &[&LoadBalancer]) {
        let is_bare = |balancer: &&&LoadBalancer| {
            let vpc = vpc_seen_from(self.index, balancer, backend);
            let server = vpc.and_then(|vpc| self.index.interface_at(vpc, backend.address));
            // Nothing has to be opened for what is not sent there.
            let comes = route(self.index, balancer, member.target) != RouteToMember::Missing;
            server.is_none() && comes
        };
        let bare = balancers.iter().filter(is_bare).map(|balancer| balancer.id);
        let bare = bare.collect::<Vec<LoadBalancerId>>();
        if bare.is_empty() {
            return;
        }
        let is_for_hands =
            |flow: &&&Flow| flow.verdict != Verdict::Exempt && bare.contains(&flow.load_balancer);
        let flows = self.to_member(member.id).iter().filter(is_for_hands).map(|flow| flow.id);
        let flows = flows.collect::<Vec<FlowId>>();
        let kind = FindingKind::OpenByHand { address: backend.address, flows };
        self.add(Severity::Warning, member.id, kind, &[ClauseId::BackendSubnet]);
    }

    /// Members at addresses of the load balancer's own VPC.
    fn of_own_vpc(&mut self, group: &BackendServerGroup, members: Vec<MemberId>) {
        let is_stopped = |flow: &&Flow| {
            let is_required = flow.layers.iter().any(|layer| layer.level == Level::Required);
            flow.is_unrouted() && is_required
        };
        let flows = || members.iter().flat_map(|member| self.to_member(*member)).copied();
        let severity = match self.index.plan.settings.ip_members_of_own_vpc {
            IpMembersOfOwnVpc::Reached => Severity::Info,
            IpMembersOfOwnVpc::NotReached if flows().any(|flow| is_stopped(&flow)) => {
                Severity::Error
            }
            IpMembersOfOwnVpc::NotReached | IpMembersOfOwnVpc::Unsure => Severity::Warning,
        };
        let kind = FindingKind::IpMemberOfOwnVpc { group: group.id, members };
        self.add_disputed(severity, group.id, kind, &[], ReadingId::IpMembersOfOwnVpc);
    }

    /// A member of another VPC, one of whose blocks overlaps a block of the load balancer's own.
    fn overlapping_blocks(
        &mut self,
        member: MemberId,
        home: VpcId,
        vpc: Option<VpcId>,
        backend: &IpBackend,
    ) {
        let blocks = |vpc| self.index.vpc(vpc).into_iter().flat_map(|vpc| vpc.cidrs());
        let others = vpc.map(|vpc| blocks(vpc).collect::<Vec<Cidr>>()).unwrap_or_default();
        let overlap = blocks(home)
            .filter(|own| own.ip_type() == IpType::of(backend.address))
            .find_map(|own| Some((own, *others.iter().find(|other| own.overlaps(**other))?)));
        let Some((own, other)) = overlap else { return };
        let kind = FindingKind::OverlappingBlocks { member, own, other };
        if self.index.is_in_vpc(home, backend.address) {
            let reading = ReadingId::IpMembersOfOwnVpc;
            self.add_disputed(Severity::Warning, member, kind, &[], reading);
        } else {
            self.add(Severity::Warning, member, kind, &[]);
        }
    }
}
