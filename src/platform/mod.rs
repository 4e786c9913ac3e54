//! The only place that touches the browser itself: storage, clipboard, files, theme, sizes.
//!
//! It knows nothing of plans. A refusal of the browser is returned as an error, never a panic: a
//! page in a sandboxed frame has no storage and still works.

mod address;
mod calendar;
mod channel;
mod clipboard;
mod clock;
mod database;
mod dom;
mod fetch;
mod file;
mod frame;
mod idle;
mod letters;
mod storage;
mod theme;
mod version;
mod visibility;
mod worker;

pub(crate) use address::{base_address, documentation, fragment, leave_fragment, open_page};
pub(crate) use calendar::local_time;
pub(crate) use channel::Channel;
pub(crate) use clipboard::copy;
pub(crate) use clock::time_ms;
pub(crate) use database::{Change, Database, Range, StorageError, Written};
pub(crate) use dom::{
    ClientRect, Neighbour, TabStep, choose, choose_tab, click, client_rect, close_dialog, focus,
    focused_element, give_focus, has_element, is_topmost, is_typing, is_typing_text, leave,
    leave_field, neighbour, now, observe_size, on_window, on_window_first, open_dialog,
    prefers_apple_keys, reveal, reveal_id, set_attributes, set_page_language, set_style, show,
    stays_within, whole_pixels,
};
pub(crate) use fetch::{Unfetched, fetch_bytes, place};
pub(crate) use file::{download, length_of, read_bytes};
pub(crate) use frame::{on_message, post};
pub(crate) use idle::{Room, ask_to_last, idle, room, unique, wait};
pub(crate) use letters::{hyphenated, letter_width, lower_case};
pub(crate) use storage::{forget, load, load_for_tab, store, store_for_tab, stored_keys};
pub(crate) use theme::{ThemeChoice, apply_theme, keep_theme, stored_theme};
pub(crate) use version::{has_new_version, load_new_version, on_new_version};
pub(crate) use visibility::on_sight;
pub(crate) use worker::{Worker, WorkerNews, WorkerScope};
