//! Runs one script, with a time-out.

use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use tokio::io::AsyncReadExt;
use tokio::process::{Child, Command};

use crate::executions::{Outcome, Parameters};

/// The output that holds what a script prints for people.
const DETAILS: &str = "Details";

/// Runs `script` with the scratch folder and the inputs as arguments, in that folder, with no environment but `PATH`.
/// Lines `Name=value` of its output are the outputs, the others are for people. It has failed if its exit code is not
/// 0; then `status_details` is what it said last. Past the time-out it is killed, with all that it has started.
pub async fn run(script: &Path, scratch: &Path, inputs: &[String], timeout: Duration) -> Outcome {
    let mut command = Command::new("sh");
    command
        .arg(script)
        .arg(scratch)
        .args(inputs)
        .current_dir(scratch)
        .env_clear()
        .env(
            "PATH",
            std::env::var_os("PATH").unwrap_or_else(|| "/usr/bin:/bin".into()),
        )
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true);
    #[cfg(unix)]
    command.process_group(0);
    let mut child = match command.spawn() {
        Ok(child) => child,
        Err(error) => return Outcome::failure(&format!("The script could not be started: {error}.")),
    };
    let mut group = Group(child.id());
    match tokio::time::timeout(timeout, finish(&mut child)).await {
        Ok(Ok((success, output))) => {
            // What it has left running on purpose may run on.
            group.0 = None;
            outcome(success, &output)
        }
        Ok(Err(error)) => Outcome::failure(&format!("The script's output could not be read: {error}.")),
        Err(_) => Outcome::failure("The script timed out and was terminated before completion."),
    }
}

async fn finish(child: &mut Child) -> std::io::Result<(bool, String)> {
    let (mut output, mut errors) = (Vec::new(), Vec::new());
    let (stdout, stderr) = (child.stdout.take(), child.stderr.take());
    let read_output = async {
        if let Some(mut stdout) = stdout {
            stdout.read_to_end(&mut output).await?;
        }
        Ok::<(), std::io::Error>(())
    };
    let read_errors = async {
        if let Some(mut stderr) = stderr {
            stderr.read_to_end(&mut errors).await?;
        }
        Ok(())
    };
    tokio::try_join!(read_output, read_errors)?;
    let status = child.wait().await?;
    output.extend(errors);
    Ok((status.success(), String::from_utf8_lossy(&output).into_owned()))
}

fn outcome(success: bool, output: &str) -> Outcome {
    let mut outputs = Parameters::new();
    let mut for_people = Vec::new();
    for line in output.lines().filter(|line| !line.trim().is_empty()) {
        match line.split_once('=') {
            Some((name, value)) if is_name(name) => {
                outputs.insert(name.to_owned(), value.to_owned());
            }
            _ => for_people.push(line),
        }
    }
    let last = for_people.last().map(|line| (*line).to_owned());
    if !for_people.is_empty() {
        outputs.insert(DETAILS.to_owned(), for_people.join("\n"));
    }
    let details = if success {
        None
    } else {
        last.or_else(|| Some("The script failed without a word.".to_owned()))
    };
    Outcome {
        success,
        details,
        outputs,
    }
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|letter| letter.is_ascii_alphanumeric())
}

/// The process group of a script, which is killed when this is dropped: when the script takes too long, and when the
/// simulator stops while it runs.
struct Group(Option<u32>);

impl Drop for Group {
    fn drop(&mut self) {
        let Some(group) = self.0 else { return };
        // The shell's own `kill`, as no library is needed for it.
        let killed = std::process::Command::new("sh")
            .args(["-c", "kill -KILL -\"$0\"", &group.to_string()])
            .status();
        if let Err(error) = killed {
            tracing::warn!(process.group = group, "cannot kill a script: {error}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outputs_and_words_are_told_apart() {
        let outcome = outcome(true, "tmp: deleted 3 files\nFreedSpace=12\n\na b=c\n");
        assert!(outcome.success);
        assert_eq!(outcome.details, None);
        assert_eq!(outcome.outputs["FreedSpace"], "12");
        assert_eq!(outcome.outputs[DETAILS], "tmp: deleted 3 files\na b=c");
    }

    #[cfg(unix)]
    #[tokio::test]
    async fn a_script_that_takes_too_long_is_killed_with_its_children() {
        let folder = tempfile::tempdir().unwrap();
        let script = folder.path().join("slow.sh");
        std::fs::write(&script, "sleep 600 &\necho $! >child\nwait\n").unwrap();
        let run = run(&script, folder.path(), &[], Duration::from_secs(1)).await;
        assert!(!run.success);
        assert!(run.details.unwrap().contains("timed out"));
        let child = std::fs::read_to_string(folder.path().join("child")).unwrap();
        // Gone, or a zombie that nobody has collected yet. A kill takes its moment.
        let lives = || {
            let stat = std::fs::read_to_string(format!("/proc/{}/stat", child.trim()));
            stat.is_ok_and(|stat| !stat.contains(") Z "))
        };
        let deadline = tokio::time::Instant::now() + Duration::from_secs(5);
        while lives() {
            assert!(tokio::time::Instant::now() < deadline, "the child still runs");
            tokio::task::yield_now().await;
        }
    }

    #[cfg(unix)]
    #[tokio::test]
    async fn a_script_sees_no_environment_but_the_path() {
        let folder = tempfile::tempdir().unwrap();
        let script = folder.path().join("env.sh");
        std::fs::write(
            &script,
            "echo \"Home=${HOME:-none}\"\necho \"Folder=$1\"\necho \"Input=$2\"\n",
        )
        .unwrap();
        let inputs = ["Level=Deep".to_owned()];
        let run = run(&script, folder.path(), &inputs, Duration::from_secs(5)).await;
        assert_eq!(run.outputs["Home"], "none");
        assert_eq!(run.outputs["Folder"], folder.path().display().to_string());
        assert_eq!(run.outputs["Input"], "Level=Deep");
    }
}
