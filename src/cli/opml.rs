//! Lists of feeds as files: `add FILE.opml`, `import FILE.opml`, `sources export`. In: a file, or the store. Out: sources in the
//! store, or OPML on standard output. Never: fetches.

use super::add::category;
use super::output::say;
use crate::engine::Engine;
use crate::error::{Error, Kind, Result};
use crate::gather::{self, Outline};
use crate::store::SourceRow;
use std::fs::File;
use std::io::Read;

/// Largest list that is read, in bytes: some 50,000 feeds.
const BYTES_MAX: u64 = 16 << 20;
/// Longest category that is kept, in characters: as long as one given by hand.
const CATEGORY_CHARACTERS_MAX: usize = super::add::CATEGORY_CHARACTERS_MAX;

/// Whether this path is that of a list of feeds.
pub(super) fn is_list(path: &str) -> bool {
    !path.contains("://") && path.to_ascii_lowercase().ends_with(".opml")
}

/// What is wrong about some of a list's feeds, after the others are followed; `sorted` is the category of all of them, if given.
pub(super) fn follow(
    path: &str,
    sorted: Option<&str>,
    engine: &mut Engine,
    options: &gather::Options,
    quiet: bool,
) -> Result<Vec<Error>> {
    let (mut new, mut known, mut bad) = (0, 0, Vec::new());
    for outline in read(path)? {
        let source = match gather::source(&outline.feed, options) {
            Ok(source) if source.kind.is_web() => source,
            Ok(_) => {
                let what = format!("{path}: {}: not an address of the web", outline.feed);
                bad.push(Error::new(Kind::Usage, what).with_hint("the feed is passed over"));
                continue;
            }
            Err(error) => {
                bad.push(error);
                continue;
            }
        };
        match engine.store().add_source(&source)? {
            true => new += 1,
            false => known += 1,
        }
        if let Some(name) = sorted.map(str::to_owned).or_else(|| outline.category.as_deref().map(short)) {
            engine.store().categorise_source(&source, Some(&name))?;
        }
    }
    if !quiet {
        say(&format!("{path}: {new} feeds followed from the next run on, {known} followed already"));
    }
    Ok(bad)
}

/// The followed sources of the web as OPML, those of a category together.
pub(super) fn written(rows: &[SourceRow]) -> String {
    let mut outlines: Vec<Outline> = rows.iter().filter(|row| row.source.kind.is_web()).map(outline).collect();
    outlines.sort_by(|left, right| {
        (left.category.is_none(), &left.category).cmp(&(right.category.is_none(), &right.category))
    });
    gather::write_opml(&outlines, "Backstory: followed sources")
}

/// A source as others know it: where its feed was found on a site or moved to, that feed, with the address that was added beside it.
fn outline(row: &SourceRow) -> Outline {
    let address = row.source.address.clone();
    let found = row.state.listing.clone().filter(|listing| *listing != address);
    let site = found.as_ref().map(|_| address.clone());
    let title = row.state.title.clone().unwrap_or_else(|| address.clone());
    Outline { title, feed: found.unwrap_or(address), site, category: row.category.clone() }
}

fn read(path: &str) -> Result<Vec<Outline>> {
    let unreadable = |error: std::io::Error| Error::new(Kind::Usage, format!("source {path}: cannot be read: {error}"));
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(unreadable)?;
    file.take(BYTES_MAX + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    if bytes.len() as u64 > BYTES_MAX {
        let what = format!("source {path}: larger than {BYTES_MAX} bytes");
        return Err(Error::new(Kind::Usage, what).with_hint("give it in parts"));
    }
    gather::opml(&bytes).ok_or_else(|| {
        Error::new(Kind::Usage, format!("source {path}: no OPML in it"))
            .with_hint("a list of feeds has an <opml> element; other readers export one")
    })
}

/// A category that is no longer than one given by hand.
fn short(name: &str) -> String {
    category(name).unwrap_or_else(|_| name.chars().take(CATEGORY_CHARACTERS_MAX).collect::<String>().trim().to_owned())
}
