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
                {PROGRAM} audit PLAN.json [--format text|json|markdown]\n\n\
         `check` says which rules to add. `audit` says which of the rules that are there have no\n\
         effect, are in each other's way or let in too much, and what happens if one goes.\n\n\
         PLAN.json is a plan as the planner saves it, or a report that holds one; `-` reads\n\
         standard input.\n\n\
         Options:\n  \
           -f, --format FORMAT  how to write the answer:\n"
    );
    for format in FORMATS {
        let label = format.label.text(Language::default());
        let usual = default_format().is_some_and(|it| it.id == format.id);
        let usual = if usual { " (the default)" } else { "" };
        let _ = writeln!(text, "                         {:<9} {label}{usual}", format.id);
    }
    text.push_str(
        "  -h, --help           show this help\n  \
           -V, --version        show the version\n\n\
         Exit codes:\n  \
           0  nothing has to be added or changed\n  \
           1  rules have to be added or changed, or the plan has an error;\n     \
              of an audit: a rule is likely not as meant\n  \
           2  the arguments or the plan cannot be used; a message says where and why\n\n\
         Rules that are only recommended are shown and do not count: with them alone the exit\n\
         code is 0. So are flows that the plan says too little of.\n",
    );
    text
}
