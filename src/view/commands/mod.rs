//! Running commands: from buttons, from the keyboard, and with files.

mod run_command;
mod shortcut_keys;

pub(crate) use run_command::{
    FILE_FIELD, ThemeSwitch, copy, copy_export, download, download_export, file_stem, is_enabled,
    open, open_chosen, open_file, stem_of, use_run_command,
};
pub(crate) use shortcut_keys::{has_single_keys, set_single_keys, use_shortcuts};
