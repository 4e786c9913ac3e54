//! Every sentence that a person reads, in every language.
//!
//! Each area of the product has an enum of what it has to say, and each language a folder with
//! one exhaustive function for each area: a missing translation does not compile.

mod en;

/// A language of the product.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// English.
    #[default]
    English,
}

impl Language {
    /// Every language.
    pub const ALL: &'static [Self] = &[Self::English];

    /// The BCP 47 tag.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
        }
    }

    /// The language's name in the language itself.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::English => "English",
        }
    }
}

/// Declares an area: its enum's text is looked up in the folder of each language. `a` stands for
/// the function `text` of the language's file `a`, `a::b` for its function `b`.
macro_rules! area {
    ($area:ident, $text:ident) => {
        area!($area::text, $text);
    };
    ($area:ident :: $function:ident, $text:ident) => {
        impl $crate::locale::$text {
            /// The sentence in a language.
            #[must_use]
            pub fn text(
                &self,
                language: $crate::locale::Language,
            ) -> ::std::borrow::Cow<'static, str> {
                match language {
                    $crate::locale::Language::English => $crate::locale::en::$area::$function(self),
                }
            }
        }
    };
}

/// Declares an area whose sentences set names and addresses apart.
macro_rules! prose {
    ($area:ident :: $function:ident, $text:ident) => {
        impl $crate::locale::$text {
            /// The sentences in a language, in pieces.
            #[must_use]
            pub fn segments(
                &self,
                language: $crate::locale::Language,
            ) -> ::std::vec::Vec<$crate::locale::Segment> {
                match language {
                    $crate::locale::Language::English => $crate::locale::en::$area::$function(self),
                }
            }

            /// The sentences in a language, as one text.
            #[must_use]
            pub fn plain(&self, language: $crate::locale::Language) -> ::std::string::String {
                $crate::locale::plain(&self.segments(language))
            }
        }
    };
}

mod amount;
mod answer;
mod audit;
mod board;
mod change_row;
mod clause;
mod commands;
mod compare;
mod consequence;
mod draft;
mod embed;
mod finding;
mod flow;
mod format;
mod general;
mod guards;
mod headline;
mod inspector;
mod keeping;
mod layer;
mod library;
mod merge;
mod names;
mod notice;
mod pending;
mod plan_problem;
mod proof;
mod proof_dialog;
mod prose;
mod protocol_port;
mod reading;
mod reason;
mod sample;
mod share;
mod shell;
mod steps;
mod tally;
mod terms;
mod trace;
mod verify;
mod when;

pub use amount::*;
pub use answer::*;
pub use audit::*;
pub use board::*;
pub use change_row::*;
pub use clause::*;
pub use commands::*;
pub use compare::*;
pub use consequence::*;
pub use draft::*;
pub use embed::*;
pub use finding::*;
pub use flow::*;
pub use format::*;
pub use general::*;
pub use guards::*;
pub use headline::*;
pub use inspector::*;
pub use keeping::*;
pub use layer::*;
pub use library::*;
pub use merge::*;
pub use notice::*;
pub use pending::*;
pub use plan_problem::*;
pub use proof::*;
pub use proof_dialog::*;
pub use prose::{Segment, plain};
pub use protocol_port::*;
pub use reading::*;
pub use reason::*;
pub use sample::*;
pub use share::*;
pub use shell::*;
pub use steps::*;
pub use terms::*;
pub use trace::*;
pub use verify::*;
pub use when::*;

#[cfg(test)]
mod audit_tests;
#[cfg(test)]
mod compare_tests;
#[cfg(test)]
mod tests;
