//! The record of a plan: what the list of plans shows of it, without the plan itself.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Origin, Picture, Summary};

/// The time for which a removed plan can be got back, in milliseconds: 30 days.
pub const KEPT_AFTER_REMOVAL: u64 = 30 * 24 * 60 * 60 * 1000;

/// The id of a plan in the library: small letters and digits.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub struct PlanId(String);

impl From<String> for PlanId {
    fn from(text: String) -> Self {
        Self::new(text)
    }
}

impl From<PlanId> for String {
    fn from(PlanId(text): PlanId) -> Self {
        text
    }
}

impl PlanId {
    /// An id, of which everything but letters and digits is left out.
    #[must_use]
    pub fn new(text: String) -> Self {
        let is_fit = |letter: &char| letter.is_ascii_lowercase() || letter.is_ascii_digit();
        if text.chars().all(|it| is_fit(&it)) {
            Self(text)
        } else {
            Self(text.chars().filter(is_fit).collect())
        }
    }

    /// The id as a text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for PlanId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The record of a plan for the list of plans.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PlanRecord {
    /// The version of the record's format, [`PlanRecord::VERSION`].
    pub version: u32,
    /// The id.
    pub id: PlanId,
    /// The name of the plan; of a text that cannot be read, what it may be called.
    pub name: String,
    /// The origin.
    pub origin: Origin,
    /// When it was made, in milliseconds since 1970.
    pub made: u64,
    /// When it was last changed.
    pub changed: u64,
    /// The window that changed it last.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub changed_by: String,
    /// When it was removed, if it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub removed: Option<u64>,
    /// The number of the last entry of its log.
    pub last: u64,
    /// The length of the plan as compact JSON, in bytes, when that was last looked at.
    #[serde(default)]
    pub bytes: usize,
    /// The contents and the engine's answer in numbers, when that was last looked at.
    #[serde(default)]
    pub summary: Summary,
    /// The small picture of it.
    #[serde(default)]
    pub picture: Picture,
    /// Tells whether it can be read.
    #[serde(default)]
    pub readable: Readable,
}

/// Tells whether a plan can be read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Readable {
    /// As far as is known.
    #[default]
    Yes,
    /// No: what is kept is the text as it was found, and this is why.
    No(String),
}

impl PlanRecord {
    /// The version that this program writes.
    pub const VERSION: u32 = 1;

    /// True if both are of one plan in the same state. What is noted whenever the plan is looked at
    /// may differ: its length, its contents, its picture.
    #[must_use]
    pub fn is_of_same_state(&self, other: &Self) -> bool {
        let (summary, picture) = (self.summary.clone(), self.picture.clone());
        *self == Self { bytes: self.bytes, summary, picture, ..other.clone() }
    }

    /// The record of a plan that is new.
    #[must_use]
    pub fn new(id: PlanId, name: String, origin: Origin, now: u64) -> Self {
        Self {
            version: Self::VERSION,
            id,
            name,
            origin,
            made: now,
            changed: now,
            changed_by: String::new(),
            removed: None,
            last: 0,
            bytes: 0,
            summary: Summary::default(),
            picture: Picture::default(),
            readable: Readable::Yes,
        }
    }

    /// Reads a record as it is stored. Of a record that a newer program wrote, or that is damaged,
    /// the id is all that is known; the plan stays as it is.
    #[must_use]
    pub fn read(id: &str, text: &str) -> Self {
        match serde_json::from_str::<Self>(text) {
            Ok(record) if record.version <= Self::VERSION && record.id.as_str() == id => record,
            other => {
                let why = match other {
                    Ok(record) => {
                        format!("a newer version of this page wrote it: format {}", record.version)
                    }
                    Err(error) => format!("its record is damaged or newer: {error}"),
                };
                let mut record =
                    Self::new(PlanId::new(id.to_owned()), String::new(), Origin::Empty, 0);
                record.version = u32::MAX;
                record.readable = Readable::No(why);
                record
            }
        }
    }

    /// The record as it is stored.
    #[must_use]
    pub fn write(&self) -> String {
        // Nothing in it can fail to be written: there are no maps.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Tells whether this program may write to the plan.
    #[must_use]
    pub fn is_writable(&self) -> bool {
        self.version <= Self::VERSION && self.readable == Readable::Yes
    }

    /// Tells whether it was removed so long ago that it is gone for good.
    #[must_use]
    pub fn is_over(&self, now: u64) -> bool {
        self.removed.is_some_and(|then| now.saturating_sub(then) > KEPT_AFTER_REMOVAL)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_reads_back_and_a_newer_one_is_left_alone() {
        let id = PlanId::new("a1".to_owned());
        let record = PlanRecord::new(id, "Shop".to_owned(), Origin::File("s.json".to_owned()), 7);
        assert_eq!(PlanRecord::read("a1", &record.write()), record);
        assert!(record.is_writable());
        let newer = PlanRecord { version: 2, ..record.clone() };
        let read = PlanRecord::read("a1", &newer.write());
        assert!(!read.is_writable() && read.id == record.id);
        for text in ["", "{", "[]", r#"{"version": 3, "what": 1}"#] {
            assert!(!PlanRecord::read("a1", text).is_writable(), "{text}");
        }
    }

    #[test]
    fn a_look_at_a_plan_makes_no_other_state_of_it() {
        let id = PlanId::new("a1".to_owned());
        let record = PlanRecord::new(id, "Shop".to_owned(), Origin::Empty, 7);
        let picture = Picture { width: 9, ..Picture::default() };
        let seen = PlanRecord { bytes: 99, picture, ..record.clone() };
        assert!(record != seen && record.is_of_same_state(&seen) && seen.is_of_same_state(&record));
        let edited = PlanRecord { last: record.last + 1, ..record.clone() };
        assert!(!record.is_of_same_state(&edited));
    }

    #[test]
    fn an_id_that_comes_from_a_file_names_no_other_plans_keys() {
        let id: PlanId = serde_json::from_str(r#""a1/0000000000000000""#).unwrap();
        assert_eq!(id.as_str(), "a10000000000000000");
        assert_eq!(serde_json::to_string(&id).unwrap(), r#""a10000000000000000""#);
    }

    #[test]
    fn a_removed_plan_is_over_after_thirty_days() {
        let mut record =
            PlanRecord::new(PlanId::new("a".to_owned()), String::new(), Origin::Link, 0);
        assert!(!record.is_over(u64::MAX));
        record.removed = Some(1000);
        assert!(!record.is_over(1000 + KEPT_AFTER_REMOVAL));
        assert!(record.is_over(1001 + KEPT_AFTER_REMOVAL));
        assert!(!record.is_over(0), "a clock that went back removes nothing");
    }
}
