//! The program: it alone reads the clock and draws chance, and hands both in.

use mimalloc::MiMalloc;
use std::process::ExitCode;
use std::sync::Arc;
use tonggu::cli::{World, run};

/// Pages and imports are made of many small texts; the system's allocator takes a third of the time for them.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the clock")]
    let now = || chrono::SubsecRound::trunc_subsecs(chrono::Utc::now(), 3);
    let random = |bytes: &mut [u8]| {
        let drawn = getrandom::fill(bytes);
        assert!(drawn.is_ok(), "the system has a source of chance");
    };
    run(World { words: std::env::args_os().collect(), clock: Arc::new(now), chance: Arc::new(random) })
}
