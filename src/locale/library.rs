//! The words of the page of the plans.

use super::NotSaved;

/// The words of the page of plans.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is named as what it says")]
pub enum LibraryText {
    Title,
    Back,
    Count(usize),
    SearchLabel,
    SearchPlaceholder,
    Import,
    Export,
    NewPlan,
    NewEmpty,
    NewSample,
    NewFile,
    Filters,
    AllPlans,
    Recent,
    RecentHint,
    Earlier,
    FromLink,
    Unreadable,
    UnreadableHint,
    Removed,
    RemovedHint,
    ByAnswer,
    RulesToAdd,
    LookAtThisFirst,
    NothingMissing,
    /// On the card of a plan.
    PillRules(usize),
    PillUnclear(usize),
    PillToLookAt(usize),
    PillNothingToCheck,
    Servers(usize),
    /// Behind a time.
    OtherWindow(String),
    ByLink(String),
    OnTheBoard,
    /// A sentence of the plan that is chosen.
    Sentence {
        required: usize,
        unclear: usize,
        flows: usize,
    },
    NotLookedAt,
    Details,
    Open,
    Duplicate,
    SaveAsFile,
    More,
    Rename,
    Remove,
    NewName,
    Cancel,
    ChangedElsewhere,
    ItsEdit(String),
    History,
    Steps(usize),
    Now,
    OpenStep(String),
    InOtherWindow,
    ShowAllSteps(usize),
    OlderSteps,
    Holds,
    CameFrom,
    Size,
    Contents {
        load_balancers: usize,
        listeners: usize,
        servers: usize,
    },
    WithHistory {
        plan: u64,
        whole: u64,
    },
    GetBack,
    RemoveForGood,
    EmptyRemoved,
    ReallyForget(String),
    ReallyEmpty(usize),
    NoRoomToRemove(String),
    KeepIt,
    RemovedOn {
        removed: String,
        until: String,
    },
    UsedOf {
        most: u64,
    },
    Lasting,
    NotLasting,
    AskToLast,
    AskedInVain,
    NeverExported,
    LastExported(String),
    EmptyTitle,
    EmptyBody,
    NothingHere,
    NothingFound,
    NotListed(String),
    LastWritten(String),
    /// The news after an action.
    Copied(String),
    IsRemoved {
        name: String,
        until: String,
    },
    IsBack(String),
    IsGone(String),
    AreGone(usize),
    NotDone(String),
    /// The reason the browser does not store or read.
    Why(NotSaved),
    CannotBeRead {
        name: String,
        why: String,
    },
    CanBeRead(String),
    StateOpened {
        name: String,
        when: String,
    },
    Imported {
        count: usize,
        there: usize,
    },
    NotImported {
        file: String,
        why: String,
    },
    /// The text is no library: the mistake at a line and a column, from 1 up.
    NotALibrary {
        line: usize,
        column: usize,
        invalid: super::InvalidValue,
    },
    /// The file says that it is of something else.
    LibraryOf(String),
    /// The library has this version, which is newer than the one that is read.
    NewerLibrary {
        found: u32,
        known: u32,
    },
    Exported(usize),
    GoneMeanwhile,
    CopyOf(String),
}

area!(library, LibraryText);

/// A number of bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BytesText(pub u64);

area!(library::bytes, BytesText);

/// The origin of a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is named as what it says")]
pub enum OriginText {
    Empty,
    Sample(String),
    File(String),
    Link,
    Copy(String),
    State(String),
    Earlier,
}

prose!(library::origin, OriginText);

/// The making of a plan: the first line of its history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MadeText(pub OriginText);

prose!(library::made, MadeText);

/// The words for an operation on a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DoneText {
    /// The kind of operation.
    pub done: Done,
    /// The name of what it was done to; of several the first one's.
    pub name: String,
    /// The number of things it was done to.
    pub count: usize,
}

/// The kind of operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is named as what it says")]
pub enum Done {
    Added,
    Changed,
    Removed,
    Moved,
    AddedRule,
    ChangedRule,
    RemovedRule,
    Renamed,
    Annotated,
    ChoseReadings,
    Opened,
    Undid,
    Redid,
    Exported,
    Several,
}

prose!(library::done, DoneText);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::Language;

    fn done(done: Done, name: &str, count: usize) -> String {
        DoneText { done, name: name.to_owned(), count }.plain(Language::English)
    }

    #[test]
    fn a_step_says_what_was_done_and_to_what() {
        assert_eq!(done(Done::Added, "web-1", 1), "web-1 added");
        assert_eq!(done(Done::Moved, "web-1", 3), "web-1 and 2 more moved");
        assert_eq!(done(Done::AddedRule, "sg-web", 1), "Rule added to sg-web");
        assert_eq!(done(Done::AddedRule, "sg-web", 4), "4 rules added, the first to sg-web");
        assert_eq!(done(Done::Renamed, "", 1), "Name taken away");
        assert_eq!(done(Done::Several, "", 5), "5 changes at once");
        assert_eq!(done(Done::Removed, "", 1), "1 thing without a name removed");
    }

    #[test]
    fn sizes_are_said_in_units_that_a_person_reads() {
        let said = |bytes| BytesText(bytes).text(Language::English).into_owned();
        for (bytes, text) in [
            (0, "0 bytes"),
            (1, "1 byte"),
            (999, "999 bytes"),
            (1_000, "1 KB"),
            (9_499, "9 KB"),
            (211_700, "212 KB"),
            (999_600, "1.0 MB"),
            (1_440_000, "1.4 MB"),
            (2_100_000_000, "2.1 GB"),
            (150_000_000_000, "150 GB"),
        ] {
            assert_eq!(said(bytes), text);
        }
    }

    #[test]
    fn the_sentence_of_a_plan_says_what_is_left_to_do() {
        let said = |required, unclear, flows| {
            let text = LibraryText::Sentence { required, unclear, flows };
            text.text(Language::English).into_owned()
        };
        assert_eq!(said(3, 0, 9), "3 rules to add or change.");
        assert_eq!(said(1, 2, 9), "1 rule to add or change. 2 flows need attention.");
        assert_eq!(said(0, 1, 9), "1 flow needs attention.");
        assert_eq!(said(0, 0, 9), "Nothing is missing: everything that has to flow passes.");
        assert_eq!(said(0, 0, 0), "Nothing flows yet.");
    }
}
