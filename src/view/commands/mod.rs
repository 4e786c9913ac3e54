//! Running commands: from buttons, from the keyboard, and with files.

mod open_file;
mod run_command;
mod shortcut_keys;
mod take_away;

pub(crate) use open_file::{FILE_FIELD, FILES, open, open_chosen, open_file};
pub(crate) use run_command::{CONSOLE_STEPS, ThemeSwitch, is_enabled, use_run_command};
pub(crate) use shortcut_keys::{has_single_keys, set_single_keys, use_shortcuts};
pub(crate) use take_away::{copy, copy_export, download, download_export, file_stem, stem_of};
