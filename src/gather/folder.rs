//! HTML files on disk: one, a folder of them, or those of a pattern. In: a path and limits. Out: pages in the order of their paths.
//! Never: follows a link to a folder twice, reads more of a file than the limit, or stops at an unreadable one.

use super::Options;
use crate::error::Problem;
use crate::model::{ArticleDraft, Page, Received};
use sha2::{Digest, Sha256};
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};
use url::Url;

/// Folders deeper than this below the source are not entered; links that lead in circles end here at the latest.
const DEPTH_MAX: usize = 32;
/// Endings of the names of HTML files.
const ENDINGS: &[&str] = &[".html", ".htm", ".xhtml"];

/// Whether a file of this name holds HTML, packed or not.
pub(super) fn is_html(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let name = name.strip_suffix(".gz").unwrap_or(&name);
    ENDINGS.iter().any(|ending| name.ends_with(ending))
}

/// Whether an address that is no path is a pattern of paths.
pub(super) fn is_pattern(address: &str) -> bool {
    address.contains(['*', '?', '['])
}

/// The files that a source means, in the order of their paths, and what was wrong on the way.
pub(super) fn files(address: &str, options: &Options) -> (Vec<PathBuf>, Vec<Problem>) {
    let path = Path::new(address);
    let files_max = options.files_max;
    let mut walk = Walk { files: Vec::new(), entered: Vec::new(), problems: Vec::new(), files_max, full: false };
    if path.is_dir() {
        walk.enter(path, 0);
    } else if !path.exists() && is_pattern(address) {
        walk.match_all(address);
    } else {
        walk.files.push(path.to_owned());
    }
    (walk.files, walk.problems)
}

/// Tells one list of files from another, and each file from what it was: their paths, sizes and times of change.
pub(super) fn mark(files: &[PathBuf], options: &Options) -> String {
    const MARK_BYTES: usize = 16;
    let mut digest = Sha256::new();
    for file in files {
        let of_file = |metadata| format!("{} {}", super::disk::mark(&metadata, options), mode(&metadata));
        let of_file = fs::metadata(file).map(of_file).unwrap_or_default();
        digest.update(format!("{}\0{of_file}\0", file.display()));
    }
    digest.finalize().iter().take(MARK_BYTES).map(|byte| format!("{byte:02x}")).collect()
}

/// Who may read a file: one that was unreadable is tried again when that changed.
fn mode(metadata: &fs::Metadata) -> u32 {
    #[cfg(unix)]
    return std::os::unix::fs::MetadataExt::mode(metadata);
    #[cfg(not(unix))]
    return u32::from(metadata.permissions().readonly());
}

/// The page of one file.
pub(super) fn page(path: &Path, options: &Options, now: Received) -> Result<Page, Problem> {
    let place = path.display().to_string();
    let unreadable = |error: std::io::Error| {
        Problem::new(place.clone(), format!("cannot be read: {error}"), "check the path and its permissions")
    };
    let url = address(path).map_err(unreadable)?;
    let body = bytes(path, options.page_bytes_max).map_err(unreadable)?;
    if body.len() > options.page_bytes_max {
        let what = format!("larger than {} bytes", options.page_bytes_max);
        return Err(Problem::new(place, what, "raise gather.page_bytes_max if you want it"));
    }
    let content_type = "text/html".to_owned();
    Ok(Page { url, fetched: now, status: 200, content_type, body, said: ArticleDraft::default() })
}

/// The `file:` address of a path.
fn address(path: &Path) -> std::io::Result<String> {
    let whole = fs::canonicalize(path)?;
    Ok(Url::from_file_path(&whole).map_or_else(|()| format!("file://{}", whole.display()), String::from))
}

/// The file's bytes, unpacked, one more than the limit at most.
fn bytes(path: &Path, limit: usize) -> std::io::Result<Vec<u8>> {
    let file = File::open(path)?;
    if !file.metadata()?.is_file() {
        return Err(std::io::Error::other("not a regular file"));
    }
    let packed = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("gz"));
    let reader: Box<dyn Read> = if packed { Box::new(flate2::read::MultiGzDecoder::new(file)) } else { Box::new(file) };
    let mut bytes = Vec::new();
    reader.take(limit as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// A walk through folders, each real folder once.
struct Walk {
    files: Vec<PathBuf>,
    entered: Vec<PathBuf>,
    problems: Vec<Problem>,
    files_max: usize,
    /// Whether there were more.
    full: bool,
}

impl Walk {
    /// Files and folders of one folder, in the order of their names.
    fn enter(&mut self, folder: &Path, depth: usize) {
        let real = match fs::canonicalize(folder) {
            Ok(real) if !self.entered.contains(&real) => real,
            Ok(_) => return,
            Err(error) => return self.unreadable(folder, &error),
        };
        self.entered.push(real);
        let entries = match fs::read_dir(folder) {
            Ok(entries) => entries,
            Err(error) => return self.unreadable(folder, &error),
        };
        let mut paths: Vec<PathBuf> = entries.filter_map(|entry| entry.ok().map(|entry| entry.path())).collect();
        paths.sort();
        for path in paths {
            self.visit(path, depth);
        }
    }

    fn visit(&mut self, path: PathBuf, depth: usize) {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if path.is_dir() {
            if depth < DEPTH_MAX && !name.starts_with('.') {
                self.enter(&path, depth + 1);
            }
            return;
        }
        if is_html(&name) {
            self.add(path);
        }
    }

    /// The HTML files of a pattern.
    fn match_all(&mut self, pattern: &str) {
        let wrong = |what: String| Problem::new(pattern, what, "a pattern looks like pages/**/*.html");
        let paths = match glob::glob(pattern) {
            Ok(paths) => paths,
            Err(error) => return self.problems.push(wrong(format!("no pattern of paths: {}", error.msg))),
        };
        for path in paths {
            match path {
                Ok(path) if path.is_file() && is_html(&path.to_string_lossy()) => self.add(path),
                Ok(_) => {}
                Err(error) => self.unreadable(error.path(), error.error()),
            }
        }
        if self.files.is_empty() && self.problems.is_empty() {
            self.problems.push(wrong("no HTML file has such a path".to_owned()));
        }
    }

    /// Takes a file, unless there are too many.
    fn add(&mut self, path: PathBuf) {
        if self.files.len() == self.files_max && !self.full {
            self.full = true;
            let what = format!("more than {} files; from here on they are passed over", self.files_max);
            self.problems.push(Problem::new(path.display().to_string(), what, "raise gather.files_max"));
        }
        if self.files.len() < self.files_max {
            self.files.push(path);
        }
    }

    fn unreadable(&mut self, path: &Path, error: &std::io::Error) {
        let what = format!("cannot be read: {error}");
        self.problems.push(Problem::new(path.display().to_string(), what, "check the path and its permissions"));
    }
}
