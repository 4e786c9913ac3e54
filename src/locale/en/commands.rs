//! The names of the commands, in English.

use std::borrow::Cow;

use crate::locale::{CommandText, CommandWords};

pub(in crate::locale) fn text(text: &CommandText) -> Cow<'static, str> {
    use CommandText as Text;
    match text {
        Text::AddVpc => "Add VPC",
        Text::AddSubnet => "Add subnet",
        Text::AddLoadBalancer => "Add load balancer",
        Text::AddBackendServerGroup => "Add backend server group",
        Text::AddServer => "Add server",
        Text::AddIpBackend => "Add IP address backend",
        Text::AddSecurityGroup => "Add security group",
        Text::AddNetworkAcl => "Add network ACL",
        Text::AddAddressGroup => "Add IP address group",
        Text::AddMustReach => "Say what must reach",
        Text::AddMustNotReach => "Say what must not reach",
        Text::Undo => "Undo",
        Text::Redo => "Redo",
        Text::Delete => "Delete selection",
        Text::Duplicate => "Duplicate selection",
        Text::SelectAll => "Select all",
        Text::SelectNothing => "Clear selection",
        Text::ApplyAll => "Apply all",
        Text::CopyConsoleSteps => "Copy console steps",
        Text::Export => "Export rules",
        Text::OpenSample => "Open a sample",
        Text::OpenFile => "Open a file",
        Text::SaveFile => "Save as a file",
        Text::StartEmpty => "Start an empty plan",
        Text::ShowPlans => "Plans",
        Text::Tidy => "Tidy up the board",
        Text::ZoomIn => "Zoom in",
        Text::ZoomOut => "Zoom out",
        Text::ZoomTo100 => "Zoom to 100 %",
        Text::Fit => "Fit the board to the window",
        Text::FitSelection => "Zoom to the selection",
        Text::ShowRules => "Show the rules to add",
        Text::ShowSelection => "Show the form of the selection",
        Text::ShowExisting => "Show the existing rules",
        Text::ShowTrace => "Show the trace",
        Text::ShowChange => "Plan a change",
        Text::ShowReach => "Show who reaches what",
        Text::RememberState => "Remember this state to plan a change from it",
        Text::ShowProof => "Explain the proof",
        Text::Share => "Share this plan",
        Text::MakeMine => "Make it mine",
        Text::BackToOwn => "Back to my plan",
        Text::ChangeTheme => "Change the theme",
        Text::Search => "Search commands and things",
        Text::Shortcuts => "Show the keyboard shortcuts",
        Text::Explain => "Why is it blocked?",
        Text::ShowSettings => "Settings: readings and scope",
        Text::Help => "Help",
        Text::ReadHandbook => "Documentation",
        Text::ReadUnhealthy => "My backend is unhealthy",
    }
    .into()
}

/// Words that people type who look for a command by another name.
pub(in crate::locale) fn words(of: &CommandWords) -> Cow<'static, str> {
    use CommandText as Text;
    match of.0 {
        Text::Explain => "explain reason stopped unhealthy",
        Text::ShowSettings => {
            "options preferences reading stateful stateless network acl shared rules"
        }
        Text::ReadHandbook => "help manual guide docs",
        Text::ReadUnhealthy => "help health check fails why docs",
        Text::Shortcuts => "help keys mouse",
        _ => "",
    }
    .into()
}
