//! Articles that come as JSON lines. In: a path. Out: drafts with their places, and what was wrong about each line.
//! Never: stops at a bad line.

use super::{Gathered, open_lines};
use crate::error::{Problem, Result};
use crate::model::ArticleDraft;
use crate::wire::ArticleLine;

/// All articles of a file of JSON lines.
pub(super) fn drafts(path: &str) -> Gathered {
    let mut gathered = Gathered::default();
    if let Err(error) = read(path, &mut gathered) {
        gathered.problems.push(Problem::new(path, error.to_string(), "what stood before it is taken in"));
    }
    gathered
}

fn read(path: &str, gathered: &mut Gathered) -> Result<()> {
    let mut lines = open_lines(path)?;
    while let Some(line) = lines.next_line() {
        let (number, bytes) = line?;
        if bytes.trim_ascii().is_empty() {
            continue;
        }
        let place = format!("{path} line {number}");
        let (draft, problems) = draft(&place, &bytes);
        gathered.problems.extend(problems);
        gathered.drafts.extend(draft.map(|draft| (place, draft)));
    }
    Ok(())
}

/// The draft of one line, with what was wrong about it.
fn draft(place: &str, line: &[u8]) -> (Option<ArticleDraft>, Vec<Problem>) {
    let unread = |error: serde_json::Error| {
        let what = format!("not an article: {error}");
        Problem::new(place, what, "write one JSON object per line")
    };
    match serde_json::from_slice::<ArticleLine>(line) {
        Err(error) => (None, vec![unread(error)]),
        Ok(line) => {
            let (draft, wrong) = line.into_draft();
            let hint = "use a form like 2025-10-20T08:00:00Z or 2025-10-20; the article is read without it";
            (Some(draft), wrong.into_iter().map(|what| Problem::new(place, what, hint)).collect())
        }
    }
}
