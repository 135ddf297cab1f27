//! A run that is killed twenty times ends as one that nobody disturbed, byte for byte.
//! In: a store of invented articles. Out: two copies that are the same file. Never: a kill at a time of the clock;
//! the points are drawn from a seed and counted in batches.

use super::invented::{Seeded, articles, lines};
use super::program::{done, over};
use backstory::store::Store;
use std::collections::BTreeSet;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::Stdio;

const KILLS: usize = 20;
const ARTICLES: usize = 150;
/// Small, so that there are many transactions to be killed in.
const BATCH: &str = "2";
/// A kill comes at most so many batches after the start; where that is past the end of the run, all is to be made anew.
const BATCHES_MAX: usize = 20;
const SEED: u64 = 4711;

#[test]
fn twenty_kills_leave_the_store_as_an_undisturbed_run_does() {
    let folder = tempfile::tempdir().unwrap();
    let (calm, killed) = (folder.path().join("calm.sqlite"), folder.path().join("killed.sqlite"));
    let file = folder.path().join("articles.jsonl");
    std::fs::write(&file, lines(&articles(SEED, ARTICLES))).unwrap();
    done(&calm, &["import", file.to_str().unwrap()]);
    std::fs::copy(&calm, &killed).unwrap();

    let mut seeded = Seeded::new(SEED);
    let (mut kills, mut rebuilds, mut stages) = (0, 0, BTreeSet::new());
    while kills < KILLS || stages.len() < 3 {
        match kill_after(&killed, 1 + seeded.below(BATCHES_MAX)) {
            Some(stage) => {
                kills += 1;
                stages.insert(stage);
            }
            None => {
                rebuilds += 1;
                done(&killed, &["rebuild", "--from", "read"]);
            }
        }
    }
    done(&killed, &["run", "--batch", BATCH, "--quiet"]);

    done(&calm, &["run", "--batch", BATCH, "--quiet"]);
    for _ in 0..rebuilds {
        done(&calm, &["rebuild", "--from", "read"]);
        done(&calm, &["run", "--batch", BATCH, "--quiet"]);
    }
    assert_eq!(stages, ["explain", "group", "read"].map(str::to_owned).into(), "kills in every stage");
    assert!(copied(&calm) == copied(&killed), "the store of the killed runs differs from the undisturbed one");
}

/// Kills a run after so many batches; the stage that it was in, or nothing where the run ended first.
fn kill_after(store: &Path, batches: usize) -> Option<String> {
    let mut command = over(store, &["run", "--batch", BATCH, "--verbose"]);
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
    let mut talk = BufReader::new(child.stderr.take().unwrap()).lines().map(Result::unwrap);
    let last = talk.by_ref().take(batches).last().unwrap();
    child.kill().unwrap();
    let status = child.wait().unwrap();
    assert!(matches!(status.code(), None | Some(0)), "the run failed; it said {last:?}");
    let stage = last.strip_prefix("backstory: ").and_then(|line| line.split(' ').next());
    stage.filter(|_| status.code().is_none()).map(str::to_owned)
}

/// What a store holds, as the bytes of a fresh copy.
pub(crate) fn copied(store: &Path) -> Vec<u8> {
    let copy = store.with_extension("copy");
    Store::open(store, "test").unwrap().copy_to(&copy).unwrap();
    std::fs::read(copy).unwrap()
}
