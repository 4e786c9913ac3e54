//! The words of the page's frame: header, sidebar, board and footer.

/// The words of the page's frame.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is named as what it says")]
pub enum ShellText {
    PlanName,
    UntitledPlan,
    Search,
    Open,
    Share,
    Add,
    Outline,
    Network,
    LoadBalancing,
    Rules,
    Connections,
    Board,
    BoardHelp,
    RulesToAdd,
    Selection,
    ExistingRules,
    Trace,
    Change,
    Fit,
    Tidy,
    Zoom,
    LegendOpen,
    LegendBlocked,
    LegendExempt,
    LegendAttention,
    /// The legend of servers that no load balancer reaches.
    LegendUnreached,
    EmptyBoardTitle,
    EmptyBoardBody,
    Listeners(usize),
    Servers(usize),
    AnsweredIn {
        tenths: u32,
    },
    Settings,
    ThemeSystem,
    ThemeLight,
    ThemeDark,
    Close,
    NewVersion,
    Reload,
    Answer,
    AnswerCount(usize),
    Found(usize),
    FileOpened(String),
    FileFailed {
        file: String,
        why: String,
    },
    FileTooLong {
        most: u32,
    },
    Copied,
    CopyFailed,
    SaveFailed,
}

area!(shell, ShellText);
