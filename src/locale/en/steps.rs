//! The words of the console steps, in English.

use std::borrow::Cow;

use super::grammar::rule as rule_name;
use crate::locale::prose::{Prose, words};
use crate::locale::{RuleText, StepsText};
use crate::plan::Direction;

pub(in crate::locale) fn text(text: &StepsText) -> Cow<'static, str> {
    match text {
        StepsText::Heading => "Steps in the console".into(),
        StepsText::LookAtThisFirst => "Look at this first".into(),
        StepsText::GoodToKnow => "Good to know".into(),
        StepsText::Findings => "Findings".into(),
        StepsText::Connections => "Your connections".into(),
        StepsText::NoSteps => "There is nothing to do in the console.".into(),
        StepsText::Priority => "Priority".into(),
        StepsText::Action => "Action".into(),
        StepsText::Type => "Type".into(),
        StepsText::Protocol => "Protocol".into(),
        StepsText::ProtocolPort => "Protocol & Port".into(),
        StepsText::Source => "Source".into(),
        StepsText::SourcePortRange => "Source Port Range".into(),
        StepsText::Destination => "Destination".into(),
        StepsText::DestinationPortRange => "Destination Port Range".into(),
        StepsText::Description => "Description".into(),
        StepsText::Level => "Need".into(),
        StepsText::Position => "Position".into(),
        StepsText::All => "All".into(),
        StepsText::NetworkAclConnections => {
            "Network ACL rules apply to new connections; those that are open stay open.".into()
        }
        StepsText::OpenServer { server } => format!(
            "Open the ECS console and click the server {server}, which has this security group."
        )
        .into(),
        StepsText::FindSecurityGroup { name } => {
            format!("Open the list of security groups in the VPC console and click {name}.").into()
        }
        StepsText::OpenSecurityGroup { name } => {
            format!("On the Security Groups tab, click {name} to see its rules.").into()
        }
        StepsText::OpenNetworkAcls => "Open the list of network ACLs in the VPC console.".into(),
        StepsText::OpenNetworkAcl { name } => format!("Click {name}.").into(),
        StepsText::AddRules { direction, rules: 1 } => {
            format!("On the {} tab, click Add Rule and enter:", tab(*direction)).into()
        }
        StepsText::AddRules { direction, rules } => {
            format!("On the {} tab, click Add Rule and enter {rules} rules:", tab(*direction))
                .into()
        }
        StepsText::InsertRule { direction, above } => format!(
            "On the {} tab, in the row of rule {above}, choose More > Insert Rule Above and enter:",
            tab(*direction)
        )
        .into(),
        StepsText::AppendRule { direction } => format!(
            "On the {} tab, click Add Rule, which puts it at the end of the list, and enter:",
            tab(*direction)
        )
        .into(),
        StepsText::ChangePriority { direction, to, rule } => format!(
            "On the {} tab, once the other rules are added, find {rule}, click Modify and set \
             Priority to {to}.",
            tab(*direction)
        )
        .into(),
        StepsText::Confirm => "Click OK.".into(),
    }
}

fn tab(direction: Direction) -> &'static str {
    match direction {
        Direction::Inbound => "Inbound Rules",
        Direction::Outbound => "Outbound Rules",
    }
}

pub(in crate::locale) fn rule(text: &RuleText) -> Prose {
    text.0.as_ref().map_or_else(|| words("a rule that is no longer there"), rule_name)
}
