//! `backstory check`: claims with their sources in, one verdict per claim out, in order. Never: a store.

use super::Ended;
use super::output::{JsonLines, talk};
use crate::error::{Problem, Result};
use crate::explain::{Claim, check};
use crate::gather::open_lines;
use crate::wire::{ClaimLine, VerdictLine};
use rayon::prelude::*;

/// What to check.
#[derive(clap::Args)]
pub(super) struct Arguments {
    /// claims as JSON lines (.gz, .zst; - for standard input)
    #[arg(default_value = "-")]
    claims: String,
}

pub(super) fn run(arguments: &Arguments) -> Result<Ended> {
    let (claims, failed) = claims(&arguments.claims)?;
    let verdicts: Vec<VerdictLine> = claims.par_iter().map(verdict).collect();
    let mut out = JsonLines::new();
    for verdict in &verdicts {
        if !out.write(verdict) {
            break;
        }
    }
    out.flush();
    Ok(if failed { Ended::SomeFailed } else { Ended::Done })
}

/// The claims of a file, in order, and whether some lines were none.
fn claims(path: &str) -> Result<(Vec<ClaimLine>, bool)> {
    let mut lines = open_lines(path)?;
    let (mut claims, mut failed) = (Vec::new(), false);
    while let Some(line) = lines.next_line() {
        let (number, bytes) = line?;
        if bytes.trim_ascii().is_empty() {
            continue;
        }
        match serde_json::from_slice(&bytes) {
            Ok(claim) => claims.push(claim),
            Err(error) => {
                let hint = "write one JSON object per line, with \"id\", \"text\" and \"sources\"";
                talk(&Problem::new(format!("{path} line {number}"), format!("not a claim: {error}"), hint));
                failed = true;
            }
        }
    }
    Ok((claims, failed))
}

fn verdict(line: &ClaimLine) -> VerdictLine {
    let sources: Vec<&str> = line.sources.iter().map(|source| source.text.as_str()).collect();
    let verdict = check(&Claim { text: &line.text, sources: &sources });
    VerdictLine::new(line, verdict.outcome.as_str(), verdict.score, verdict.reasons, &verdict.spans)
}
