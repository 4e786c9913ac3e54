//! The rules of security groups and network ACLs: lists whose rows unfold into forms.

mod audit;
mod audit_work;
mod editable_rule;
mod effect;
mod end_field;
mod fields;
mod network_acl;
mod network_acl_form;
mod new_rule;
mod row;
mod section;
mod security_group;
mod security_group_form;
mod unfolded;

pub(crate) use audit_work::AuditWork;
pub(crate) use network_acl::NetworkAclRules;
pub(crate) use security_group::SecurityGroupRules;
