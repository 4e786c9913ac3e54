//! The keys under which a library is stored.
//!
//! There are four stores. `plans` has a [`PlanRecord`](super::PlanRecord) for each plan, under the
//! plan's id. `texts` has its states and what else belongs to it, `entries` its log, both under
//! keys that begin with the plan's id. `settings` has what belongs to no plan.

use super::PlanId;

/// The name of the database.
pub const DATABASE: &str = "elb-rule-planner";
/// The version of its stores.
pub const DATABASE_VERSION: u32 = 1;

/// The store of records.
pub const PLANS: &str = "plans";
/// The store of states and other texts.
pub const TEXTS: &str = "texts";
/// The store of logs.
pub const ENTRIES: &str = "entries";
/// The store of what belongs to no plan.
pub const SETTINGS: &str = "settings";
/// Every store.
pub const STORES: &[&str] = &[PLANS, TEXTS, ENTRIES, SETTINGS];

/// In `settings`: the id of the plan that was shown last.
pub const LAST_SHOWN: &str = "last shown";
/// In `settings`: when the library was last saved as a file, in milliseconds since 1970.
pub const LAST_EXPORTED: &str = "last exported";

/// The key of an entry, or in `texts` of the state behind it. Keys sort as their numbers do.
#[must_use]
pub fn numbered(plan: &PlanId, number: u64) -> String {
    format!("{plan}/{number:016}")
}

/// The number in such a key.
#[must_use]
pub fn number_of(key: &str) -> Option<u64> {
    key.rsplit_once('/').and_then(|(_, number)| number.parse().ok())
}

/// In `texts`, the state of the plan from which a change is planned.
#[must_use]
pub fn before_change(plan: &PlanId) -> String {
    format!("{plan}/before")
}

/// In `texts`, the state of the plan that the cloud is taken to have.
#[must_use]
pub fn cloud(plan: &PlanId) -> String {
    format!("{plan}/cloud")
}

/// In `texts`, a text that could not be read, as it was found.
#[must_use]
pub fn unread(plan: &PlanId) -> String {
    format!("{plan}/unread")
}

/// The keys of all that belongs to a plan: the first one, and the first one behind them.
#[must_use]
pub fn all_of(plan: &PlanId) -> (String, String) {
    // The character behind `/` is `0`.
    (format!("{plan}/"), format!("{plan}0"))
}

/// The keys of a plan's entries or states behind a number: the first one, and the first one
/// behind them.
#[must_use]
pub fn behind(plan: &PlanId, number: u64) -> (String, String) {
    (numbered(plan, number.saturating_add(1)), format!("{plan}/:"))
}

/// The keys of a plan's entries or states up to a number and with it: the first one, and the first
/// one behind them.
#[must_use]
pub fn up_to(plan: &PlanId, number: u64) -> (String, String) {
    (format!("{plan}/0"), numbered(plan, number.saturating_add(1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(text: &str) -> PlanId {
        PlanId::new(text.to_owned())
    }

    fn holds((from, to): &(String, String), key: &str) -> bool {
        **from <= *key && *key < **to
    }

    #[test]
    fn ranges_hold_what_they_say_and_nothing_of_another_plan() {
        let plan = id("a1");
        let range = behind(&plan, 9);
        assert!(holds(&range, &numbered(&plan, 10)) && !holds(&range, &numbered(&plan, 9)));
        assert!(holds(&range, &numbered(&plan, 9_999_999_999_999_999)));
        assert!(!holds(&range, &before_change(&plan)) && !holds(&range, &unread(&plan)));
        let range = up_to(&plan, 9);
        assert!(holds(&range, &numbered(&plan, 0)) && holds(&range, &numbered(&plan, 9)));
        assert!(!holds(&range, &numbered(&plan, 10)) && !holds(&range, &cloud(&plan)));
        let range = all_of(&plan);
        for key in [numbered(&plan, 3), before_change(&plan), cloud(&plan), unread(&plan)] {
            assert!(holds(&range, &key));
        }
        for other in [id("a"), id("a10"), id("a2"), id("b")] {
            assert!(!holds(&range, &numbered(&other, 3)) && !holds(&range, &unread(&other)));
        }
    }

    #[test]
    fn keys_sort_as_their_numbers_do() {
        let plan = id("p");
        assert!(numbered(&plan, 9) < numbered(&plan, 10));
        assert_eq!(number_of(&numbered(&plan, 41)), Some(41));
        assert_eq!(number_of(&cloud(&plan)), None);
    }
}
