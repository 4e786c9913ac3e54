//! The names of the commands.

/// A command, by what it is called in menus, on buttons and in the command palette.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each is named as the command that it stands for")]
pub enum CommandText {
    AddVpc,
    AddSubnet,
    AddLoadBalancer,
    AddBackendServerGroup,
    AddServer,
    AddIpBackend,
    AddSecurityGroup,
    AddNetworkAcl,
    AddAddressGroup,
    AddMustReach,
    AddMustNotReach,
    Undo,
    Redo,
    Delete,
    Duplicate,
    SelectAll,
    SelectNothing,
    ApplyAll,
    CopyConsoleSteps,
    Export,
    OpenSample,
    OpenFile,
    SaveFile,
    StartEmpty,
    ShowPlans,
    Tidy,
    ZoomIn,
    ZoomOut,
    ZoomTo100,
    Fit,
    FitSelection,
    ShowRules,
    ShowSelection,
    ShowExisting,
    ShowTrace,
    ShowChange,
    ShowReach,
    RememberState,
    ShowProof,
    Share,
    MakeMine,
    BackToOwn,
    ChangeTheme,
    Search,
    Shortcuts,
    Explain,
    ShowSettings,
    Help,
    ReadHandbook,
    ReadUnhealthy,
}

/// Further words that the search finds a command by; none for most.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CommandWords(pub CommandText);

area!(commands, CommandText);
area!(commands::words, CommandWords);
