//! Network ACLs of the subnets in which load balancers are, in English.

use super::grammar::{names, sentences};
use crate::locale::finding_name::GuardingAcl;
use crate::locale::prose::{Prose, fill};

/// Says of all that guard in the same way the same in one sentence.
pub(super) fn guarding(acls: &[GuardingAcl], is_shared: bool) -> Prose {
    let (within, out): (Vec<_>, Vec<_>) =
        acls.iter().partition(|it| it.servers_are_within && !is_shared);
    let sentence = match (is_shared, out.len()) {
        (false, 1) => {
            "{} also guards {}, from where the load balancer works or sends. The guide speaks of the \
             servers' network ACL only; an older FAQ says that this one counts too. If traffic does \
             not arrive, let the load balancer out to its servers here as well."
        }
        (false, _) => {
            "{} also guard {}, from where load balancers work or send. The guide speaks of the \
             servers' network ACLs only; an older FAQ says that these count too. If traffic does not \
             arrive, let the load balancers out to their servers here as well."
        }
        (true, 1) => {
            "{} also guards {}, where the shared load balancer works. The guide speaks of the \
             servers' network ACL only; an older FAQ says that this one counts too. If clients do \
             not get through, let them in here as well."
        }
        (true, _) => {
            "{} also guard {}, where shared load balancers work. The guide speaks of the servers' \
             network ACLs only; an older FAQ says that these count too. If clients do not get \
             through, let them in here as well."
        }
    };
    let out = said(sentence, &out);
    let within = match within.len() {
        1 => said(
            "{} guards {}, where the load balancer and its servers are. It does not filter what \
             stays within the subnet. An older FAQ says that it counts for what comes in from \
             outside. If clients do not get through, let them in here.",
            &within,
        ),
        _ => said(
            "{} guard {}, where load balancers and their servers are. They do not filter what stays \
             within a subnet. An older FAQ says that they count for what comes in from outside. If \
             clients do not get through, let them in here.",
            &within,
        ),
    };
    sentences(vec![out, within])
}

/// A sentence about network ACLs and what they guard; nothing where there are none.
fn said(sentence: &str, acls: &[&GuardingAcl]) -> Prose {
    if acls.is_empty() {
        return vec![];
    }
    let acl_names = acls.iter().map(|it| it.name.clone()).collect::<Vec<_>>();
    let mut subnets: Vec<String> = vec![];
    for subnet in acls.iter().flat_map(|it| &it.subnets) {
        if !subnets.contains(subnet) {
            subnets.push(subnet.clone());
        }
    }
    fill(sentence, [names(&acl_names), names(&subnets)])
}
