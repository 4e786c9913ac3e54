//! Small parts that the whole page uses: texts, icons, tabs, long lists.

mod button;
mod clause;
mod handbook;
mod hops;
mod icon;
mod lazy;
mod listen;
mod menu;
mod more_entries;
mod not_saved;
mod printing;
mod readings;
mod rectangle;
mod same;
mod tabs;
mod text;
mod verdict_class;

pub(crate) use super::code::{Chunk, ChunkError, chunk};
pub(crate) use button::{Button, ButtonLook};
pub(crate) use clause::Clause;
pub(crate) use handbook::handbook_address;
pub(crate) use hops::{SHOWN, fate_pill, parcels, path_below_title};
pub(crate) use icon::Icon;
pub(crate) use lazy::{lazy, load_ahead};
pub(crate) use listen::use_listening;
pub(crate) use menu::{Menu, MenuItem};
pub(crate) use more_entries::{AT_ONCE, ShownEntries, use_shown_entries};
pub(crate) use not_saved::not_saved;
#[cfg(feature = "prerender")]
pub(crate) use printing::print;
pub(crate) use printing::use_printing;
pub(crate) use readings::sources;
pub(crate) use rectangle::rectangle;
pub(crate) use same::Same;
pub(crate) use tabs::{arrows, tab_button};
pub(crate) use text::{name_of, prose, say, shell, use_language};
pub(crate) use verdict_class::{class_of, connection_class};
