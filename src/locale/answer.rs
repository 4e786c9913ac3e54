//! The words of the answer's column and of the dialogs.

/// The words of the answer's column and of the dialogs.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is named as what it says")]
pub enum AnswerText {
    Apply,
    ApplyAll,
    CopyConsoleSteps,
    Recommended,
    Problems,
    Warnings,
    GoodToKnow,
    Guide { clause: String },
    ShowOnBoard,
    NoFlows,
    FlowsOf { name: String, count: usize },
    AllFlows(usize),
    Format,
    Preview,
    Copy,
    Download,
    SamplesTitle,
    SamplesBody,
    OwnFile,
    OwnFileBody,
    DropFile,
    SearchPlaceholder,
    NothingFound,
    Commands,
    Things,
    ShortcutsTitle,
    MouseTitle,
    MouseHelp,
    SingleKeys,
    ReadTheGuide,
    ReadTheClause,
}

area!(panel, AnswerText);
