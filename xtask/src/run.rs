//! Running other programs, and saying so.

use std::{
    error::Error,
    fmt,
    process::{Command, ExitCode, ExitStatus, Stdio},
    time::{Duration, Instant},
};

use anyhow::{Context, Result};

/// A program that was started and ended badly.
#[derive(Debug)]
pub struct Failed {
    program: String,
    /// Its exit code; `None` when a signal ended it.
    pub code: Option<i32>,
}

impl fmt::Display for Failed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.code {
            Some(code) => write!(f, "`{}` failed with exit code {code}", self.program),
            None => write!(f, "`{}` was ended by a signal", self.program),
        }
    }
}

impl Error for Failed {}

/// Runs a program with this terminal and waits for it; anything but success is a [`Failed`].
pub fn wait(command: &mut Command) -> Result<()> {
    let status = command
        .status()
        .with_context(|| format!("starting `{}`", name(command)))?;
    succeeded(command, status)
}

fn succeeded(command: &Command, status: ExitStatus) -> Result<()> {
    if status.success() {
        return Ok(());
    }
    Err(Failed {
        program: name(command),
        code: status.code(),
    }
    .into())
}

/// Runs a program, whose complaints go to this terminal, and answers what it prints.
pub fn output(command: &mut Command) -> Result<String> {
    let done = command
        .stderr(Stdio::inherit())
        .output()
        .with_context(|| format!("starting `{}`", name(command)))?;
    succeeded(command, done.status)?;
    String::from_utf8(done.stdout).with_context(|| format!("reading what `{}` prints", name(command)))
}

/// Whether a program can be started at all: asks for its version and throws the answer away.
pub fn is_there(program: &str) -> bool {
    Command::new(program)
        .arg("--version")
        .output()
        .is_ok_and(|output| output.status.success())
}

/// Says what is about to be done, does it, and says how long it took.
pub fn phase<T>(what: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    eprintln!("==> {what}");
    let start = Instant::now();
    let done = work().with_context(|| what.to_owned())?;
    eprintln!("    {what}: done in {}", seconds(start.elapsed()));
    Ok(done)
}

/// The exit code to end with: that of the program that failed, else 1.
pub fn exit_code(error: &anyhow::Error) -> ExitCode {
    let code = error.downcast_ref::<Failed>().and_then(|failed| failed.code);
    code.and_then(|code| u8::try_from(code).ok())
        .filter(|code| *code != 0)
        .map_or(ExitCode::FAILURE, ExitCode::from)
}

fn name(command: &Command) -> String {
    let mut words = vec![command.get_program().to_string_lossy()];
    words.extend(command.get_args().map(|argument| argument.to_string_lossy()));
    words.join(" ")
}

fn seconds(time: Duration) -> String {
    format!("{:.1} s", time.as_secs_f64())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_exit_code_of_a_failed_program_is_passed_on_through_the_phase() {
        let error = phase("fail", || wait(Command::new("sh").args(["-c", "exit 7"]))).unwrap_err();
        assert_eq!(exit_code(&error), ExitCode::from(7));
        assert!(format!("{error:#}").contains("exit code 7"), "{error:#}");
    }

    #[test]
    fn a_program_that_is_missing_is_no_exit_code() {
        let error = wait(&mut Command::new("no-such-program-anywhere")).unwrap_err();
        assert_eq!(exit_code(&error), ExitCode::FAILURE);
        assert!(!is_there("no-such-program-anywhere"));
    }
}
