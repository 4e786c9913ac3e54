//! The limits of the size of a plan. One limit holds for writing and for reading, on the page, in
//! links, in files and on the command line, so that whatever is written can be read.

use super::Plan;
use super::json::length_of;

/// The most things in a plan: what is drawn, and listeners, forwarding policies, members, network
/// interfaces and rules with it, and connections. A plan of a hundred thousand members and as many servers has
/// fewer.
pub const MOST_THINGS: usize = 250_000;

/// The longest compact JSON of a plan, in bytes. A plan of a hundred thousand members and as many
/// servers takes less.
pub const MOST_BYTES: usize = 32 * 1024 * 1024;

/// The longest JSON of a plan in any layout, in bytes. The program's own indentation makes no text
/// four times as long: the deepest values, those of `listeners[].access_control.addresses[]`, stand
/// behind fourteen spaces and a line break, and take seven bytes without them; numbers are shorter,
/// but only the two of a position stand in a list.
pub const MOST_BYTES_INDENTED: usize = 4 * MOST_BYTES;

/// A limit of size.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit {
    /// The most things.
    pub things: usize,
    /// The most bytes.
    pub bytes: usize,
}

impl Limit {
    /// The limit of every plan.
    pub const PLAN: Self = Self { things: MOST_THINGS, bytes: MOST_BYTES };

    /// Says how a plan of a size passes the limit, if it does.
    ///
    /// # Errors
    /// The plan is too large.
    pub fn check(self, size: Size) -> Result<(), TooLarge> {
        if size.things > self.things {
            return Err(TooLarge::Things { found: size.things, most: self.things });
        }
        if size.bytes > self.bytes {
            return Err(TooLarge::Bytes { found: size.bytes, most: self.bytes });
        }
        Ok(())
    }
}

/// The way in which a plan is too large.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "each field is how many there are, or may be")]
pub enum TooLarge {
    /// It has too many things.
    Things { found: usize, most: usize },
    /// Its text is too long.
    Bytes { found: usize, most: usize },
}

/// The size of a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// The number of things it has.
    pub things: usize,
    /// The length of its compact JSON, or more than that.
    pub bytes: usize,
}

impl Size {
    /// The size of a plan, to the byte.
    #[must_use]
    pub fn of(plan: &Plan) -> Self {
        Self { things: plan.things(), bytes: length_of(plan) }
    }

    /// Tells whether it is no larger than another size in any way, and smaller in one.
    #[must_use]
    pub fn is_below(self, other: Self) -> bool {
        self != other && self.things <= other.things && self.bytes <= other.bytes
    }
}

impl Plan {
    /// The number of things it has, as [`MOST_THINGS`] counts them.
    #[must_use]
    pub fn things(&self) -> usize {
        let within = [
            self.load_balancers.iter().map(|it| it.listeners.len()).sum(),
            self.listeners().map(|(_, it)| it.policies.len()).sum(),
            self.backend_server_groups.iter().map(|it| it.members.len()).sum(),
            self.servers.iter().map(|it| it.interfaces.len()).sum(),
            self.rule_ids().count(),
            self.connections.len(),
        ];
        within.into_iter().fold(self.element_ids().count(), usize::saturating_add)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::json::{Spacing, write_json};
    use crate::plan::*;
    use serde_json::json;

    #[test]
    fn every_kind_of_thing_counts() {
        let plan: Plan =
            serde_json::from_str(include_str!("../../static/samples/everything-wrong.json"))
                .unwrap();
        fn objects(value: &serde_json::Value) -> usize {
            match value {
                serde_json::Value::Array(list) => {
                    list.iter().filter(|it| it.is_object()).count()
                        + list.iter().map(objects).sum::<usize>()
                }
                serde_json::Value::Object(fields) => fields.values().map(objects).sum(),
                _ => 0,
            }
        }
        assert_eq!(plan.things(), objects(&json!(plan)));
        assert!(plan.listeners().next().is_some() && plan.rule_ids().next().is_some());
    }

    #[test]
    fn indentation_makes_no_plan_four_times_as_long() {
        let addresses = json!({ "policy": "whitelist", "addresses": vec!["::/0"; 1_000] });
        let deep = json!({ "version": 1, "load_balancers": [{
            "id": "elb-1", "name": "", "subnet": "subnet-1", "listeners": [
                { "id": "listener-1", "protocol": "TCP", "access_control": addresses },
            ],
        }] });
        let member = json!({ "id": "member-1", "target": "ip-1" });
        let wide = json!({ "version": 1, "backend_server_groups": [{
            "id": "bsg-1", "name": "", "vpc": "vpc-1", "protocol": "TCP",
            "members": vec![member; 1_000],
        }] });
        let backend = json!({ "id": "ip-1", "name": "", "address": "::" });
        let placed = json!({ "version": 1, "ip_backends": vec![backend; 1_000] });
        let times = [deep, wide, placed].map(|plan| {
            let plan: Plan = serde_json::from_value(plan).unwrap();
            let mut indented = vec![];
            write_json(&plan, Spacing::Indented, &mut indented).unwrap();
            let compact = length_of(&plan);
            assert!(indented.len() < 4 * compact, "{} {compact}", indented.len());
            indented.len() / compact
        });
        assert_eq!(times.iter().max(), Some(&3), "{times:?} is not the worst that there is");
    }
}
