//! Work in batches: while one batch is saved, the next one is made ready.
//! In: the rows that wait. Out: nothing; each batch is saved in their order. Never: two saves at once, or a batch
//! that is made ready from what the batch before it is still saving.

use crate::error::Result;
use crate::model::Progress;
use crate::store::RowNumber;

/// Makes ready and saves all rows, batch by batch: `prepare` loads and computes, `save` keeps.
pub(super) fn work<Ready: Send>(
    rows: &[RowNumber],
    batch: usize,
    (what, progress): (&str, &dyn Progress),
    mut prepare: impl FnMut(&[RowNumber]) -> Result<Ready> + Send,
    mut save: impl FnMut(&[RowNumber], Ready) -> Result<()> + Send,
) -> Result<()> {
    let mut batches = rows.chunks(batch.max(1));
    let Some(mut numbers) = batches.next() else { return Ok(()) };
    progress.begin(what, Some(rows.len() as u64));
    let mut ready = prepare(numbers)?;
    loop {
        let next = batches.next();
        let (saved, prepared) = rayon::join(|| save(numbers, ready), || next.map(&mut prepare).transpose());
        saved?;
        progress.advance(numbers.len() as u64);
        let (Some(next), Some(prepared)) = (next, prepared?) else { break };
        (numbers, ready) = (next, prepared);
    }
    progress.end();
    Ok(())
}
