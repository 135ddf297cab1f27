//! One writing process per store. In: the path of a store. Out: a lock that lasts as long as its holder lives.
//! Never: a stale lock; the operating system lets go of it when the process ends, however it ends.

use crate::error::{Error, Kind, Result};
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::{Path, PathBuf};

/// Longest note of a holder that is read, in bytes.
const NOTE_BYTES_MAX: u64 = 256;

/// The lock of one store, held through an open file beside it that says who holds it.
#[derive(Debug)]
pub(super) struct Lock {
    file: File,
}

impl Lock {
    /// Takes the lock, or tells who holds it.
    pub(super) fn take(store: &Path, command: &str) -> Result<Self> {
        let path = beside(store);
        let unusable = |error: &std::io::Error| {
            Error::new(Kind::Store, format!("lock {}: cannot be used: {error}", path.display()))
                .with_hint("check the folder and its permissions, or name another store with --store FILE")
        };
        let mut file = OpenOptions::new()
            .create(true)
            .read(true)
            .write(true)
            .truncate(false)
            .open(&path)
            .map_err(|error| unusable(&error))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(held(store, &mut file)),
            Err(TryLockError::Error(error)) => return Err(unusable(&error)),
        }
        let note = format!("{} {command}\n", std::process::id());
        file.set_len(0).and_then(|()| file.rewind()).map_err(|error| unusable(&error))?;
        file.write_all(note.as_bytes()).map_err(|error| unusable(&error))?;
        Ok(Self { file })
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        let _ = self.file.set_len(0);
        // A process that another thread is starting has this file open too until it runs its own program: closing is not enough.
        let _ = self.file.unlock();
    }
}

fn beside(store: &Path) -> PathBuf {
    let mut name = store.as_os_str().to_owned();
    name.push(".lock");
    PathBuf::from(name)
}

/// The error for a second writer; the note is empty for the moment between taking a lock and signing it.
fn held(store: &Path, file: &mut File) -> Error {
    let mut note = String::new();
    let _ = file.take(NOTE_BYTES_MAX).read_to_string(&mut note);
    let holder = match note.trim().split_once(' ') {
        Some((process, command)) => format!("process {process} ({command})"),
        None => "another process".to_owned(),
    };
    Error::new(Kind::Store, format!("store {} is held by {holder}", store.display()))
        .with_hint("wait until it is done or end it; reading commands (show, search, serve) work meanwhile")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lock_is_given_back_though_another_has_its_file_open() {
        let folder = tempfile::tempdir().unwrap();
        let store = folder.path().join("store.sqlite");
        let lock = Lock::take(&store, "first").unwrap();
        let inherited = lock.file.try_clone().unwrap();
        assert!(Lock::take(&store, "second").is_err(), "one at a time");
        drop(lock);
        assert!(Lock::take(&store, "third").is_ok(), "given back");
        drop(inherited);
    }
}
