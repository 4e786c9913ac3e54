//! The words of the dialog that explains the proof, in English.

use std::borrow::Cow;

use crate::locale::ProofDialogText;

pub(in crate::locale) fn text(text: &ProofDialogText) -> Cow<'static, str> {
    use ProofDialogText as Text;
    match text {
        Text::Shown { flows, filtered, changes } => {
            let flows = match flows {
                1 => "1 flow has".to_owned(),
                flows => format!("{flows} flows have"),
            };
            let changes = match changes {
                0 => "There is nothing to change.".to_owned(),
                1 => "The change was made on a copy of the plan, and everything asked again."
                    .to_owned(),
                changes => format!(
                    "The {changes} changes were made on a copy of the plan, and everything asked \
                     again."
                ),
            };
            format!(
                "{flows} to reach members; filters look at {filtered} of them. For each filter it \
                 was worked out which rule decides on which packets. {changes}"
            )
            .into()
        }
        Text::Exact => "Packets are counted exactly, over every address and every port; none is \
                        tried as a sample."
            .into(),
        Text::Check => "The report as JSON holds the plan, the answer and a certificate. The \
                        command line checks it with code of its own, not with the engine:"
            .into(),
        Text::CommandLine(file) => format!("elb-rule-planner verify {file}").into(),
        Text::NotChecked => "It does not judge whether the guide is read rightly: whether it asks \
                             for these flows and no others."
            .into(),
        Text::Download => "Download the report".into(),
    }
}
