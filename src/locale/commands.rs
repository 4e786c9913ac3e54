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
    Tidy,
    ZoomIn,
    ZoomOut,
    ZoomTo100,
    Fit,
    ShowRules,
    ShowSelection,
    ShowExisting,
    ShowTrace,
    ShowChange,
    RememberState,
    ShowProof,
    Share,
    MakeMine,
    BackToOwn,
    ChangeTheme,
    Search,
    Shortcuts,
}

area!(commands, CommandText);
