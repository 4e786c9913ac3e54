//! Runs the tests with a mutant switched on, and sees whether they notice.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

use crate::Done;

/// A program of tests, with how much of it is run.
#[derive(Debug, Clone)]
pub(crate) struct Test {
    /// Its name; the quick part of a test has another name than the whole.
    pub(crate) name: String,
    pub(crate) program: PathBuf,
    /// The tests of it that are run; all if none is named.
    pub(crate) filter: Option<&'static str>,
    /// The number of random plans; as many as usual if none is given.
    pub(crate) plans: Option<u32>,
    /// The time that it may take. A mutant that makes the engine loop is noticed by that.
    pub(crate) limit: Duration,
}

/// The fate of a mutant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Fate {
    /// These tests failed.
    Caught(String),
    /// These tests did not end.
    Timeout(String),
    /// These tests passed. It survived where they are all.
    Passed(BTreeSet<String>),
    /// There is no switch for it; `cargo mutants` has to build it by itself.
    NoSwitch,
}

/// More memory than any test needs, in KiB: a mutant must not take the machine's.
const MEMORY: u32 = 4_000_000;

/// The number of sets of packets that the diagrams compare for a plan.
const COMPARISONS: u32 = 50;

/// The time that a test takes with no mutant on.
///
/// # Errors
/// Names the test that fails by itself.
pub(crate) fn usual(test: &Test, tree: &Path) -> Done<Duration> {
    let begun = Instant::now();
    let mut child = start(test, tree, 0)?;
    let status = child.wait().map_err(|error| format!("`{}`: {error}", test.name))?;
    if status.success() {
        return Ok(begun.elapsed());
    }
    Err(format!("`{}` fails with no mutant on", test.name))
}

/// Runs a test; nothing where it passes.
///
/// # Errors
/// Names the test that did not start.
pub(crate) fn notices(test: &Test, tree: &Path, mutant: usize) -> Done<Option<Fate>> {
    let begun = Instant::now();
    let mut child = start(test, tree, mutant)?;
    loop {
        let ended = child.try_wait().map_err(|error| format!("`{}`: {error}", test.name))?;
        match ended {
            Some(status) if status.success() => return Ok(None),
            Some(_) => return Ok(Some(Fate::Caught(test.name.clone()))),
            None if begun.elapsed() > test.limit => {
                let _ = child.kill();
                let _ = child.wait();
                return Ok(Some(Fate::Timeout(test.name.clone())));
            }
            None => sleep(Duration::from_millis(5)),
        }
    }
}

fn start(test: &Test, tree: &Path, mutant: usize) -> Done<Child> {
    let mut command = Command::new("sh");
    command.arg("-c").arg(format!("ulimit -v {MEMORY}; exec \"$0\" \"$@\"")).arg(&test.program);
    command.args(test.filter).arg("--quiet").current_dir(tree);
    command.env("MUTANT", mutant.to_string()).env("CARGO_MANIFEST_DIR", tree);
    if let Some(plans) = test.plans {
        command.env("JUDGE_PLANS", plans.to_string());
        command.env("BDD_COMPARISONS", (plans * COMPARISONS).to_string());
    }
    // The first failure is enough: nothing has to be made smaller.
    command.env("PROPTEST_MAX_SHRINK_ITERS", "0");
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.spawn().map_err(|error| format!("`{}` did not start ({error})", test.name))
}
