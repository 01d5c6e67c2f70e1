//! Processor time of processes.

use std::fs;

use anyhow::{Context, Result};

/// Clock ticks a second in `/proc/<pid>/stat`: `USER_HZ`, 100 on every Linux.
const TICKS: f64 = 100.0;

/// Seconds of processor time that a process has used so far.
pub fn busy(process: u32) -> Result<f64> {
    let path = format!("/proc/{process}/stat");
    let stat = fs::read_to_string(&path).with_context(|| format!("reading {path}"))?;
    Ok(ticks(&stat).with_context(|| format!("{path} is cut short"))? as f64 / TICKS)
}

/// `utime` and `stime`: the 14th and 15th field, counted from behind the name, which may have spaces in it.
fn ticks(stat: &str) -> Option<u64> {
    let (_, fields) = stat.rsplit_once(')')?;
    let mut fields = fields.split_whitespace().skip(11).map(str::parse::<u64>);
    Some(fields.next()?.ok()? + fields.next()?.ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn processor_time_is_counted_in_user_and_in_kernel_mode() {
        assert_eq!(
            ticks("7 (x) task) S 1 7 7 0 -1 4194560 10 0 0 0 120 30 0 0 20 0 1"),
            Some(150)
        );
        assert_eq!(ticks("7 (xtask) S 1"), None);
        assert!(busy(std::process::id()).unwrap() >= 0.0);
    }
}
