//! The readings: questions on which the sources contradict each other, each with its two answers,
//! who gives them, and the setting of the plan that chooses.
//!
//! Findings, the settings of the plan's form and `docs/readings.md` are all made from this table.

use crate::engine::report::{Followed, Follows, ReadingId};
use crate::plan::{
    ClientAddresses, IpMembersOfOwnVpc, Layer4HealthChecks, LoadBalancerAcl, NetworkAclState,
    Settings, SeveralSecurityGroups, TransferredClientIp,
};

/// A question with two answers.
#[derive(Debug, Clone, Copy)]
pub struct Reading {
    /// The question.
    pub id: ReadingId,
    /// The setting of the plan that chooses, as the plan's JSON names it.
    pub setting: &'static str,
    /// The two answers.
    pub answers: [Answer; 2],
}

/// An answer and who gives it.
#[derive(Debug, Clone, Copy)]
pub struct Answer {
    /// The value of the setting that follows it.
    pub value: &'static str,
    /// The pages that give it, the one that carries most weight first.
    pub references: &'static [Reference],
}

/// A page.
#[derive(Debug, Clone, Copy)]
pub struct Reference {
    /// Its title.
    pub title: &'static str,
    /// When it was last changed, or was read: a year, a month or a day.
    pub date: &'static str,
    /// Its address; empty if only a repository holds it, which the title then names.
    pub address: &'static str,
}

const GUIDE: Reference = Reference {
    title: "Security Group and Network ACL Rules",
    date: "2026-03-25",
    address: "https://support.huaweicloud.com/intl/en-us/usermanual-elb/elb_ug_hd_0007.html",
};
const GUIDE_ZH: Reference = Reference {
    title: "Security Group and Network ACL Rules (Chinese original)",
    date: "2026",
    address: "https://support.huaweicloud.com/usermanual-elb/elb_ug_hd_0007.md",
};
const DIAGNOSIS: Reference = Reference {
    title: "Self-service diagnosis of unhealthy backend servers",
    date: "2024-11-14",
    address: "https://support.huaweicloud.com/intl/ar-mena/usermanual-elb/elb_ug_zd_0002.html",
};
const REAL_IP: Reference = Reference {
    title: "Best practices: obtaining clients' real IP addresses with layer 4 forwarding of a \
            dedicated load balancer",
    date: "2026-02-04",
    address: "https://support.huaweicloud.com/bestpractice-elb/elb_bp_1014.html",
};
const SHARED_GUIDE: Reference = Reference {
    title: "Security Group and Network ACL Rules (shared load balancers)",
    date: "2026-02-05",
    address: "https://support.huaweicloud.com/usermanual-elb/elb_ug_hd_0002.html",
};
const SHARED_REAL_IP: Reference = Reference {
    title: "Transfer Client IP Address (shared load balancers)",
    date: "2026",
    address: "https://support.huaweicloud.com/usermanual-elb/elb_ug_jt_0515.md",
};
const VPC_ZH: Reference = Reference {
    title: "VPC user guide, security groups and network ACLs (repository huaweicloudDocs/vpc)",
    date: "2024-03-15",
    address: "https://github.com/huaweicloudDocs/vpc",
};
const VPC_OTC: Reference = Reference {
    title: "VPC user guide and FAQ (repository opentelekomcloud-docs/virtual-private-cloud)",
    date: "2026-04-22",
    address: "https://github.com/opentelekomcloud-docs/virtual-private-cloud",
};
const ELB_OTC: Reference = Reference {
    title: "ELB user guide and FAQ (repository opentelekomcloud-docs/elastic-load-balancing)",
    date: "2026-04-22",
    address: "https://github.com/opentelekomcloud-docs/elastic-load-balancing",
};

const IP_AS_A_BACKEND: Reference = Reference {
    title: "IP as a Backend (help of the console)",
    date: "2025-11-19",
    address: "https://support.huaweicloud.com/intl/pt-br/drawer-elb/elb_drawerhelp_006.html",
};
const IP_BEST_PRACTICE: Reference = Reference {
    title: "Best practices: IP as a Backend, overview",
    date: "2024-07-11",
    address: "https://support.huaweicloud.com/intl/pt-br/bestpractice-elb/elb_bp_0301.html",
};
const HYBRID: Reference = Reference {
    title: "Configuring Hybrid Load Balancing (Dedicated Load Balancers)",
    date: "2026",
    address: "https://support.huaweicloud.com/en-us/usermanual-elb/elb_ug_hd_0005.html",
};
const IP_BEST_PRACTICE_OTC: Reference = Reference {
    title: "Best practices: IP as a Backend, overview, restrictions (repository \
            opentelekomcloud-docs/elastic-load-balancing)",
    date: "2026-04-22",
    address: "https://github.com/opentelekomcloud-docs/elastic-load-balancing",
};

/// Every question, in the order in which the plan's form asks them.
pub const READINGS: &[Reading] = &[
    Reading {
        id: ReadingId::Layer4HealthChecks,
        setting: "layer4_health_checks",
        answers: [
            Answer { value: "filtered", references: &[GUIDE_ZH, DIAGNOSIS] },
            Answer { value: "exempt", references: &[GUIDE, ELB_OTC] },
        ],
    },
    Reading {
        id: ReadingId::ClientAddresses,
        setting: "client_addresses",
        answers: [
            Answer { value: "backend_subnet", references: &[GUIDE] },
            Answer { value: "clients_too", references: &[REAL_IP] },
        ],
    },
    Reading {
        id: ReadingId::TransferredClientIp,
        setting: "transferred_client_ip",
        answers: [
            Answer { value: "exempt", references: &[SHARED_GUIDE] },
            Answer { value: "filtered", references: &[SHARED_REAL_IP] },
        ],
    },
    Reading {
        id: ReadingId::NetworkAclState,
        setting: "network_acl_state",
        answers: [
            Answer { value: "stateful", references: &[VPC_OTC, VPC_ZH] },
            Answer { value: "stateless", references: &[DIAGNOSIS] },
        ],
    },
    Reading {
        id: ReadingId::SeveralSecurityGroups,
        setting: "several_security_groups",
        answers: [
            Answer { value: "in_sequence", references: &[VPC_ZH] },
            Answer { value: "combined", references: &[VPC_OTC] },
        ],
    },
    Reading {
        id: ReadingId::LoadBalancerAcl,
        setting: "load_balancer_acl",
        answers: [
            Answer { value: "ignore", references: &[GUIDE] },
            Answer { value: "apply", references: &[ELB_OTC] },
        ],
    },
    Reading {
        id: ReadingId::IpMembersOfOwnVpc,
        setting: "ip_members_of_own_vpc",
        answers: [
            Answer { value: "reached", references: &[IP_AS_A_BACKEND, IP_BEST_PRACTICE] },
            Answer { value: "not_reached", references: &[HYBRID, IP_BEST_PRACTICE_OTC] },
        ],
    },
];

/// A question by its id.
#[must_use]
pub fn reading(id: ReadingId) -> Option<&'static Reading> {
    READINGS.iter().find(|reading| reading.id == id)
}

/// The answer to a question that a plan's settings follow.
#[must_use]
pub fn followed(id: ReadingId, settings: &Settings) -> Followed {
    use Follows::{Both, First, Second};
    let follows = match id {
        ReadingId::Layer4HealthChecks => match settings.layer4_health_checks {
            Layer4HealthChecks::Filtered => First,
            Layer4HealthChecks::Exempt => Second,
        },
        ReadingId::ClientAddresses => match settings.client_addresses {
            ClientAddresses::BackendSubnet => First,
            ClientAddresses::ClientsToo => Second,
        },
        ReadingId::TransferredClientIp => match settings.transferred_client_ip {
            TransferredClientIp::Exempt => First,
            TransferredClientIp::Filtered => Second,
        },
        ReadingId::NetworkAclState => match settings.network_acl_state {
            NetworkAclState::Unsure => Both,
            NetworkAclState::Stateful => First,
            NetworkAclState::Stateless => Second,
        },
        ReadingId::SeveralSecurityGroups => match settings.several_security_groups {
            SeveralSecurityGroups::Unsure => Both,
            SeveralSecurityGroups::InSequence => First,
            SeveralSecurityGroups::Combined => Second,
        },
        ReadingId::LoadBalancerAcl => match settings.load_balancer_acl {
            LoadBalancerAcl::Advise => Both,
            LoadBalancerAcl::Ignore => First,
            LoadBalancerAcl::Apply => Second,
        },
        ReadingId::IpMembersOfOwnVpc => match settings.ip_members_of_own_vpc {
            IpMembersOfOwnVpc::Unsure => Both,
            IpMembersOfOwnVpc::Reached => First,
            IpMembersOfOwnVpc::NotReached => Second,
        },
    };
    Followed { reading: id, follows }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A plan's settings with one value chosen.
    fn chosen(setting: &str, value: &str) -> Settings {
        serde_json::from_value(serde_json::json!({ setting: value })).unwrap()
    }

    #[test]
    fn the_value_of_each_answer_follows_it() {
        for reading in READINGS {
            for (answer, follows) in reading.answers.iter().zip([Follows::First, Follows::Second]) {
                let settings = chosen(reading.setting, answer.value);
                assert_eq!(followed(reading.id, &settings).follows, follows, "{}", reading.id);
            }
        }
    }

    #[test]
    fn every_question_is_found_by_its_id_and_named_as_its_setting() {
        for it in READINGS {
            assert_eq!(reading(it.id).map(|found| found.setting), Some(it.setting));
            assert_eq!(it.id.to_string(), it.setting.replace('_', "-"));
        }
    }

    #[test]
    fn every_answer_names_a_page_with_a_date() {
        for source in READINGS.iter().flat_map(|it| it.answers).flat_map(|it| it.references) {
            assert!(source.address.starts_with("https://"), "{}", source.title);
            assert!(source.date.starts_with("20"), "{}", source.title);
        }
    }
}
