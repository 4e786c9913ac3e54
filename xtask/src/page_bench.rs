//! The benchmarks of the page in a real browser: large plans step by step, and a first visit.

use std::fs::{self, File};
use std::path::Path;
use std::process::Command;

use crate::run::{Done, command, line, root, run};
use crate::serve::free_port;
use crate::{browser, site};

/// The numbers of servers that are measured if none are named.
const SERVERS: &str = "200,1200,5000,20000";

/// Makes the plans, opens each in the page, and prints the processor time of each step. The page is
/// that in `dist/`, which is built as a release where there is none.
///
/// # Errors
/// Says what could not be built, or which option is not known.
pub(crate) fn bench(words: &[&str]) -> Done {
    let mut servers = SERVERS;
    let mut options = vec![];
    for option in words.chunks(2) {
        match option {
            ["--servers", numbers] => servers = numbers,
            [name @ ("--record" | "--compare"), file] => {
                // The program runs in another folder.
                let file = std::path::absolute(file)
                    .map_err(|error| format!("`{file}` is no file: {error}"))?;
                options.extend([(*name).into(), file.into_os_string()]);
            }
            [other, ..] => {
                return Err(format!(
                    "`bench page` does not know `{other}`, or its value is missing; it takes \
                     `--servers 200,1200`, `--record FILE` and `--compare FILE`"
                ));
            }
            [] => {}
        }
    }
    let mut node = script("bench/main.mjs")?;
    let plans = root().join("target/bench-page");
    make_plans(servers, &plans)?;
    run(node.arg(&plans).args(["--servers", servers]).args(options))
}

/// Prints how long a first visit takes until the plan is seen and until it can be used. The page is
/// that in `dist/`, which is built as a release where there is none.
///
/// # Errors
/// Says what could not be built.
pub(crate) fn bench_start() -> Done {
    run(&mut script("bench/start.mjs")?)
}

/// The run of a benchmark's script, with the browser and the page that it needs.
fn script(name: &str) -> Done<Command> {
    let browser = browser::ready()?;
    site::ready()?;
    let mut node = command("node");
    node.arg(name)
        .current_dir(browser::tests()?)
        .env("CHROMIUM", browser.chromium)
        .env("PLANNER_PORT", free_port()?.to_string());
    Ok(node)
}

/// Writes the plans with so many servers into a folder, each as it is drawn and with all changes made.
fn make_plans(servers: &str, folder: &Path) -> Done {
    run(&mut line("cargo build --quiet --example large_plan"))?;
    fs::create_dir_all(folder)
        .map_err(|error| format!("`{}` cannot be made: {error}", folder.display()))?;
    for number in servers.split(',') {
        for (arguments, name) in [
            (vec![number], number.to_owned()),
            (vec![number, "closed"], format!("{number}-closed")),
        ] {
            let path = folder.join(format!("plan-{name}.json"));
            let file = File::create(&path)
                .map_err(|error| format!("`{}` cannot be written: {error}", path.display()))?;
            run(command("target/debug/examples/large_plan").args(arguments).stdout(file))?;
        }
    }
    Ok(())
}
