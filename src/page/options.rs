//! The options that say how a plan is shown.

use super::Pointed;
use crate::locale::Language;

/// The options that say how a plan is shown.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Options {
    /// The parts of the page that are shown.
    pub view: View,
    /// The rights of a visitor with the plan.
    pub access: Access,
    /// The things that are pointed at.
    pub selection: Vec<Pointed>,
    /// The language; the visitor's own where left out.
    pub language: Option<Language>,
    /// The colours; the visitor's own where left out.
    pub theme: Option<Theme>,
    /// The tab of the answer.
    pub tab: Option<Tab>,
}

/// A choice with a fixed set of words, which addresses and host pages use.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $word:literal,)* }) => {
        $(#[$doc])*
        pub enum $name { $($(#[$variant_doc])* $variant,)* }

        impl $name {
            /// Every value.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The word of this value.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),* }
            }

            /// The value of a word.
            #[must_use]
            pub fn of(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|it| it.word() == word)
            }
        }
    };
}

words! {
    /// The parts of the page that are shown.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
    View {
        /// The whole planner.
        #[default]
        Full = "full",
        /// The board alone.
        Board = "board",
        /// The rules to add alone.
        Rules = "rules",
        /// The board with the rules to add.
        Both = "both",
    }
}

words! {
    /// The rights of a visitor with a plan that was sent to him.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
    Access {
        /// Look at it, and make it his own to change it.
        #[default]
        Open = "open",
        /// Look at it.
        ReadOnly = "readonly",
        /// Change it at once, without keeping it.
        Interactive = "interactive",
    }
}

words! {
    /// The colours of the page.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    Theme {
        /// Dark on light.
        Light = "light",
        /// Light on dark.
        Dark = "dark",
    }
}

words! {
    /// The tabs of the answer.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    Tab {
        /// The rules to add.
        Rules = "rules",
        /// The form of what is selected.
        Selection = "selection",
        /// The rules that are there.
        Existing = "existing",
        /// Every flow, layer by layer.
        Trace = "trace",
        /// The steps of a change.
        Change = "change",
    }
}
