//! The titles of dialogs, and the classes that style them.

use yew::AttrValue;

use crate::command::Dialog;
use crate::locale::{AnswerText, CommandText, ConnectionLabel, Language, ShellText};
use crate::view::parts::{name_of, say, shell};

/// The title of a dialog.
pub(super) fn title_of(dialog: Dialog, language: Language) -> AttrValue {
    match dialog {
        Dialog::Export => name_of(CommandText::Export, language),
        Dialog::Share => name_of(CommandText::Share, language),
        Dialog::Samples => say(AnswerText::SamplesTitle.text(language)),
        Dialog::Search => shell(ShellText::Search, language),
        Dialog::Shortcuts => say(AnswerText::ShortcutsTitle.text(language)),
        Dialog::Help => name_of(CommandText::Help, language),
        Dialog::Proof => name_of(CommandText::ShowProof, language),
        Dialog::MustReach | Dialog::MustNotReach => shell(ShellText::Connections, language),
        Dialog::EditConnection(_) => say(ConnectionLabel::EditTitle.text(language)),
    }
}

/// The class of a dialog.
pub(super) fn class_of(dialog: Dialog) -> &'static str {
    match dialog {
        Dialog::Export => "export",
        Dialog::Share => "share",
        Dialog::Samples => "gallery",
        Dialog::Search => "search",
        Dialog::Shortcuts => "shortcuts",
        Dialog::Help => "help",
        Dialog::Proof => "proof-dialog",
        Dialog::MustReach | Dialog::MustNotReach | Dialog::EditConnection(_) => "connection-dialog",
    }
}
