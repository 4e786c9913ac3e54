//! Notes on what is odd in a plan and not wrong, and those that a plan does not want, with the reasons.

use serde::{Deserialize, Deserializer, Serialize};

use super::id::SubjectId;
use super::value_error::ValueError;

/// The kinds of notes that can be switched off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Lint {
    /// Two VPCs have addresses in common.
    OverlappingVpcs,
    /// A rule names a private block that is in no VPC.
    OutsideVpcs,
    /// No server has a security group, or no subnet a network ACL.
    Unused,
    /// A port that is often attacked is open to every address.
    RiskyPort,
}

impl Lint {
    /// Every kind, in the order in which they are listed.
    pub const ALL: [Self; 4] =
        [Self::OverlappingVpcs, Self::OutsideVpcs, Self::Unused, Self::RiskyPort];
}

/// Notes that a plan does not want.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct LintOff {
    /// Their kind.
    pub lint: Lint,
    /// The thing that they are about, or the security group or network ACL whose rules they are about;
    /// all of the kind where left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<SubjectId>,
    /// The reason, which is shown in their place.
    #[serde(deserialize_with = "reason")]
    #[cfg_attr(test, schemars(regex(pattern = r"\S")))]
    pub reason: String,
}

/// Reads a reason, which has to say something.
fn reason<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let reason = String::deserialize(deserializer)?;
    match reason.trim().is_empty() {
        true => Err(ValueError::NoReason.refused()),
        false => Ok(reason),
    }
}
