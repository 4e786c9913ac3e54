//! Set-up, serve, build and test: what the README and CI call.

mod browser;
mod docs;
mod files;
mod generators;
mod judges;
mod nginx;
mod oracle;
mod package;
mod page;
mod page_bench;
mod python;
mod release;
mod run;
mod serve;
mod serve_docs;
mod site;
mod skipped;
mod steps;
mod tools;
mod update;
mod weight;

use std::process::ExitCode;

const HELP: &str = "\
cargo xtask COMMAND

  serve [--port N]     build and serve the planner, anew on every change
  test [STEP ...]      everything that has to hold: lint native wasm site package browser
                       generators
  ready                exactly what CI runs: all steps of test
  build [npm]          the release in dist/: planner, documentation and the engine for JavaScript
                       in dist/npm, or only that
  generators [--long]  sites by documentation generators, with a plan in each
  docs [--port N]      build the documentation and serve it beside the planner
  pictures             make the pictures of the documentation anew, of the planner in dist/
  judges [PLANS [SEED]]
                       every judge and property on plans of a fresh seed, with a time for each; what
                       fails is kept in target/judges
  oracle [PLANS]       random plans against Z3; 300 of them where no number is given
  mutants [FILE ...]   the engine changed in one place at a time: which changes no test notices
  update               make all generated files anew: schemas, types, tables of docs, digests
  bench [PART ...]     how fast the engine is beside other libraries: lists, members, audit, quick,
                       large
  bench page           how much of the processor each step with a large plan takes in the browser:
      [--servers N,M] [--record FILE] [--compare FILE]
  bench start          how long a first visit takes until the plan is seen and can be edited
";

fn main() -> ExitCode {
    let arguments = std::env::args().skip(1).collect::<Vec<_>>();
    let words = arguments.iter().map(String::as_str).collect::<Vec<_>>();
    let done = match words.as_slice() {
        ["serve", rest @ ..] => serve::serve(rest),
        ["test" | "ready"] => steps::test(&[]),
        ["test", steps @ ..] => steps::test(steps),
        ["judges", words @ ..] => judges::judges(words),
        ["oracle"] => oracle::oracle("300", 1),
        ["oracle", plans] => oracle::oracle(plans, 1),
        ["bench", "page", rest @ ..] => page_bench::bench(rest),
        ["bench", "start"] => page_bench::bench_start(),
        ["bench", parts @ ..] => oracle::bench(parts),
        ["docs", rest @ ..] => serve_docs::serve(rest),
        ["pictures"] => steps::pictures(),
        ["generators"] => steps::generators(false),
        ["generators", "--long"] => steps::generators(true),
        ["mutants", files @ ..] => oracle::mutants(files),
        ["update"] => update::update(),
        ["build", "npm"] => package::build().map(|_| ()),
        ["build"] => site::build().and_then(|_| package::build()).map(|_| ()),
        [] | ["help" | "--help" | "-h"] => {
            print!("{HELP}");
            Ok(())
        }
        [other, ..] => Err(format!("there is no command `{other}`; `cargo xtask help` lists them")),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("error: {message}");
            ExitCode::FAILURE
        }
    }
}
