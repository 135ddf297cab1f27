//! Learns classes of words, for the names model. In: articles as JSON lines (files; .gz as they are), and classes to
//! keep (`--keep FILE`). Out: a file of classes on standard output. Never: part of the program.
#![allow(clippy::print_stdout)]

use backstory::read::Clusters;
use backstory::wire::ArticleLine;
use std::io::{BufRead, BufReader, Read};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut known = Clusters::default();
    let mut texts = Vec::new();
    let mut arguments = std::env::args().skip(1);
    while let Some(file) = arguments.next() {
        if file == "--keep" {
            known = Clusters::parse(&std::fs::read_to_string(arguments.next().ok_or("--keep which file?")?)?);
            continue;
        }
        let reader = std::fs::File::open(&file)?;
        let reader: Box<dyn Read> =
            if file.ends_with(".gz") { Box::new(flate2::read::GzDecoder::new(reader)) } else { Box::new(reader) };
        for line in BufReader::new(reader).lines() {
            let line: ArticleLine = serde_json::from_str(&line?)?;
            texts.push(line.into_draft().0.text);
        }
    }
    println!("# Classes of words, one class per line; made by examples/learn_clusters.rs.");
    print!("{}", Clusters::learn(texts.iter().map(String::as_str), &known));
    Ok(())
}
