//! The words of the page's frame, in English.

use std::borrow::Cow;

use super::grammar::count;
use crate::locale::ShellText;

pub(in crate::locale) fn text(text: &ShellText) -> Cow<'static, str> {
    use ShellText as Text;
    match text {
        Text::PlanName => "Name of the plan".into(),
        Text::UntitledPlan => "Untitled plan".into(),
        Text::Search => "Search".into(),
        Text::Open => "Open".into(),
        Text::Share => "Share".into(),
        Text::Add => "Add".into(),
        Text::Outline => "Outline".into(),
        Text::Network => "Network".into(),
        Text::LoadBalancing => "Load balancing".into(),
        Text::Rules => "Rules".into(),
        Text::Connections => "Connections".into(),
        Text::Board => "Board".into(),
        Text::BoardHelp => "The plan as a drawing. Arrow keys move what is selected, W says \
                            what stops it, Enter on the label of a connection changes it and \
                            Delete removes it; the outline lists the same things as text."
            .into(),
        Text::RulesToAdd => "Rules to add".into(),
        Text::Selection => "Selection".into(),
        Text::ExistingRules => "Existing rules".into(),
        Text::Trace => "Trace".into(),
        Text::Change => "Change".into(),
        Text::Fit => "Fit".into(),
        Text::Tidy => "Tidy".into(),
        Text::Zoom => "Zoom".into(),
        Text::LegendOpen => "Open".into(),
        Text::LegendBlocked => "Blocked".into(),
        Text::LegendExempt => "Exempt from rules".into(),
        Text::LegendAttention => "Unclear".into(),
        Text::LegendUnreached => "No load balancer".into(),
        Text::EmptyBoardTitle => "Draw a load balancer and what it has to reach".into(),
        Text::EmptyBoardBody => "Add things from the list, or start from a sample. The rules they \
                                 need appear as you draw."
            .into(),
        Text::Listeners(listeners) => count(*listeners, "listener", "listeners").into(),
        Text::Servers(servers) => count(*servers, "server", "servers").into(),
        Text::AnsweredIn { tenths } => {
            format!("answered in {}.{} ms", tenths / 10, tenths % 10).into()
        }
        Text::Settings => "Settings".into(),
        Text::ThemeSystem => "Theme: system".into(),
        Text::ThemeLight => "Theme: light".into(),
        Text::ThemeDark => "Theme: dark".into(),
        Text::Close => "Close".into(),
        Text::NewVersion => "A new version is ready. Your plan is kept.".into(),
        Text::Reload => "Reload".into(),
        Text::Answer => "Rules".into(),
        Text::AnswerCount(0) => "Rules".into(),
        Text::AnswerCount(count) => format!("Rules ({count})").into(),
        Text::Found(1) => "1 result".into(),
        Text::Found(count) => format!("{count} results").into(),
        Text::FileOpened(file) => {
            format!("Opened {file} as a plan of its own. The others are in your plans.").into()
        }
        Text::FileFailed { file, why } => format!("{file} was not opened: {why}").into(),
        Text::FileTooLong { most } => format!(
            "the file is longer than the {most} bytes that the page reads; use the command line"
        )
        .into(),
        Text::Copied => "Copied".into(),
        Text::CopyFailed => {
            "The browser did not let the page copy. Select the text and copy it by hand.".into()
        }
        Text::SaveFailed => "The browser did not make the file.".into(),
    }
}
