//! The drawn thing to which something in the plan belongs.

use super::{ElementId, Plan, RuleId, SubjectId};

impl Plan {
    /// The drawn thing that something in the plan belongs to.
    pub fn element_of(&self, subject: SubjectId) -> Option<ElementId> {
        match subject {
            SubjectId::Vpc(id) => Some(id.into()),
            SubjectId::Subnet(id) => Some(id.into()),
            SubjectId::SecurityGroup(id) => Some(id.into()),
            SubjectId::NetworkAcl(id) => Some(id.into()),
            SubjectId::AddressGroup(id) => Some(id.into()),
            SubjectId::LoadBalancer(id) => Some(id.into()),
            SubjectId::BackendServerGroup(id) => Some(id.into()),
            SubjectId::Server(id) => Some(id.into()),
            SubjectId::IpBackend(id) => Some(id.into()),
            SubjectId::Listener(id) => self.listener(id).map(|(balancer, _)| balancer.id.into()),
            SubjectId::Member(id) => self.member(id).map(|(_, member)| member.target.into()),
            SubjectId::Rule(id) => self.holder_of(id),
            SubjectId::Connection(id) => {
                let connection = self.connection(id)?;
                connection.to.element().or_else(|| connection.from.element())
            }
        }
    }

    /// The security group or network ACL that holds a rule.
    fn holder_of(&self, id: RuleId) -> Option<ElementId> {
        let group = self
            .security_groups
            .iter()
            .find(|group| group.inbound.iter().chain(&group.outbound).any(|rule| rule.id == id));
        let acl = || {
            self.network_acls
                .iter()
                .find(|acl| acl.inbound.iter().chain(&acl.outbound).any(|rule| rule.id == id))
        };
        group.map(|it| it.id.into()).or_else(|| acl().map(|it| it.id.into()))
    }
}
