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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::{Edit, transact};
    use crate::locale::Language;
    use crate::plan::{ElementId, Plan, RuleId, SecurityGroupId};

    #[test]
    fn a_note_is_not_switched_off_without_a_reason() {
        let text = r#"{ "lint": "unused", "reason": " " }"#;
        let error = serde_json::from_str::<LintOff>(text).unwrap_err().to_string();
        let error = error.split(" at line").next().unwrap();
        let said = ValueError::carried(error).unwrap().text(Language::English);
        assert_eq!(said, "the reason is empty; say why the note is not to be shown");
        let text = r#"{ "lint": "unused", "reason": "spare" }"#;
        assert_eq!(serde_json::from_str::<LintOff>(text).unwrap().on, None);
    }

    #[test]
    fn what_is_switched_off_goes_with_the_thing_that_it_is_on() {
        let plan = serde_json::json!({
            "version": 1,
            "settings": { "lints_off": [
                { "lint": "unused", "on": "sg-1", "reason": "spare" },
                { "lint": "risky_port", "on": "rule-1", "reason": "meant" },
                { "lint": "risky_port", "reason": "all" },
            ] },
            "security_groups": [
                { "id": "sg-1", "name": "a" },
                { "id": "sg-2", "name": "b", "inbound": [{ "id": "rule-1", "remote": "0.0.0.0/0" }] },
            ],
        });
        let plan: Plan = serde_json::from_value(plan).unwrap();
        let left = |edit: Edit| {
            let left = transact(&plan, &[edit]).unwrap().settings.lints_off;
            left.into_iter().map(|it| it.reason).collect::<Vec<_>>()
        };
        assert_eq!(left(Edit::RemoveRule(RuleId(1))), ["spare", "all"]);
        let group = |id| ElementId::SecurityGroup(SecurityGroupId(id));
        assert_eq!(left(Edit::Remove(group(1))), ["meant", "all"]);
        assert_eq!(left(Edit::Remove(group(2))), ["spare", "all"]);
        assert_eq!(left(Edit::Rename("c".to_owned())).len(), 3);
    }
}
