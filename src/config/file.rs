//! A file of settings. In: TOML. Out: one entry per value, its key in full, with its line.
//! Never: knows which keys there are.

use crate::error::{Error, Kind, Result};
use std::path::Path;
use toml::de::{DeTable, DeValue};

/// One value of the file.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Entry {
    pub(super) key: String,
    pub(super) value: Value,
    pub(super) line: usize,
}

/// A value as the file or a variable holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Value {
    Whole(i64),
    Flag(bool),
    Text(String),
    Texts(Vec<String>),
    /// A table with nothing in it.
    Nothing,
    /// Anything that no setting is.
    Other,
}

/// The values of a file, in the order of their lines.
pub(super) fn entries(path: &Path, text: &str) -> Result<Vec<Entry>> {
    let table = DeTable::parse(text).map_err(|error| {
        let line = line_at(text, error.span().map_or(0, |span| span.start));
        let what = format!("{} line {line}: {}", path.display(), error.message().trim());
        Error::new(Kind::Usage, what).with_hint("the file is TOML: lines like schedule_minutes = 15")
    })?;
    let mut entries = Vec::new();
    flatten("", table.get_ref(), text, &mut entries);
    entries.sort_by_key(|entry| entry.line);
    Ok(entries)
}

fn flatten(before: &str, table: &DeTable<'_>, text: &str, entries: &mut Vec<Entry>) {
    for (name, value) in table.iter() {
        let key = if before.is_empty() { name.get_ref().to_string() } else { format!("{before}.{}", name.get_ref()) };
        match value.get_ref() {
            DeValue::Table(inside) if !inside.is_empty() => flatten(&key, inside, text, entries),
            other => entries.push(Entry { key, value: plain(other), line: line_at(text, name.span().start) }),
        }
    }
}

fn plain(value: &DeValue<'_>) -> Value {
    match value {
        DeValue::Integer(whole) => {
            i64::from_str_radix(whole.as_str(), whole.radix()).map_or(Value::Other, Value::Whole)
        }
        DeValue::Boolean(flag) => Value::Flag(*flag),
        DeValue::String(text) => Value::Text(text.to_string()),
        DeValue::Array(several) => {
            let texts = several.iter().map(|one| match one.get_ref() {
                DeValue::String(text) => Some(text.to_string()),
                _ => None,
            });
            texts.collect::<Option<Vec<String>>>().map_or(Value::Other, Value::Texts)
        }
        DeValue::Table(_) => Value::Nothing,
        _ => Value::Other,
    }
}

/// The line of a place in the text, from 1.
fn line_at(text: &str, at: usize) -> usize {
    text.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1
}
