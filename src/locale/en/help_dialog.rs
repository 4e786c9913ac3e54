//! The words of the help, in English.

use std::borrow::Cow;

use crate::locale::HelpDialogText;

pub(in crate::locale) fn text(text: &HelpDialogText) -> Cow<'static, str> {
    use HelpDialogText as Text;
    match text {
        Text::HandbookBody => "How to draw a plan, read the answer and apply it, with plans to try",
        Text::UnhealthyBody => "A list of causes to go through, each with the rule that is missing",
        Text::ShortcutsBody => {
            "Every key that gives a command, and what the mouse does on the board"
        }
        Text::SettingsBody => {
            "Which reading counts where the sources disagree, and how wide added rules are"
        }
        Text::SamplesBody => "Finished plans to look at and to change",
        Text::Guide => "The guide of Huawei Cloud",
        Text::GuideBody => "The page that the rules come from, on the web site of the vendor",
    }
    .into()
}
