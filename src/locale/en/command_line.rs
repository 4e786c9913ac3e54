//! The error messages of the command line, in English.

use std::borrow::Cow;

use crate::locale::{ArgumentError, CommandLineError, InputName, Language};

pub(in crate::locale) fn argument(error: &ArgumentError) -> Cow<'static, str> {
    use ArgumentError as Error;
    match error {
        Error::NoCommand => {
            "there is no command; write `elb-rule-planner check PLAN.json`, or `--help` for more"
                .into()
        }
        Error::UnknownCommand(found) => format!(
            "there is no command `{found}`; write `check`, `audit`, `trace`, `reach`, `compare`, \
             `verify`, `link` or `open`, or `--help` for more"
        )
        .into(),
        Error::NoPlan(command) => {
            format!("there is no plan; name a file behind `{command}`, or `-` for standard input")
                .into()
        }
        Error::NoReport => {
            "there is no report; name a file behind `verify`, or `-` for standard input".into()
        }
        Error::NoLink => {
            "there is no link; write one behind `open`, or `-` for standard input".into()
        }
        Error::NoFormats(command) => {
            format!("`{command}` has no formats; leave `--format` out").into()
        }
        Error::SecondPlan(found) => {
            format!("`{found}` is one plan too many; check them one by one").into()
        }
        Error::NoSecondPlan => {
            "there is no second plan; name the state before and the state after \
                                behind `compare`"
                .into()
        }
        Error::TwiceStandard => {
            "standard input holds one plan; name a file for the other one".into()
        }
        Error::UnknownOption(found) => {
            format!("there is no option `{found}`; write `--help` for those there are").into()
        }
        Error::OptionOf { option, command } => {
            format!("`{option}` is an option of `{command}`; leave it out, or ask with `{command}`")
                .into()
        }
        Error::OptionOfQuestions(option) => format!(
            "`{option}` is an option of `trace` and `reach`; leave it out, or ask with one of them"
        )
        .into(),
        Error::OptionOfLink => "`--base` is an option of `link`; leave it out".into(),
        Error::BadBase(found) => format!(
            "`{found}` is no address of a page; write one such as `https://example.com/planner/`"
        )
        .into(),
        Error::UnknownFormat { found, known } => {
            format!("there is no format `{found}`; the formats are {known}").into()
        }
        Error::UnknownLanguage { found, known } => {
            format!("there is no language `{found}`; the languages are {known}").into()
        }
        Error::NoFormat(known) => {
            format!("`--format` needs a value; the formats are {known}").into()
        }
        Error::NoValue(option) => {
            format!("`{option}` needs a value; write `--help` for an example").into()
        }
        Error::Surplus(option) => {
            format!("the option {option} takes no value; leave it out").into()
        }
        Error::BadValue { option, why } => {
            format!("{option}: {}", why.text(Language::English)).into()
        }
        Error::NoEnd(option) => {
            format!("`{option}` is missing; write an id, a name or an address behind it").into()
        }
        Error::UnknownPurpose(found) => {
            format!("`{found}` is no purpose; write `traffic` or `health-check`").into()
        }
        Error::NoPorts(protocol) => {
            format!("`{protocol}` has no ports; leave `--ports` and `--source-ports` out").into()
        }
        Error::NoIcmp(protocol) => {
            format!(
                "`{protocol}` has no ICMP types of its own; leave `--icmp` out, or ask with `--protocol \
                 icmp` or `icmpv6`"
            )
            .into()
        }
    }
}

pub(in crate::locale) fn text(error: &CommandLineError) -> Cow<'static, str> {
    use CommandLineError as Error;
    match error {
        Error::Unreadable(input, why) => {
            format!("{} cannot be read: {why}; check the path", name(input)).into()
        }
        Error::TooLong { input, found, most } => {
            format!("{}: the file is {found} bytes long; {most} are read at most", name(input))
                .into()
        }
        Error::Endless { input, most } => {
            format!("{}: there are more than {most} bytes; no more are read", name(input)).into()
        }
        Error::NotText(input, why) => {
            format!("{}: {}", name(input), why.text(Language::English)).into()
        }
        Error::NotAPlan(input, why) => {
            format!("{}: {}", name(input), why.text(Language::English)).into()
        }
        Error::NotAReport(input, why) => format!("{}: {why}", name(input)).into(),
        Error::NotALink(why) => why.text(Language::English),
        Error::LinkToFile(place) => {
            format!("the link names the file `{place}`; download it and give the file").into()
        }
        Error::LinkOfReport => {
            "a link holds a plan and no report; give a report as the page exports it".into()
        }
        Error::Unwritable(why) => format!("the answer cannot be written: {why}").into(),
        Error::NothingWithId(found) => format!(
            "the plan has no `{found}`; write the id or the name of something in it, or an address"
        )
        .into(),
        Error::NothingCalled(found) => format!(
            "the plan has no load balancer, server, IP address backend or member called `{found}`; \
             write an id, a name or an address like `10.0.1.7` or `10.0.1.0/24`"
        )
        .into(),
        Error::Ambiguous { name, candidates } => {
            format!("`{name}` is the name of {candidates}; write the id of the one that is meant")
                .into()
        }
        Error::NotAnAddress(why) => why.text(Language::English),
        Error::NotAServer(found) => format!(
            "`{found}` is no server, and `reach` answers for servers; ask with `trace` what gets there"
        )
        .into(),
    }
}

fn name(input: &InputName) -> Cow<'_, str> {
    match input {
        InputName::Standard => "standard input".into(),
        InputName::File(path) => format!("`{path}`").into(),
        InputName::Link => "the link".into(),
    }
}
