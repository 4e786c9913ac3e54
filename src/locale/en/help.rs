//! The help of the command line, in English.

use std::borrow::Cow;
use std::fmt::Write;

use crate::locale::{HelpFormat, HelpText, Language};

pub(in crate::locale) fn text(text: &HelpText) -> Cow<'static, str> {
    match text {
        HelpText::Program {
            program,
            formats,
            audit_formats,
            change_formats,
            trace_formats,
            reach_formats,
            traffic_formats,
            languages,
        } => {
            let others =
                [audit_formats, change_formats, trace_formats, reach_formats, traffic_formats];
            whole(program, formats, others, languages).into()
        }
        HelpText::Verify { program } => verify(program).into(),
    }
}

fn whole(
    program: &str,
    formats: &[HelpFormat],
    [audit_formats, change_formats, trace_formats, reach_formats, traffic_formats]: [&String; 5],
    languages: &str,
) -> String {
    let mut text = format!(
        "Says which security group and network ACL rules a load balancer plan lacks, and why.\n\n\
         Usage: {program} check PLAN.json [--format FORMAT]\n       \
                {program} audit PLAN.json [--format FORMAT]\n       \
                {program} trace PLAN.json --from END --to END [OPTIONS]\n       \
                {program} reach PLAN.json [OPTIONS]\n       \
                {program} compare BEFORE.json AFTER.json [--traffic] [--format FORMAT]\n       \
                {program} verify REPORT.json\n       \
                {program} link PLAN.json [--base URL]\n       \
                {program} open LINK\n\n\
         `check` says which rules to add. `audit` says which of the rules that are there have no\n\
         effect, are in each other's way or let in too much, what happens if one goes, which can\n\
         go together and which can be one.\n\
         `trace` says which packets get from one end to another. `reach` says who reaches what:\n\
         for every server, what gets in from where. `compare` lists the steps from one state of a\n\
         plan to another; with `--traffic` it says what the change opens and closes. `verify`\n\
         checks a report that was exported as JSON; `verify --help` says how. `link` writes a plan\n\
         as a link, and `open` the plan of a link as JSON.\n\n\
         PLAN.json is a plan as the planner saves it, a report that holds one, or a link with\n\
         `#p=`; `-` reads a file from standard input.\n\n\
         check: which rules have to be added.\n\n  \
           --other-ways         what else would do in place of each; takes longer\n  \
           -f, --format FORMAT  how to write the answer:\n"
    );
    for HelpFormat { id, label, is_default } in formats {
        let usual = if *is_default { " (the default)" } else { "" };
        let label = label.text(Language::English);
        let _ = writeln!(text, "                         {id:<9} {label}{usual}");
    }
    let _ = write!(
        text,
        "\ntrace: which packets get from one end to another, and what stops the others. An END is\n\
         an id such as `elb-1`, `server-2` or `member-3`, a name, an address or a CIDR block.\n\n  \
           --from END           where the packets come from\n  \
           --from-address CIDR  only these of the addresses there\n  \
           --to END             where they go\n  \
           --protocol PROTOCOL  tcp, udp, icmp, icmpv6, a number, or all (the default)\n  \
           --icmp TYPE[/CODE]   ICMP messages such as `8/0`, the echo request\n  \
           --ports PORTS        destination ports such as `80`, `80,443` or `8000-8080`;\n                       \
                                `--port` and `--to-port` say the same\n  \
           --source-ports PORTS source ports\n  \
           --purpose PURPOSE    what a load balancer sends: traffic (the default), or\n                       \
                                health-check\n  \
           -f, --format FORMAT  {trace_formats}; the first is the default\n\n\
         reach: who reaches what. Every option leaves out what it does not name.\n\n  \
           --from END           where the packets come from; of a block, everyone with an\n                       \
                                address in it, but for load balancers\n  \
           --to END             a server, a member, or a block in which servers are\n  \
           --protocol PROTOCOL, --ports PORTS\n                       \
                                as for trace\n  \
           --with-changes       with the rules that check says to add\n  \
           -f, --format FORMAT  {reach_formats}; the first is the default\n\n\
         audit: what is odd about the rules that are there.\n\n  \
           -f, --format FORMAT  {audit_formats}; the first is the default\n\n\
         compare: the steps from one state of a plan to another that close nothing in use.\n\n  \
           -f, --format FORMAT  {change_formats}; the first is the default\n\n\
         compare --traffic: what the change opens and closes, server by server.\n\n  \
           -f, --format FORMAT  {traffic_formats}; the first is the default\n\n\
         link: the plan as what stands behind the `#` of the planner's address.\n\n  \
           --base URL           write the whole link to the planner that is hosted there\n\n\
         All commands:\n\n  \
           --lang LANGUAGE      the language of the answer: {languages}; that of LANG where left out\n  \
           -h, --help           show this help\n  \
           -V, --version        show the version\n\n\
         Exit codes:\n  \
           0  check: nothing has to be added or changed; trace: all of it passes;\n     \
              reach: something gets in, or may get in; audit and compare: there is nothing\n     \
              to do; compare --traffic: nothing required is closed, and nothing else opened\n  \
           1  check: rules have to be added or changed, traffic stays stopped whatever\n     \
              is added, a connection gets there that must not, or the plan has an error;\n     \
              audit: a rule is likely not as meant; compare: there are steps to take;\n     \
              trace: it passes in part or not at all, or the plan does not tell;\n     \
              reach: nothing gets in; compare --traffic: something that is required got in\n     \
              before and does not any more, or not for certain\n  \
           2  the arguments or the plan cannot be used; a message says where and why\n  \
           3  compare --traffic: something is open now, or may be, that nothing requires, and\n     \
              nothing that is required is closed\n\n\
         Rules that are only recommended are shown and do not count: with them alone the exit\n\
         code of check is 0. So are flows that the plan says too little of.\n",
    );
    text
}

fn verify(program: &str) -> String {
    format!(
        "Checks a report that was exported as JSON, without the engine that made it.\n\n\
         Usage: {program} verify REPORT.json\n\n\
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
