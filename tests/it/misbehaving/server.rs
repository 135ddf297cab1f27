//! A server on this machine that answers as it is told to, however wrong. In: a function from a path to bytes on a connection.
//! Out: an address. Never: outlives its test, or listens anywhere but on 127.0.0.1.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

/// How long a connection may stay without a word before the server looks whether the test is over.
const PATIENCE: Duration = Duration::from_millis(50);

/// One connection, with what was asked for on it.
pub(crate) struct Asked {
    pub(crate) path: String,
    /// The header lines, in lower case.
    header: Vec<String>,
    /// How many requests came before, robots.txt not counted.
    pub(crate) before: usize,
    stream: TcpStream,
    over: Arc<AtomicBool>,
}

/// What a server does with a connection.
pub(crate) type Answer = fn(&mut Asked);

impl Asked {
    /// Sends bytes as they are; false where nobody reads any more.
    pub(crate) fn send(&mut self, bytes: &[u8]) -> bool {
        !self.over.load(Ordering::Relaxed) && self.stream.write_all(bytes).is_ok()
    }

    /// How addresses of this server begin.
    pub(crate) fn here(&self) -> String {
        format!("http://{}", self.stream.local_addr().unwrap())
    }

    /// Whether the request has a header line that begins so, in lower case.
    pub(crate) fn says(&self, line: &str) -> bool {
        self.header.iter().any(|one| one.starts_with(line))
    }

    /// Sends a reply: status line and header lines, and a body of the length that it has.
    pub(crate) fn reply(&mut self, head: &str, body: &[u8]) {
        let head = format!("HTTP/1.1 {head}\r\nconnection: close\r\ncontent-length: {}\r\n\r\n", body.len());
        let _ = self.send(head.as_bytes()) && self.send(body);
    }

    /// Sends the same bytes until nobody reads any more.
    pub(crate) fn endless(&mut self, bytes: &[u8], pause: Duration) {
        while self.send(bytes) {
            std::thread::sleep(pause);
        }
    }

    /// Keeps the connection open without a word until the other side gives up.
    pub(crate) fn silent(&mut self) {
        let mut byte = [0];
        while !self.over.load(Ordering::Relaxed) {
            match self.stream.read(&mut byte) {
                Ok(0) => return,
                Err(error)
                    if !matches!(error.kind(), std::io::ErrorKind::WouldBlock | std::io::ErrorKind::TimedOut) =>
                {
                    return;
                }
                _ => {}
            }
        }
    }
}

/// A running server; it ends when this is dropped.
pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    /// How many requests came, robots.txt not counted.
    pub(crate) requests: Arc<AtomicUsize>,
    over: Arc<AtomicBool>,
    listens: Option<JoinHandle<()>>,
}

impl Server {
    /// A server that answers requests for robots.txt by `robots`, where there is one, and all else by `answer`.
    pub(crate) fn new(answer: Answer, robots: Option<Answer>) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let address = listener.local_addr().unwrap();
        let (over, requests) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicUsize::new(0)));
        let (ends, counted) = (Arc::clone(&over), Arc::clone(&requests));
        let listens = std::thread::spawn(move || {
            let mut open = Vec::new();
            while let Ok((stream, _)) = listener.accept() {
                if ends.load(Ordering::Relaxed) {
                    break;
                }
                let (over, counted) = (Arc::clone(&ends), Arc::clone(&counted));
                open.push(std::thread::spawn(move || connection(stream, over, &counted, answer, robots)));
            }
            open.into_iter().for_each(|thread| thread.join().unwrap());
        });
        Self { address, requests, over, listens: Some(listens) }
    }

    pub(crate) fn url(&self, scheme: &str, path: &str) -> String {
        format!("{scheme}://{}{path}", self.address)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.over.store(true, Ordering::Relaxed);
        // The listener waits for a connection; this is the last one.
        let _ = TcpStream::connect(self.address);
        if let Some(listens) = self.listens.take() {
            let _ = listens.join();
        }
    }
}

fn connection(stream: TcpStream, over: Arc<AtomicBool>, counted: &AtomicUsize, answer: Answer, robots: Option<Answer>) {
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    stream.set_write_timeout(Some(Duration::from_secs(2))).unwrap();
    let (path, header) = request(&stream, &over);
    let is_robots = path == "/robots.txt";
    let before = if is_robots { counted.load(Ordering::Relaxed) } else { counted.fetch_add(1, Ordering::Relaxed) };
    let mut asked = Asked { path, header, before, stream, over };
    match (is_robots, robots) {
        (true, Some(robots)) => robots(&mut asked),
        (true, None) => asked.reply("404 Not Found", b""),
        _ => answer(&mut asked),
    }
}

/// Path and header lines of a request; of what is no HTTP, nothing.
fn request(stream: &TcpStream, over: &AtomicBool) -> (String, Vec<String>) {
    let (mut reader, mut bytes) = (BufReader::new(stream), Vec::new());
    while !over.load(Ordering::Relaxed) && !bytes.ends_with(b"\r\n\r\n") {
        match reader.read_until(b'\n', &mut bytes) {
            Ok(0) => break,
            Err(error) if !matches!(error.kind(), std::io::ErrorKind::WouldBlock | std::io::ErrorKind::TimedOut) => {
                break;
            }
            // A first line that is none of HTTP will not be followed by others.
            _ if !bytes.is_empty() && !bytes.starts_with(b"GET ") => break,
            _ => {}
        }
    }
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let path = text.split(' ').nth(1).unwrap_or_default().to_owned();
    (path, text.lines().skip(1).map(str::to_lowercase).collect())
}
