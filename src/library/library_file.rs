//! The whole library as one file.

use serde::{Deserialize, Serialize};

use super::{Entry, PlanRecord};
use crate::format::invalid_value::InvalidValue;

/// A library as a file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LibraryFile {
    /// The kind of file: [`LibraryFile::KIND`].
    pub library: String,
    /// The version of the format, [`LibraryFile::VERSION`].
    pub version: u32,
    /// The plans.
    pub plans: Vec<PlanFile>,
}

/// A plan in such a file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PlanFile {
    /// Its record.
    pub record: PlanRecord,
    /// Its states and what else belongs to it: what stands behind the plan's id in each key, and
    /// the text as it is stored.
    pub texts: Vec<(String, String)>,
    /// Its log: the number of each entry, and the entry as it is stored.
    pub entries: Vec<(u64, String)>,
}

/// The reason a text is not a library, as data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LibraryFileError {
    /// The text does not have the shape of a library.
    NotALibrary {
        /// The line of the mistake, from 1 up.
        line: usize,
        /// The column of the mistake, from 1 up.
        column: usize,
        /// The mistake.
        invalid: InvalidValue,
    },
    /// The file says that it is of something else.
    OtherKind(String),
    /// A newer program wrote it, in this version.
    Newer(u32),
}

impl LibraryFile {
    /// The word by which such a file is known.
    pub const KIND: &str = "elb-rule-planner";
    /// The version that this program writes.
    pub const VERSION: u32 = 1;

    /// A file with plans.
    #[must_use]
    pub fn new(plans: Vec<PlanFile>) -> Self {
        Self { library: Self::KIND.to_owned(), version: Self::VERSION, plans }
    }

    /// Tells whether a text looks like a library and not like a plan.
    #[must_use]
    pub fn is_one(text: &str) -> bool {
        let start = text.trim_start_matches('\u{feff}').trim_start();
        start.strip_prefix('{').is_some_and(|rest| rest.trim_start().starts_with("\"library\""))
    }

    /// Reads a library. A plan in it that cannot be read comes along as it is.
    ///
    /// # Errors
    /// It is something else, or a newer program wrote it.
    pub fn read(text: &str) -> Result<Self, LibraryFileError> {
        #[derive(Deserialize)]
        struct Probe {
            library: String,
            version: u32,
        }
        let text = text.trim_start_matches('\u{feff}');
        let wrong = |error: serde_json::Error| {
            let (line, column) = (error.line(), error.column());
            LibraryFileError::NotALibrary {
                line,
                column,
                invalid: InvalidValue::of_parser(&error, text),
            }
        };
        let probe: Probe = serde_json::from_str(text).map_err(wrong)?;
        if probe.library != Self::KIND {
            return Err(LibraryFileError::OtherKind(probe.library));
        }
        if probe.version > Self::VERSION {
            return Err(LibraryFileError::Newer(probe.version));
        }
        serde_json::from_str(text).map_err(wrong)
    }

    /// The library as a text.
    #[must_use]
    pub fn write(&self) -> String {
        // Nothing in it can fail to be written: there are no maps.
        serde_json::to_string(self).unwrap_or_default()
    }
}

impl PlanFile {
    /// The entries that can be read, with their numbers.
    #[must_use]
    pub fn log(&self) -> Vec<(u64, Entry)> {
        let read = |(number, text): &(u64, String)| Some((*number, Entry::read(text).ok()?));
        self.entries.iter().filter_map(read).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::{Origin, PlanId};

    #[test]
    fn a_library_reads_back_as_it_is_written() {
        let record = PlanRecord::new(PlanId::new("a".to_owned()), "A".to_owned(), Origin::Link, 1);
        let plan = PlanFile {
            record,
            texts: vec![("unread".to_owned(), "{ \u{0}".to_owned())],
            entries: vec![(1, "nonsense".to_owned())],
        };
        let library = LibraryFile::new(vec![plan]);
        let text = library.write();
        assert!(LibraryFile::is_one(&text) && !LibraryFile::is_one(r#"{"version":1}"#));
        assert_eq!(LibraryFile::read(&text).unwrap(), library);
        assert!(library.plans[0].log().is_empty());
    }

    #[test]
    fn what_is_no_library_is_refused_with_the_reason() {
        let refused = |text: &str| LibraryFile::read(text).unwrap_err();
        assert!(matches!(refused("{"), LibraryFileError::NotALibrary { line: 1, column: 1, .. }));
        let other = refused(r#"{"library":"x","version":1,"plans":[]}"#);
        assert_eq!(other, LibraryFileError::OtherKind("x".to_owned()));
        let newer = format!(r#"{{"library":"{}","version":9}}"#, LibraryFile::KIND);
        assert_eq!(refused(&newer), LibraryFileError::Newer(9));
    }
}
