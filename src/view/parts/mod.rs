//! Small parts that the whole page uses: texts, icons, tabs, long lists.

mod button;
mod clause;
mod icon;
mod listen;
mod more_entries;
mod readings;
mod same;
mod storage_reason;
mod tabs;
mod text;

pub(crate) use button::{Button, ButtonLook};
pub(crate) use clause::Clause;
pub(crate) use icon::Icon;
pub(crate) use listen::use_listening;
pub(crate) use more_entries::{AT_ONCE, ShownEntries, use_shown_entries};
pub(crate) use readings::sources;
pub(crate) use same::Same;
pub(crate) use storage_reason::reason;
pub(crate) use tabs::{arrows, tab_button};
pub(crate) use text::{name_of, prose, say, shell, use_language};
