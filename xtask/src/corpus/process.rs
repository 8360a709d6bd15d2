//! Runs a child process to its end, or to the end of our patience.

use std::fs::File;
use std::io::{self, Read, Seek};
use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::failure::{Failure, words};

/// Between two looks at a child.
const LOOK: Duration = Duration::from_millis(5);

/// What a child left behind.
#[derive(Debug)]
pub struct Finished {
    /// How it ended.
    pub status: ExitStatus,
    /// What it wrote to standard output.
    pub output: String,
    /// What it wrote to standard error.
    pub complaints: String,
}

/// Runs a command without input. It writes into files, so that it never waits for us.
///
/// # Errors
/// When it can't be started, or has not ended after `patience`; then it is stopped.
pub fn run(command: &mut Command, patience: Duration) -> Result<Finished, Failure> {
    let name = Path::new(command.get_program()).file_stem();
    let name = name.unwrap_or_default().to_string_lossy().into_owned();
    let first = command.get_args().next().unwrap_or_default();
    let name = format!("{name} {}", first.to_string_lossy());
    let failed = |error: io::Error| Failure::new(format!("can't run `{name}`: {}", words(&error)));
    let (output, complaints) = (
        tempfile::tempfile().map_err(failed)?,
        tempfile::tempfile().map_err(failed)?,
    );
    let mut child = command
        .stdin(Stdio::null())
        .stdout(output.try_clone().map_err(failed)?)
        .stderr(complaints.try_clone().map_err(failed)?)
        .spawn()
        .map_err(failed)?;
    let started = Instant::now();
    loop {
        if let Some(status) = child.try_wait().map_err(failed)? {
            return Ok(Finished {
                status,
                output: text(output).map_err(failed)?,
                complaints: text(complaints).map_err(failed)?,
            });
        }
        if started.elapsed() > patience {
            // It may have ended by itself meanwhile, which is as good.
            let _ = child.kill();
            child.wait().map_err(failed)?;
            return Err(Failure::new(format!(
                "`{name}` was not done after {} s, and was stopped",
                patience.as_secs()
            )));
        }
        thread::sleep(LOOK);
    }
}

fn text(mut file: File) -> io::Result<String> {
    let mut bytes = Vec::new();
    file.rewind()?;
    file.read_to_end(&mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
