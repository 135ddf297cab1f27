//! Injects errors into real articles, for quality/score_injected.py. In: articles as JSON lines (files; .gz as they
//! are). Out: lines of the contract of check on standard output, with `from`, the sentence that each was made from.
//! Never: part of the program; the words stay where the data is.
#![allow(clippy::print_stdout)]

#[path = "../tests/it/injected/generator/mod.rs"]
mod generator;

use generator::{Made, made};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let mut number = 0;
    for file in std::env::args().skip(1) {
        let reader = std::fs::File::open(&file)?;
        let reader: Box<dyn Read> =
            if file.ends_with(".gz") { Box::new(flate2::read::GzDecoder::new(reader)) } else { Box::new(reader) };
        for line in BufReader::new(reader).lines() {
            let article: Value = serde_json::from_str(&line?)?;
            let text = article["text"].as_str().unwrap_or_default();
            for made in made(text) {
                number += 1;
                writeln!(out, "{}", line_of(number, &made, &article["id"], text))?;
            }
        }
    }
    Ok(())
}

/// A claim with the whole article as its source.
fn line_of(number: usize, made: &Made, article: &Value, text: &str) -> Value {
    json!({
        "id": format!("{}-{number}", made.class.as_str()),
        "is_true": made.class.is_true(),
        "text": made.text,
        "from": made.from,
        "sources": [{ "id": article, "text": text }],
    })
}
