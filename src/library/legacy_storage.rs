//! Migration of what earlier versions of the page kept in local storage into the library.

use super::{Origin, PlanId, PlanRecord, Readable};
use crate::format::plan::{self as plan_file, ReadError};
use crate::layout::placed;

/// The texts that earlier versions kept, each under its key.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LegacyStorage {
    /// The plan.
    pub plan: Option<String>,
    /// A plan that could not be read.
    pub unread: Option<String>,
    /// The state from which a change was planned.
    pub remembered: Option<String>,
    /// Such a state that could not be read.
    pub remembered_unread: Option<String>,
}

impl LegacyStorage {
    /// The texts of a storage, from which `load` reads the text under a key.
    #[must_use]
    pub fn read(load: impl Fn(&str) -> Option<String>) -> Self {
        Self {
            plan: load("elb-rule-planner.plan"),
            unread: load("elb-rule-planner.plan.unread"),
            remembered: load("elb-rule-planner.remembered"),
            remembered_unread: load("elb-rule-planner.remembered.unread"),
        }
    }

    /// The texts, each with its key.
    pub fn entries(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let entries = [
            ("elb-rule-planner.plan", &self.plan),
            ("elb-rule-planner.plan.unread", &self.unread),
            ("elb-rule-planner.remembered", &self.remembered),
            ("elb-rule-planner.remembered.unread", &self.remembered_unread),
        ];
        entries.into_iter().filter_map(|(key, text)| Some((key, text.as_deref()?)))
    }

    /// Tells whether there is nothing to take over.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// A plan that is taken over.
#[derive(Debug, Clone, PartialEq)]
pub struct MigratedPlan {
    /// Its record.
    pub record: PlanRecord,
    /// The plan with a place for everything drawn; as it was found where it cannot be read.
    pub text: String,
    /// The state from which a change was planned, as it was found.
    pub before_change: Option<String>,
}

/// The plans to take over, the one that was shown first. The same texts give the same ids, so
/// that nothing is there twice when the work is broken off and begun again.
#[must_use]
pub fn migrate(
    stored: &LegacyStorage,
    now: u64,
    sentence: impl Fn(&ReadError) -> String,
) -> Vec<MigratedPlan> {
    let remembered = stored.remembered.clone();
    let is_good = |text: &String| plan_file::read(text).is_ok();
    let (before_change, broken) = match remembered.as_ref().is_some_and(is_good) {
        true => (remembered, None),
        false => (None, remembered),
    };
    let mut plans = vec![];
    let mut add = |text: &Option<String>, before_change: Option<String>| {
        let Some(text) = text.clone() else { return };
        let mut record = PlanRecord::new(id_of(&text), String::new(), Origin::Earlier, now);
        let text = match plan_file::read(&text) {
            Ok(plan) => {
                record.name.clone_from(&plan.name);
                plan_file::write_compact(&placed(plan))
            }
            Err(error) => {
                record.readable = Readable::No(sentence(&error));
                text
            }
        };
        if plans.iter().all(|it: &MigratedPlan| it.record.id != record.id) {
            plans.push(MigratedPlan { record, text, before_change });
        }
    };
    add(&stored.plan, before_change.clone());
    if stored.plan.is_none() {
        add(&before_change, None);
    }
    add(&stored.unread, None);
    add(&broken, None);
    add(&stored.remembered_unread, None);
    plans
}

fn id_of(text: &str) -> PlanId {
    let digest = crc::Crc::<u64>::new(&crc::CRC_64_XZ).checksum(text.as_bytes());
    PlanId::new(format!("earlier{digest:016x}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn migrated(stored: &LegacyStorage, now: u64) -> Vec<MigratedPlan> {
        migrate(stored, now, |error| format!("{error:?}"))
    }

    const PLAN: &str = r#"{"version":1,"name":"Mine"}"#;

    #[test]
    fn everything_that_was_kept_is_taken_over_whatever_is_in_it() {
        let stored = LegacyStorage {
            plan: Some(PLAN.to_owned()),
            unread: Some("{ broken".to_owned()),
            remembered: Some(r#"{"version":1,"name":"Before"}"#.to_owned()),
            remembered_unread: Some(String::new()),
        };
        let plans = migrated(&stored, 5);
        assert_eq!(plans.len(), 3);
        assert_eq!(plans[0].record.name, "Mine");
        assert_eq!(plans[0].before_change, stored.remembered);
        assert!(plans[0].record.is_writable());
        assert_eq!((&*plans[1].text, &*plans[2].text), ("{ broken", ""));
        assert!(plans[1..].iter().all(|it| !it.record.is_writable()));
        assert_eq!(plans, migrated(&stored, 5), "the ids are the same again");
    }

    #[test]
    fn a_state_that_nobody_has_a_plan_for_is_a_plan_of_its_own() {
        let stored =
            LegacyStorage { remembered: Some(PLAN.to_owned()), ..LegacyStorage::default() };
        assert_eq!(migrated(&stored, 0)[0].record.name, "Mine");
        let broken = LegacyStorage { remembered: Some("x".to_owned()), ..stored };
        assert!(!migrated(&broken, 0)[0].record.is_writable());
        assert!(migrated(&LegacyStorage::default(), 0).is_empty());
    }

    #[test]
    fn the_plan_and_a_copy_of_it_are_one() {
        let stored = LegacyStorage {
            plan: Some("x".to_owned()),
            unread: Some("x".to_owned()),
            ..LegacyStorage::default()
        };
        assert_eq!(migrated(&stored, 0).len(), 1);
    }
}
