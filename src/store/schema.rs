//! The schema of the store, as an append-only list of migrations. In: a connection to a store of any age.
//! Out: one of the newest schema; an older one was copied first. Never: a change to a migration that was published.

use super::files::{self, Context};
use super::{Store, explainers, search};
use crate::error::{Error, Kind, Result};
use rusqlite::{Connection, Transaction};
use std::path::{Path, PathBuf};

/// Marks a SQLite file as a store of this program ("Bsty").
const APPLICATION_ID: i64 = 0x4273_7479;

/// One step from a schema version to the next; `fill` computes what SQL alone cannot.
struct Migration {
    sql: &'static str,
    fill: Option<fn(&Transaction<'_>) -> rusqlite::Result<()>>,
}

/// All steps; the first makes version 1. Only ever append.
const MIGRATIONS: &[Migration] = &[
    Migration { sql: include_str!("schema/1.sql"), fill: None },
    Migration { sql: include_str!("schema/2.sql"), fill: Some(search::fill) },
    Migration { sql: include_str!("schema/3.sql"), fill: None },
    Migration { sql: include_str!("schema/4.sql"), fill: None },
    Migration { sql: include_str!("schema/5.sql"), fill: None },
    Migration { sql: include_str!("schema/6.sql"), fill: None },
    Migration { sql: include_str!("schema/7.sql"), fill: Some(explainers::fill) },
    Migration { sql: include_str!("schema/8.sql"), fill: None },
];

/// The schema version that this program writes and reads.
pub const SCHEMA_VERSION: usize = MIGRATIONS.len();

/// Brings the schema up to date, one transaction a step.
pub(super) fn migrate(connection: &mut Connection, path: &Path) -> Result<()> {
    let found = version(connection, path)?;
    files::tune(connection, path)?;
    if found > 0 && found < SCHEMA_VERSION {
        files::copy(connection, path, &backup_path(path, found))?;
    }
    for (at, migration) in MIGRATIONS.iter().enumerate().skip(found) {
        let transaction = connection.transaction().of(path)?;
        apply(&transaction, migration, at + 1).of(path)?;
        transaction.commit().of(path)?;
    }
    Ok(())
}

fn apply(transaction: &Transaction<'_>, migration: &Migration, version: usize) -> rusqlite::Result<()> {
    transaction.execute_batch(migration.sql)?;
    if let Some(fill) = migration.fill {
        fill(transaction)?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    transaction.pragma_update(None, "user_version", i64::try_from(version).unwrap_or(i64::MAX))
}

/// Fails where the schema is not the newest; a reader cannot change that.
pub(super) fn is_current(connection: &Connection, path: &Path) -> Result<bool> {
    Ok(version(connection, path)? == SCHEMA_VERSION)
}

/// The schema version of a file: 0 for an empty one; an error for a newer one and for a file of another program.
fn version(connection: &Connection, path: &Path) -> Result<usize> {
    let number = |name: &str| connection.pragma_query_value(None, name, |row| row.get::<_, i64>(0)).of(path);
    let (version, application) = (number("user_version")?, number("application_id")?);
    let tables: i64 = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0)).of(path)?;
    if tables > 0 && application != APPLICATION_ID {
        return Err(Error::new(Kind::Store, format!("store {}: a database of another program", path.display()))
            .with_hint("name another file with --store"));
    }
    match usize::try_from(version) {
        Ok(version) if version <= SCHEMA_VERSION => Ok(version),
        _ => Err(Error::new(
            Kind::Store,
            format!("store {}: schema {version} is newer than this program's {SCHEMA_VERSION}", path.display()),
        )
        .with_hint("use the newer backstory that wrote it, or name another file with --store")),
    }
}

/// Where the copy of a store lies that had this schema version.
fn backup_path(path: &Path, version: usize) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(format!(".schema{version}.backup"));
    PathBuf::from(name)
}

impl Store {
    /// Where the copy lies that is written before a store of this schema version is brought up to date.
    pub fn backup_path(path: &Path, version: usize) -> PathBuf {
        backup_path(path, version)
    }
}
