//! Filters of the plans of the library.

use super::{Answer, Origin, PlanRecord, Readable};

/// A choice among the plans.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Filter {
    /// All of them.
    #[default]
    All,
    /// Those that were changed not long ago.
    Recent,
    /// Those that came by a link.
    FromLink,
    /// Those that could not be read.
    Unreadable,
    /// Those that were removed.
    Removed,
    /// Those of which the engine says this.
    Answer(Answer),
}

/// The standing of a plan in the library.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It can be opened.
    Kept,
    /// It could not be read.
    Unreadable,
    /// It was removed, and can be got back.
    Removed,
}

impl PlanRecord {
    /// The standing of the plan in the library.
    #[must_use]
    pub fn standing(&self) -> Standing {
        if self.removed.is_some() {
            Standing::Removed
        } else if matches!(self.readable, Readable::No(_)) {
            Standing::Unreadable
        } else {
            Standing::Kept
        }
    }

    /// The engine's answer to the plan; nothing as long as it was not asked.
    #[must_use]
    pub fn answer(&self) -> Option<Answer> {
        (self.bytes > 0).then(|| self.summary.answer())
    }
}

impl Filter {
    /// Tells whether a plan is counted; `is_recent` says whether it was changed not long ago.
    #[must_use]
    pub fn counts(self, record: &PlanRecord, is_recent: bool) -> bool {
        let standing = record.standing();
        match self {
            Self::All => standing != Standing::Removed,
            Self::Recent => standing == Standing::Kept && is_recent,
            Self::FromLink => standing == Standing::Kept && record.origin == Origin::Link,
            Self::Unreadable => standing == Standing::Unreadable,
            Self::Removed => standing == Standing::Removed,
            Self::Answer(answer) => standing == Standing::Kept && record.answer() == Some(answer),
        }
    }

    /// Tells whether a plan is shown. All plans are shown with those that were removed, which stand
    /// apart.
    #[must_use]
    pub fn shows(self, record: &PlanRecord, is_recent: bool) -> bool {
        self == Self::All || self.counts(record, is_recent)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::{PlanId, Summary};

    fn record(origin: Origin) -> PlanRecord {
        PlanRecord::new(PlanId::new("a".to_owned()), String::new(), origin, 1)
    }

    #[test]
    fn a_removed_plan_is_shown_among_all_and_counted_among_the_removed_alone() {
        let mut removed = record(Origin::Link);
        removed.removed = Some(5);
        assert!(Filter::All.shows(&removed, true) && !Filter::All.counts(&removed, true));
        assert!(Filter::Removed.counts(&removed, true));
        for filter in [Filter::Recent, Filter::FromLink, Filter::Unreadable] {
            assert!(!filter.shows(&removed, true), "{filter:?}");
        }
    }

    #[test]
    fn a_plan_that_could_not_be_read_has_no_answer() {
        let mut broken = record(Origin::Empty);
        broken.readable = Readable::No("why".to_owned());
        broken.bytes = 7;
        broken.summary = Summary { required: 2, ..Summary::default() };
        assert!(Filter::All.counts(&broken, false) && Filter::Unreadable.counts(&broken, false));
        assert!(!Filter::Answer(Answer::RulesToAdd).counts(&broken, false));
        assert!(!Filter::Recent.counts(&broken, true));
    }

    #[test]
    fn an_answer_counts_once_the_engine_has_given_it() {
        let mut plan = record(Origin::Empty);
        assert!(!Filter::Answer(Answer::Nothing).counts(&plan, true));
        plan.bytes = 9;
        plan.summary = Summary { flows: 3, ..Summary::default() };
        assert!(Filter::Answer(Answer::NothingMissing).counts(&plan, true));
        assert!(Filter::Recent.counts(&plan, true) && !Filter::Recent.counts(&plan, false));
        assert!(!Filter::FromLink.counts(&plan, true));
    }
}
