//! The words of the answer's column and of the dialogs, in English.

use std::borrow::Cow;

use crate::locale::AnswerText;

pub(in crate::locale) fn text(text: &AnswerText) -> Cow<'static, str> {
    use AnswerText as Text;
    match text {
        Text::Apply => "Apply".into(),
        Text::ApplyAll => "Apply all".into(),
        Text::CopyConsoleSteps => "Copy console steps".into(),
        Text::Recommended => "Recommended".into(),
        Text::Problems => "Look at this first".into(),
        Text::Warnings => "Warnings".into(),
        Text::GoodToKnow => "Good to know".into(),
        Text::Guide { clause } => clause.clone().into(),
        Text::ShowOnBoard => "Show".into(),
        Text::NoFlows => "Nothing has to flow yet. Connect a listener to a backend server group \
                          that has members."
            .into(),
        Text::FlowsOf { name, count: 1 } => format!("1 flow of {name}").into(),
        Text::FlowsOf { name, count } => format!("{count} flows of {name}").into(),
        Text::AllFlows(1) => "1 flow".into(),
        Text::AllFlows(count) => format!("{count} flows").into(),
        Text::Format => "Format".into(),
        Text::Preview => "Preview".into(),
        Text::Copy => "Copy".into(),
        Text::Download => "Download".into(),
        Text::SamplesTitle => "Open a plan".into(),
        Text::SamplesBody => "Your own plan stays as it is: you find it under Plans.".into(),
        Text::OwnFile => "A file of yours".into(),
        Text::OwnFileBody => "A plan that was saved here, or a report with a plan in it.".into(),
        Text::DropFile => "Drop the file to open it".into(),
        Text::SearchPlaceholder => "A command, a name, an address".into(),
        Text::NothingFound => "Nothing is called that.".into(),
        Text::Commands => "Commands".into(),
        Text::Things => "In the plan".into(),
        Text::ShortcutsTitle => "Keyboard and mouse".into(),
        Text::MouseTitle => "On the board".into(),
        Text::MouseHelp => "Drag a card to move it, and drop it on another container to put it \
                            there. Drag from a round handle to connect. Drag the ground, or turn \
                            the wheel, to look around; hold Ctrl to zoom. Hold Shift and drag to \
                            select several things. Arrow keys move what has the focus."
            .into(),
        Text::SingleKeys => "Keys without Ctrl give commands".into(),
        Text::ReadTheGuide => "opens the page of the guide".into(),
        Text::ReadTheClause => "opens the page of this clause".into(),
    }
}
