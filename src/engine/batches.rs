//! Work in batches: while one batch is saved, the next one is decided on, and the one after it is made ready.
//! In: the rows that wait. Out: nothing; each batch is decided on and saved in their order. Never: two saves at once, or a
//! batch that is made ready from what a batch before it is still saving.

use crate::error::Result;
use crate::model::{Progress, Unit};
use crate::store::RowNumber;
use rayon::join;

/// A batch by its rows, with what became of it so far.
type Batch<'a, T> = Option<(&'a [RowNumber], T)>;

/// Makes ready and saves all rows, batch by batch: `prepare` loads and computes, `save` keeps.
pub(super) fn work<Ready: Send>(
    rows: &[RowNumber],
    batch: usize,
    progress: (&str, &dyn Progress),
    prepare: impl FnMut(&[RowNumber]) -> Result<Ready> + Send,
    save: impl FnMut(&[RowNumber], Ready) -> Result<()> + Send,
) -> Result<()> {
    work_in_order(rows, batch, progress, prepare, |_, ready| Ok(ready), save)
}

/// The same where a batch is decided on by what was decided on those before it: `decide` does that, on one core.
pub(super) fn work_in_order<Ready: Send, Done: Send>(
    rows: &[RowNumber],
    batch: usize,
    (what, progress): (&str, &dyn Progress),
    mut prepare: impl FnMut(&[RowNumber]) -> Result<Ready> + Send,
    mut decide: impl FnMut(&[RowNumber], Ready) -> Result<Done> + Send,
    mut save: impl FnMut(&[RowNumber], Done) -> Result<()> + Send,
) -> Result<()> {
    let mut batches = rows.chunks(batch.max(1));
    let (mut ready, mut done): (Batch<'_, Ready>, Batch<'_, Done>) = (None, None);
    if rows.is_empty() {
        return Ok(());
    }
    progress.begin(what, Some(rows.len() as u64), Unit::Things);
    loop {
        let next = batches.next();
        if next.is_none() && ready.is_none() && done.is_none() {
            break;
        }
        let (saved, (decided, prepared)) = join(
            || done.take().map(|(rows, done)| save(rows, done).map(|()| rows.len())).transpose(),
            || {
                join(
                    || ready.take().map(|(rows, ready)| Ok((rows, decide(rows, ready)?))).transpose(),
                    || next.map(|rows| Ok((rows, prepare(rows)?))).transpose(),
                )
            },
        );
        if let Some(count) = saved? {
            progress.advance(count as u64);
        }
        (done, ready) = (decided?, prepared?);
    }
    progress.end();
    Ok(())
}
