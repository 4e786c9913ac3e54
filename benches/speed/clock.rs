//! The time that the processor spends on this process, so that other work on the machine does
//! not count. `criterion`, by default, and `divan` measure the time on the wall.

use std::fs;
use std::hint::black_box;
use std::time::{Duration, Instant};

/// The number of batches of runs that are timed.
const BATCHES: u32 = 5;

/// A moment.
pub(crate) struct Clock {
    wall: Instant,
    processor: Option<Duration>,
}

impl Clock {
    pub(crate) fn start() -> Self {
        Self { wall: Instant::now(), processor: processor() }
    }

    /// The time since then: the processor's, where the system tells it, else that on the wall.
    pub(crate) fn elapsed(&self) -> Duration {
        match (self.processor, processor()) {
            (Some(from), Some(to)) => to.saturating_sub(from),
            _ => self.wall.elapsed(),
        }
    }
}

/// The time that all threads of the process have used (Linux, `schedstat`).
fn processor() -> Option<Duration> {
    let mut sum = 0;
    for task in fs::read_dir("/proc/self/task").ok()?.filter_map(Result::ok) {
        let Ok(text) = fs::read_to_string(task.path().join("schedstat")) else { continue };
        sum += text.split_whitespace().next()?.parse::<u64>().ok()?;
    }
    Some(Duration::from_nanos(sum))
}

/// The least of the means of some batches of runs, since other work on the machine only ever adds
/// to a time. Each batch has a run at least, and as many as fit into a tenth of a second.
pub(crate) fn timed<T>(mut run: impl FnMut() -> T) -> Duration {
    let batches = (0..BATCHES).map(|_| {
        let (started, mut runs) = (Instant::now(), 0);
        let clock = Clock::start();
        while runs == 0 || (runs < 500 && started.elapsed() < Duration::from_millis(100)) {
            black_box(run());
            runs += 1;
        }
        clock.elapsed() / runs
    });
    batches.min().unwrap_or_default()
}
