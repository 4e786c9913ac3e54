//! The packets that security groups and network ACLs allow, exactly.
//!
//! This stage knows rules and how they are matched; it knows nothing of load balancers. The caller
//! says which security groups the far end of the packets has; a load balancer has none.

mod address_groups;
mod attached_groups;
mod decide;
mod filter_rules;
mod flavor;
mod match_list;
mod near_miss;
mod network_acl;
mod partition;
mod scan;
mod security_group;

#[cfg(test)]
mod tests;

pub(crate) use address_groups::AddressGroups;
pub(crate) use attached_groups::SecurityGroups;
pub(crate) use decide::Decision;
pub(crate) use filter_rules::FilterRules;
pub(crate) use match_list::MatchList;
pub(crate) use near_miss::Sought;
pub(crate) use network_acl::{boxes as network_acl_rule_boxes, network_acl};
pub(crate) use security_group::{
    GroupRules, Order, boxes as security_group_rule_boxes, ranked,
    readings as security_group_readings,
};
