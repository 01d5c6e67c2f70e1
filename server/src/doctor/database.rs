//! Whether the database can be worked on. It is neither made nor taken over: a server may be working on it.

mod postgres;
mod schema;

use std::{
    fs::{File, OpenOptions},
    io::{self, Read as _},
    path::{self, Path, PathBuf},
};

use service::Clock;
use sysinfo::Disks;

use super::finding::{Finding, Verdict};
use crate::config::{Database, Place};

/// With less, a write may soon fail, and with it everything that employees start.
const LITTLE: u64 = 1_000_000_000;
/// How every SQLite file begins (SQLite, "Database File Format").
const BEGINNING: &[u8] = b"SQLite format 3\0";

/// Looks at the file and its folder, or at a PostgreSQL.
pub async fn examine(config: &Database, clock: &dyn Clock) -> Vec<Finding> {
    match config.place() {
        Ok(Place::File(file)) => examine_file(file).await,
        Ok(Place::Postgres(url, _)) => postgres::examine(config, &url, clock).await,
        Err(fault) => vec![Finding::of("settings", fault)],
    }
}

async fn examine_file(file: &Path) -> Vec<Finding> {
    let folder = folder_of(file);
    if !folder.is_dir() {
        let found = format!("There is no folder {}.", folder.display());
        let remedy = "Make it, and give it to the user that `deskside serve` runs as; or mend database.file.";
        return vec![
            Finding::fault("folder", found, remedy),
            Finding::skipped("file", "its folder is missing"),
            Finding::skipped("schema", "its folder is missing"),
            Finding::skipped("space", "its folder is missing"),
        ];
    }
    let usable = usable(file);
    let schema = match usable.verdict {
        Verdict::Ok => schema::of_file(file).await,
        _ => Finding::skipped("schema", "the file cannot be used"),
    };
    vec![writable(&folder), usable, schema, space(&folder, free(&folder))]
}

/// In full, so that whoever reads of it can find it.
fn folder_of(file: &Path) -> PathBuf {
    let file = path::absolute(file).unwrap_or_else(|_| file.to_owned());
    file.parent().unwrap_or(&file).to_owned()
}

/// SQLite keeps further files beside the database. What is made to try it has no name where the system can do so, and
/// is gone at once.
fn writable(folder: &Path) -> Finding {
    match tempfile::tempfile_in(folder) {
        Ok(_) => Finding::ok("folder", format!("Files can be made in {}.", folder.display())),
        Err(error) => Finding::fault(
            "folder",
            format!("No file can be made in {}: {error}.", folder.display()),
            format!(
                "Give it to the user that `deskside serve` runs as (`chown`), and run the doctor as that user: SQLite \
                 keeps files beside {}.",
                folder.display()
            ),
        ),
    }
}

fn usable(file: &Path) -> Finding {
    let name = file.display();
    if !file.exists() {
        return Finding::ok(
            "file",
            format!("{name} is made when `deskside serve` starts first."),
        );
    }
    match beginning(file) {
        Ok(begins) if begins.is_empty() || begins == BEGINNING => {
            Finding::ok("file", format!("{name} can be read and written."))
        }
        Ok(_) => Finding::fault(
            "file",
            format!("{name} is not an SQLite database."),
            "Mend database.file, or put the file elsewhere: a new one is made at the next start.",
        ),
        Err(error) => Finding::fault(
            "file",
            format!("{name} cannot be read and written: {error}."),
            "Give it to the user that `deskside serve` runs as (`chown`), and run the doctor as that user.",
        ),
    }
}

/// Opened for writing and never written.
fn beginning(file: &Path) -> io::Result<Vec<u8>> {
    let file: File = OpenOptions::new().read(true).append(true).open(file)?;
    let mut begins = Vec::new();
    file.take(BEGINNING.len() as u64).read_to_end(&mut begins)?;
    Ok(begins)
}

/// What is free where the folder is, if the system says so.
fn free(folder: &Path) -> Option<u64> {
    let folder = folder.canonicalize().ok()?;
    let disks = Disks::new_with_refreshed_list().ok()?;
    let mounted = disks.iter().filter(|disk| folder.starts_with(disk.mount_point()));
    let nearest = mounted.max_by_key(|disk| disk.mount_point().components().count())?;
    Some(nearest.available_space())
}

fn space(folder: &Path, free: Option<u64>) -> Finding {
    let Some(free) = free else {
        return Finding::skipped("space", "this machine does not say how much is free there");
    };
    let found = format!("{} MB are free in {}.", free / 1_000_000, folder.display());
    match free < LITTLE {
        false => Finding::ok("space", found),
        true => Finding::warning(
            "space",
            found,
            "Make room there, 1 GB at least: when the disk is full, nothing that employees press can be kept, and so \
             nothing is sent.",
        ),
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    async fn examined(file: PathBuf) -> Vec<(String, Verdict)> {
        let findings = examine_file(&file).await.into_iter();
        findings.map(|finding| (finding.check, finding.verdict)).collect()
    }

    #[tokio::test]
    async fn a_new_one_an_old_one_and_something_else() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("deskside.db");
        let verdict = async |file: PathBuf| examined(file).await[1].1;
        assert_eq!(verdict(file.clone()).await, Verdict::Ok);
        assert!(!file.exists(), "it is not made");
        fs::write(&file, b"SQLite format 3\0 and so on").unwrap();
        assert_eq!(verdict(file.clone()).await, Verdict::Ok);
        assert_eq!(
            fs::read(&file).unwrap(),
            b"SQLite format 3\0 and so on",
            "it is not written"
        );
        fs::write(&file, b"something else").unwrap();
        assert_eq!(verdict(file).await, Verdict::Fault);
        assert_eq!(
            verdict(folder.path().to_owned()).await,
            Verdict::Fault,
            "a folder is no file"
        );
        let left: Vec<_> = fs::read_dir(folder.path()).unwrap().collect();
        assert_eq!(left.len(), 1, "nothing is left behind");
    }

    #[tokio::test]
    async fn without_its_folder_nothing_else_is_looked_at() {
        let verdicts = examined(PathBuf::from("/nowhere/to/be/found/deskside.db")).await;
        let [folder, others @ ..] = <[_; 4]>::try_from(verdicts).unwrap();
        assert_eq!(folder, ("folder".to_owned(), Verdict::Fault));
        assert_eq!(others.map(|(_, verdict)| verdict), [Verdict::Skipped; 3]);
    }

    #[test]
    fn less_than_a_gigabyte_is_worth_a_warning() {
        let verdict = |free| space(Path::new("/var/lib/deskside"), free).verdict;
        assert_eq!(verdict(Some(999_999_999)), Verdict::Warning);
        assert_eq!(verdict(Some(1_000_000_000)), Verdict::Ok);
        assert_eq!(verdict(None), Verdict::Skipped);
        assert!(free(Path::new(env!("CARGO_MANIFEST_DIR"))).is_some_and(|free| free > 0));
    }
}
