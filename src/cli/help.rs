//! The help. Its list of formats is the table of formats.

use std::fmt::Write;

use super::default_format;
use crate::format::FORMATS;
use crate::locale::Language;

/// The name of the program.
pub(super) const PROGRAM: &str = env!("CARGO_PKG_NAME");

/// The text of `--help`.
pub(super) fn text() -> String {
    let mut text = format!(
        "Says which security group and network ACL rules a load balancer plan lacks, and why.\n\n\
         Usage: {PROGRAM} check PLAN.json [--format FORMAT]\n       \
                {PROGRAM} audit PLAN.json [--format text|json|markdown]\n       \
                {PROGRAM} trace PLAN.json --from END --to END [OPTIONS]\n       \
                {PROGRAM} compare BEFORE.json AFTER.json [--format FORMAT]\n       \
                {PROGRAM} verify REPORT.json\n       \
                {PROGRAM} link PLAN.json [--base URL]\n       \
                {PROGRAM} open LINK\n\n\
         `check` says which rules to add. `audit` says which of the rules that are there have no\n\
         effect, are in each other's way or let in too much, what happens if one goes, which can\n\
         go together and which can be one.\n\
         `trace` says which packets get from one end to another. `compare` lists the steps from\n\
         one state of a plan to another. `verify` checks a report that was exported as JSON;\n\
         `verify --help` says how. `link` writes a plan as a link, and `open` the plan of a link\n\
         as JSON.\n\n\
         PLAN.json is a plan as the planner saves it, a report that holds one, or a link with\n\
         `#p=`; `-` reads a file from standard input.\n\n\
         check: which rules have to be added.\n\n  \
           -f, --format FORMAT  how to write the answer:\n"
    );
    for format in FORMATS {
        let label = format.label.text(Language::default());
        let usual = default_format().is_some_and(|it| it.id == format.id);
        let usual = if usual { " (the default)" } else { "" };
        let _ = writeln!(text, "                         {:<9} {label}{usual}", format.id);
    }
    text.push_str(
        "\ntrace: which packets get from one end to another, and what stops the others. An END is\n\
         an id such as `elb-1`, `server-2` or `member-3`, a name, an address or a CIDR block.\n\n  \
           --from END           where the packets come from\n  \
           --from-address CIDR  only these of the addresses there\n  \
           --to END             where they go\n  \
           --protocol PROTOCOL  tcp, udp, icmp, icmpv6, a number, or all (the default)\n  \
           --ports PORTS        destination ports such as `80`, `80,443` or `8000-8080`\n  \
           --source-ports PORTS source ports\n  \
           --purpose PURPOSE    what a load balancer sends: traffic (the default), or\n                       \
                                health-check\n  \
           -f, --format FORMAT  text (the default) or json\n\n\
         compare: the steps from one state of a plan to another that close nothing in use.\n\n  \
           -f, --format FORMAT  text (the default), markdown or json\n\n\
         link: the plan as what stands behind the `#` of the planner's address.\n\n  \
           --base URL           write the whole link to the planner that is hosted there\n\n\
         All commands:\n\n  \
           -h, --help           show this help\n  \
           -V, --version        show the version\n\n\
         Exit codes:\n  \
           0  check: nothing has to be added or changed; trace: all of it passes;\n     \
              audit and compare: there is nothing to do\n  \
           1  check: rules have to be added or changed, or the plan has an error;\n     \
              audit: a rule is likely not as meant; compare: there are steps to take;\n     \
              trace: it passes in part or not at all, or the plan does not tell\n  \
           2  the arguments or the plan cannot be used; a message says where and why\n\n\
         Rules that are only recommended are shown and do not count: with them alone the exit\n\
         code of check is 0. So are flows that the plan says too little of.\n",
    );
    text
}

/// The text of `verify --help`.
pub(super) fn verify() -> String {
    format!(
        "Checks a report that was exported as JSON, without the engine that made it.\n\n\
         Usage: {PROGRAM} verify REPORT.json\n\n\
         REPORT.json is what `check --format json` writes or the page exports; `-` reads standard\n\
         input.\n\n\
         It reads the plan in the report anew, puts the rules into the order of matching, makes the\n\
         changes, and checks what the report and its certificate say: that each flow comes from and\n\
         goes to where the plan says, that each part of it is decided by the rule that is named,\n\
         that the parts are all of it, and that nothing is missing once the changes are made.\n\
         Every member that a listener leads to has to have its flows.\n\n\
         It does not check whether the guide asks for these flows and no others, since it lists\n\
         them by the same reading of the guide. Nor does it check the findings, or which clauses of the\n\
         guide flows and changes name, or what stops the flows of a rule that is added to a security\n\
         group while a deny is lowered.\n\n\
         Options:\n  \
           -h, --help           show this help\n\n\
         Exit codes:\n  \
           0  verified\n  \
           1  not verified; each line says where and why\n  \
           2  the arguments or the report cannot be used; a message says where and why\n"
    )
}
