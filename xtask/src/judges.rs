//! Every judge and every property on plans that nobody has seen before.

use std::fs;
use std::process::{Command, Stdio};
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use crate::oracle;
use crate::run::{Done, line, root};

/// The number of random plans that each test tries if none is named.
const PLANS: u32 = 5_000;

/// The tests that try random plans.
const JUDGES: [&str; 6] = ["judge", "trace", "reach", "compare", "verify", "properties"];

/// The command that runs a test. Optimised code takes minutes to build, and hours less to run.
const TEST: &str = "cargo test --quiet --profile fast-tests --test";

/// Runs all judges on the plans of a fresh seed, and prints the seed and the time of each. What one of
/// them prints where it fails is kept, with the plan in it, in `target/judges`.
///
/// # Errors
/// Names the judges that disagree, once all have run.
pub(crate) fn judges(words: &[&str]) -> Done {
    let mut words = words.iter();
    let plans = number(words.next().copied(), u64::from(PLANS))?;
    let seed = number(words.next().copied(), fresh_seed())?;
    println!("{plans} plans of seed {seed}; the same again: cargo xtask judges {plans} {seed}\n");
    let mut failed = vec![];
    for name in JUDGES {
        let mut test = line(&format!("{TEST} {name} --no-fail-fast"));
        test.env("JUDGE_PLANS", plans.to_string()).env("JUDGE_SEED", seed.to_string());
        tell(name, seed, &mut test, &mut failed)?;
    }
    let mut diagrams = line(&format!("{TEST} bdd"));
    diagrams.env("BDD_COMPARISONS", plans.saturating_mul(20).to_string());
    diagrams.env("BDD_FIRST_SEED", seed.to_string());
    tell("bdd", seed, &mut diagrams, &mut failed)?;
    let started = Instant::now();
    // Each plan takes Z3 about as long as a hundred take the others.
    let z3 = oracle::oracle(&(plans / 20).max(1).to_string(), seed);
    said("z3", z3.is_ok(), started);
    failed.extend(z3.err().map(|error| format!("z3 ({error})")));
    match failed.is_empty() {
        true => Ok(()),
        false => Err(format!("these disagree: {}; see target/judges", failed.join(", "))),
    }
}

/// Reads a number that may be left out.
fn number(word: Option<&str>, left_out: u64) -> Done<u64> {
    word.map_or(Ok(left_out), |word| {
        word.parse().map_err(|_| format!("`{word}` is no number; write `judges PLANS SEED`"))
    })
}

/// The time as a seed: another one for each run, and short enough to be copied by hand.
fn fresh_seed() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.map_or(1, |since| since.as_secs() % 1_000_000_000)
}

/// Runs one judge, and keeps what it prints where it fails.
fn tell(name: &str, seed: u64, test: &mut Command, failed: &mut Vec<String>) -> Done {
    let started = Instant::now();
    let output = test.stderr(Stdio::piped()).output();
    let output = output.map_err(|error| format!("`cargo` could not be started ({error})"))?;
    said(name, output.status.success(), started);
    if output.status.success() {
        return Ok(());
    }
    failed.push(name.to_owned());
    let folder = root().join("target/judges");
    let file = folder.join(format!("{name}-{seed}.txt"));
    let text = [output.stdout, output.stderr].concat();
    fs::create_dir_all(&folder)
        .and_then(|()| fs::write(&file, text))
        .map_err(|error| format!("`{}` cannot be written ({error})", file.display()))
}

fn said(name: &str, agrees: bool, started: Instant) {
    let word = if agrees { "agrees" } else { "DISAGREES" };
    println!("{name:<11} {word:<10} {:>5} s", started.elapsed().as_secs());
}
