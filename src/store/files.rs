//! The file of a store: opening it for one writer or for readers, and copying it.
//! In: a path. Out: a connection with its settings, errors that name the file. Never: a lock or a schema.

use crate::error::{Error, Kind, Result};
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};
use std::path::Path;
use std::time::Duration;

/// How long a connection waits for another one that is just then closing or tidying up, in milliseconds.
const BUSY_MILLISECONDS: u64 = 5_000;

/// Statements kept prepared per connection; there are fewer than this in the whole room.
const STATEMENTS_KEPT: usize = 64;

/// Gives a failure of SQLite the name of the store.
pub(super) trait Context<T> {
    /// The same result, with the file named.
    fn of(self, path: &Path) -> Result<T>;
}

impl<T> Context<T> for rusqlite::Result<T> {
    fn of(self, path: &Path) -> Result<T> {
        self.map_err(|error| failure(path, &error))
    }
}

fn failure(path: &Path, error: &rusqlite::Error) -> Error {
    use rusqlite::ErrorCode;
    let named = Error::new(Kind::Store, format!("store {}: {error}", path.display()));
    match error.sqlite_error_code() {
        Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => named
            .with_hint("it is no store or is damaged: put a backup in its place, or name another file with --store"),
        Some(ErrorCode::DiskFull) => {
            named.with_hint("make room on the disk and run the command again; nothing is lost")
        }
        Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => {
            named.with_hint("check the path and its permissions, or name another file with --store")
        }
        _ => named,
    }
}

/// Makes the folder that a new store is to lie in.
pub(super) fn create_folder(path: &Path) -> Result<()> {
    let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) else { return Ok(()) };
    std::fs::create_dir_all(folder).map_err(|error| {
        Error::new(Kind::Store, format!("folder {}: cannot be made: {error}", folder.display()))
            .with_hint("name another place with --store FILE")
    })
}

/// A connection that writes; the file is created where there is none.
pub(super) fn open_writer(path: &Path) -> Result<Connection> {
    let connection = Connection::open(path).of(path)?;
    settle(&connection, path)?;
    Ok(connection)
}

/// How a store is written; not to be called on the file of another program.
pub(super) fn tune(connection: &Connection, path: &Path) -> Result<()> {
    connection
        .execute_batch(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON;
             PRAGMA temp_store = MEMORY; PRAGMA cache_size = -32768;",
        )
        .of(path)
}

/// A connection that only reads, while another process may be writing.
pub(super) fn open_reader(path: &Path) -> Result<Connection> {
    if !path.exists() {
        return Err(Error::new(Kind::Store, format!("store {}: there is no such file", path.display()))
            .with_hint("take articles in first: backstory import FILE"));
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags).of(path)?;
    settle(&connection, path)?;
    Ok(connection)
}

fn settle(connection: &Connection, path: &Path) -> Result<()> {
    // Else a statement is planned anew for every value that it is run with.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true).of(path)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS_KEPT);
    connection.busy_timeout(Duration::from_millis(BUSY_MILLISECONDS)).of(path)
}

/// Copies a store into a new file; a copy that is not complete never bears the name of the target.
pub(super) fn copy(connection: &Connection, path: &Path, target: &Path) -> Result<()> {
    let mut partial = target.as_os_str().to_owned();
    partial.push(".partial");
    let unwritable = |error: std::io::Error| {
        Error::new(Kind::Io, format!("copy {}: cannot be written: {error}", target.display()))
            .with_hint("check the folder, its permissions and the room on the disk")
    };
    match std::fs::remove_file(&partial) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(unwritable(error)),
        _ => {}
    }
    connection.execute("VACUUM INTO ?1", [partial.to_string_lossy()]).of(path)?;
    std::fs::rename(&partial, target).map_err(unwritable)
}
