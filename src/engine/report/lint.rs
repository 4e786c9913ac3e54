//! The notes of the audit: what is odd in a plan and not wrong.

use serde::{Deserialize, Serialize};

use crate::plan::{Cidr, Lint, ServerId, SubjectId, VpcId};

/// A note on something that is odd and not wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct LintNote {
    /// The thing that it is about.
    pub subject: SubjectId,
    /// The kind of note, with its details.
    #[serde(flatten)]
    pub kind: LintKind,
    /// The reason for which the plan has it switched off; left out where it has not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub off: Option<String>,
}

impl LintNote {
    /// A note that is not switched off.
    pub(crate) fn about(subject: impl Into<SubjectId>, kind: LintKind) -> Self {
        Self { subject: subject.into(), kind, off: None }
    }
}

/// The kinds of notes, each with its details.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(tag = "lint", content = "details", rename_all = "snake_case")]
pub enum LintKind {
    /// Two VPCs have addresses in common, so no route can lead from one to the other.
    OverlappingVpcs {
        /// The other VPC.
        other: VpcId,
        /// The block of the VPC that it is about.
        own_block: Cidr,
        /// The block of the other one that it overlaps.
        other_block: Cidr,
    },
    /// A rule names a private block of which no address is in a VPC of the plan or is an IP address
    /// backend.
    OutsideVpcs {
        /// The block.
        block: Cidr,
    },
    /// No server has the security group, or no subnet the network ACL.
    Unused,
    /// A rule of a security group lets every address in to ports that are often attacked, and on these
    /// servers nothing else keeps all of it out.
    RiskyPort {
        /// The services that listen on these ports, by the ports.
        services: Vec<RiskyService>,
        /// The servers.
        servers: Vec<ServerId>,
    },
}

impl LintKind {
    /// The kind as a plan names it.
    #[must_use]
    pub fn lint(&self) -> Lint {
        match self {
            Self::OverlappingVpcs { .. } => Lint::OverlappingVpcs,
            Self::OutsideVpcs { .. } => Lint::OutsideVpcs,
            Self::Unused => Lint::Unused,
            Self::RiskyPort { .. } => Lint::RiskyPort,
        }
    }
}

/// A service that is often attacked where everyone can reach it, by its usual port.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct RiskyService {
    /// Its name, such as SSH.
    pub name: String,
    /// Its port, of TCP.
    pub port: u16,
}
