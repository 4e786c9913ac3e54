//! Every sentence that a person reads, in every language.
//!
//! Each area of the product has an enum of what it has to say, and each language a folder with
//! one exhaustive function for each area: a missing translation does not compile. Errors of earlier
//! stages are enums as well, and get their sentences in the same way.

mod en;

/// Declares the languages, one line each: the variant, its BCP 47 tag, its name in itself, and the
/// folder with its sentences. It also declares a macro of the given name, which picks the function of
/// that folder, so that a language without a sentence does not compile.
macro_rules! languages {
    ($d:tt $in_language:ident; $($(#[$doc:meta])* $language:ident = $tag:literal, $name:literal, $folder:ident;)*) => {
        /// A language of the product.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
        pub enum Language { $($(#[$doc])* $language),* }

        impl Language {
            /// Every language.
            pub const ALL: &'static [Self] = &[$(Self::$language),*];

            /// The BCP 47 tag.
            #[must_use]
            pub fn tag(self) -> &'static str {
                match self { $(Self::$language => $tag),* }
            }

            /// The language's name in the language itself.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Self::$language => $name),* }
            }
        }

        macro_rules! $in_language {
            ($d language:expr, $d area:ident :: $d function:ident, $d said:expr) => {
                match $d language { $(Language::$language => $folder::$d area::$d function($d said)),* }
            };
        }
    };
}

languages! {
    $ in_every_language;
    /// English.
    #[default]
    English = "en", "English", en;
}

impl Language {
    /// The language of a tag such as `en`, `en-GB` or `en_US.UTF-8`, where the product speaks it.
    #[must_use]
    pub fn of(tag: &str) -> Option<Self> {
        let first = tag.trim().split(['-', '_', '.', '@']).next().unwrap_or_default();
        Self::ALL.iter().copied().find(|it| it.tag().eq_ignore_ascii_case(first))
    }
}

/// Declares an area: its text is looked up in the folder of each language. `a` stands for the
/// function `text` of the language's file `a`, `a::b` for its function `b`.
macro_rules! area {
    ($area:ident, $text:ty) => {
        area!($area::text, $text);
    };
    ($area:ident :: $function:ident, $text:ty) => {
        impl $text {
            /// The sentence in a language.
            #[must_use]
            pub fn text(
                &self,
                language: $crate::locale::Language,
            ) -> ::std::borrow::Cow<'static, str> {
                use $crate::locale::*;
                in_every_language!(language, $area::$function, self)
            }
        }
    };
}

/// Declares an area whose sentences set names and addresses apart.
macro_rules! prose {
    ($area:ident :: $function:ident, $text:ty) => {
        impl $text {
            /// The sentences in a language, in pieces.
            #[must_use]
            pub fn segments(
                &self,
                language: $crate::locale::Language,
            ) -> ::std::vec::Vec<$crate::locale::Segment> {
                use $crate::locale::*;
                in_every_language!(language, $area::$function, self)
            }

            /// The sentences in a language, as one text.
            #[must_use]
            pub fn plain(&self, language: $crate::locale::Language) -> ::std::string::String {
                $crate::locale::plain(&self.segments(language))
            }
        }
    };
}

mod alternative;
mod amount;
mod answer;
mod api;
mod audit;
mod barrier;
mod board;
mod cell_fate;
mod change_row;
mod clause;
mod command_line;
mod commands;
mod compare;
mod connection;
mod consequence;
mod draft;
mod embed;
mod explain;
mod finding;
mod finding_group;
mod finding_name;
mod flow;
mod format;
mod general;
mod gets;
mod guards;
mod headline;
mod help_dialog;
mod icmp;
mod inspector;
mod invalid_value;
mod keeping;
mod layer;
mod library;
mod lint;
mod merge;
mod names;
mod near_miss;
mod not_json;
mod notice;
mod own_connections;
mod pending;
mod plan_problem;
mod proof;
mod proof_dialog;
mod prose;
mod protocol_port;
mod reach;
mod reach_change;
mod read_error;
mod reading;
mod reason;
mod sample;
mod share;
mod shell;
mod steps;
mod tally;
mod terms;
mod trace;
mod upgrade;
mod value_error;
mod verify;
mod when;
mod wish;

pub use alternative::*;
pub use amount::*;
pub use answer::*;
pub use api::*;
pub use audit::*;
pub use barrier::*;
pub use board::*;
pub use cell_fate::{CellFate, ServiceText};
pub use change_row::*;
pub use clause::*;
pub use command_line::*;
pub use commands::*;
pub use compare::*;
pub use connection::{ConnectionEndsText, ConnectionLabel, ConnectionText, ConnectionVerdictText};
pub use consequence::*;
pub use draft::*;
pub use embed::*;
pub use explain::*;
pub use finding::*;
pub use finding_group::FindingGroup;
pub use flow::*;
pub use format::*;
pub use general::*;
pub use guards::*;
pub use headline::*;
pub use help_dialog::*;
pub use icmp::*;
pub use inspector::*;
pub use invalid_value::*;
pub use keeping::*;
pub use layer::*;
pub use library::*;
pub use lint::*;
pub use merge::*;
pub use not_json::*;
pub use notice::*;
pub use pending::*;
pub use plan_problem::*;
pub use proof::*;
pub use proof_dialog::*;
pub use prose::{Segment, plain};
pub use protocol_port::*;
pub use reach::*;
pub use reach_change::*;
pub use read_error::*;
pub use reading::*;
pub use reason::*;
pub use sample::*;
pub use share::*;
pub use shell::*;
pub use steps::*;
pub use terms::*;
pub use trace::*;
pub use upgrade::*;
pub use verify::*;
pub use when::*;
pub use wish::WishText;

#[cfg(test)]
mod audit_tests;
#[cfg(test)]
mod compare_tests;
#[cfg(test)]
mod language_tests;
#[cfg(test)]
mod tests;
