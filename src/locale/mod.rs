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

/// Declares an area: its enum's text is looked up in the folder of each language.
macro_rules! area {
    ($area:ident, $text:ident) => {
        impl $crate::locale::$text {
            /// The sentence in a language.
            #[must_use]
            pub fn text(
                &self,
                language: $crate::locale::Language,
            ) -> ::std::borrow::Cow<'static, str> {
                match language {
                    $crate::locale::Language::English => $crate::locale::en::$area::text(self),
                }
            }
        }
    };
}

mod commands;
mod general;
mod inspector;
mod shell;

pub use commands::*;
pub use general::*;
pub use inspector::*;
pub use shell::*;
