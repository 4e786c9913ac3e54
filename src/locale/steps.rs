//! The words of the steps to take in the console: labels as the console writes them, and what to
//! do between them.

use crate::engine::report::RulePlace;
use crate::plan::{Direction, Plan};

use super::names::{PlaceName, RuleName, name};

/// A label or a sentence of the console steps and of the text report.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the variants are the labels of the console's own fields")]
pub enum StepsText {
    /// The heading of the steps.
    Heading,
    /// The heading of what makes the answer void.
    LookAtThisFirst,
    /// The heading of what goes with the steps.
    GoodToKnow,
    /// The heading of the findings in a report.
    Findings,
    /// The heading of the connections of one's own.
    Connections,
    /// The sentence in place of the steps where there are none.
    NoSteps,
    Priority,
    Action,
    Type,
    Protocol,
    ProtocolPort,
    Source,
    SourcePortRange,
    Destination,
    DestinationPortRange,
    Description,
    /// The column that says how much a rule is needed.
    Level,
    /// The column that says where a network ACL rule goes.
    Position,
    /// The console's word for every port or protocol.
    All,
    /// The effect of a network ACL change on connections.
    NetworkAclConnections,
    /// Open the server's page: the first step for a security group.
    OpenServer {
        server: String,
    },
    /// Open the security group from the server's page.
    OpenSecurityGroup {
        name: String,
    },
    /// Open a security group that no server has from the list of all.
    FindSecurityGroup {
        name: String,
    },
    /// Open the list of network ACLs.
    OpenNetworkAcls,
    /// Open the network ACL.
    OpenNetworkAcl {
        name: String,
    },
    /// Add rules on a tab.
    AddRules {
        direction: Direction,
        rules: usize,
    },
    /// Insert one rule above another, on a tab.
    InsertRule {
        direction: Direction,
        /// The number that the other rule has now.
        above: usize,
    },
    /// Add a rule at the end of a network ACL's list.
    AppendRule {
        direction: Direction,
    },
    /// Give a rule another priority.
    ChangePriority {
        direction: Direction,
        to: String,
        /// The rule as a sentence points at it.
        rule: String,
    },
    /// Confirm the dialog.
    Confirm,
}

impl StepsText {
    /// The first step for a place: for a security group the page of a server that wears it.
    pub(crate) fn open(place: RulePlace, plan: &Plan) -> Vec<Self> {
        let place_name = PlaceName::of(place, plan).name;
        match place {
            RulePlace::SecurityGroup(id) => {
                let wears = plan.servers.iter().find(|it| it.wears(id));
                match wears.map(|it| name(plan, it.id)) {
                    Some(server) => vec![
                        Self::OpenServer { server },
                        Self::OpenSecurityGroup { name: place_name },
                    ],
                    None => vec![Self::FindSecurityGroup { name: place_name }],
                }
            }
            RulePlace::NetworkAcl(_) => {
                vec![Self::OpenNetworkAcls, Self::OpenNetworkAcl { name: place_name }]
            }
        }
    }
}

/// A rule that is in the plan already, pointed at in a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleText(pub(super) Option<RuleName>);

impl RuleText {
    /// A rule of a plan.
    #[must_use]
    pub fn of(rule: crate::plan::RuleId, plan: &Plan) -> Self {
        Self(RuleName::of(rule, plan))
    }
}

area!(steps::text, StepsText);
prose!(steps::rule, RuleText);
