//! Servers that misbehave: each ends in the line of the ledger that it should, and none holds up the others.
//! In: servers on this machine, small limits. Out: passes and failures. Never: a connection to anywhere else.

mod cases;
pub(crate) mod server;

use backstory::gather::{Due, Forgetful, Haul, Options, gather};
use backstory::model::{Asked, Outcome, Received, Source, SourceKind};
use cases::{CASES, FEED};
use server::{Answer, Server};
use std::time::{Duration, Instant};

/// Longest time for all cases together, on a machine that has other things to do.
const SECONDS_MAX: u64 = 25;

fn now() -> Received {
    Received("2026-11-03T10:00:00Z".parse().unwrap())
}

/// Small limits; only this one address of the machine may be reached.
fn options() -> Options {
    Options {
        allow: vec!["127.0.0.1".parse().unwrap()],
        connect_seconds: 2,
        page_seconds: 2,
        source_seconds: 6,
        page_bytes_max: 1 << 20,
        unpacked_bytes_max: 1 << 20,
        header_bytes_max: 32 << 10,
        parallel: 64,
        host_pause_ms: 0,
        wait_max_seconds: 0,
        fetch_items: false,
        ..Options::default()
    }
}

fn hauls(due: &[Due], options: &Options) -> Vec<Haul> {
    let mut hauls = Vec::new();
    gather(due, &Forgetful, options, now(), &mut |haul| {
        hauls.push(haul);
        Ok(())
    })
    .unwrap();
    hauls
}

fn feed(address: String) -> Due {
    Due::new(Source::new(address, SourceKind::Feed))
}

#[test]
fn each_ends_in_its_line() {
    let begun = Instant::now();
    let servers: Vec<Server> = CASES.iter().map(|case| Server::new(case.answer, case.robots)).collect();
    let due: Vec<Due> = servers.iter().map(|server| feed(server.url("http", "/feed"))).collect();
    let hauls = hauls(&due, &options());
    let mut wrong = Vec::new();
    for (at, case) in CASES.iter().enumerate() {
        let lines = || hauls.iter().filter(|haul| haul.due == at).flat_map(|haul| &haul.lines);
        let found: Vec<_> = lines().filter(|line| line.asked == Asked::Listing).collect();
        let said = found.first().map(|line| (line.outcome, line.reason));
        if found.len() != 1 || said != Some((case.outcome, case.reason)) {
            wrong.push(format!("{}: {found:?}", case.name));
        }
        let explained = |outcome: Outcome| outcome.arrived() || found.iter().all(|line| !line.what.is_empty());
        assert!(explained(case.outcome), "{} says nothing", case.name);
        let ends = hauls.iter().filter(|haul| haul.due == at && haul.state.is_some()).count();
        assert_eq!(ends, 1, "{}", case.name);
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
    assert!(CASES.len() >= 40);
    let order: Vec<usize> = hauls.iter().map(|haul| haul.due).collect();
    assert!(order.is_sorted(), "{order:?}");
    assert!(begun.elapsed() < Duration::from_secs(SECONDS_MAX), "{:?}", begun.elapsed());
}

/// What one feed behind TLS gives.
fn check_tls(answer: Answer, outcome: Outcome, reasons: &[&str]) {
    let server = Server::new(answer, None);
    let hauls = hauls(&[feed(server.url("https", "/feed"))], &options());
    let line = hauls.iter().flat_map(|haul| &haul.lines).find(|line| line.asked == Asked::Listing).unwrap();
    assert!(line.outcome == outcome && reasons.contains(&line.reason), "{line:?}");
}

#[test]
fn broken_tls() {
    // Plain words where a handshake should be; an alert; a hello that is cut; nothing at all.
    check_tls(|asked| asked.reply("200 OK", FEED.as_bytes()), Outcome::Failed, &["broken tls"]);
    check_tls(|asked| assert!(asked.send(&[21, 3, 3, 0, 2, 2, 40])), Outcome::Failed, &["broken tls"]);
    check_tls(|asked| assert!(asked.send(&[22, 3, 3, 0, 90, 2, 0, 0, 86, 3, 3])), Outcome::Failed, &["cut off"]);
    check_tls(server::Asked::silent, Outcome::Failed, &["too slow"]);
}

#[test]
fn a_machine_that_takes_no_connection_and_one_that_may_not_be_asked() {
    let closed = Server::new(|_| {}, None).address;
    let due = [feed(format!("http://{closed}/feed")), feed("http://127.0.0.2/feed".to_owned())];
    let hauls = hauls(&due, &options());
    let said: Vec<_> = hauls.iter().flat_map(|haul| &haul.lines).filter(|line| line.asked == Asked::Listing).collect();
    let said: Vec<_> = said.iter().map(|line| (line.outcome, line.reason)).collect();
    assert_eq!(said, [(Outcome::Failed, "no connection"), (Outcome::Refused, "private address")]);
}

#[test]
fn a_feed_that_changes_its_letters_between_two_fetches() {
    let server = Server::new(
        |asked| {
            let text = FEED
                .replace("Osk bridge", "Br\u{fc}cke")
                .replace("version=\"1.0\"", "version=\"1.0\" encoding=\"ENC\"");
            let head = "200 OK\r\ncontent-type: application/rss+xml";
            match asked.before {
                0 => asked.reply(head, text.replace("ENC", "utf-8").as_bytes()),
                1 => {
                    let latin: Vec<u8> = text.replace("ENC", "iso-8859-1").chars().map(|letter| letter as u8).collect();
                    asked.reply(head, &latin);
                }
                _ => {
                    let wide = text.replace("ENC", "utf-16");
                    let wide: Vec<u8> =
                        std::iter::once(0xfeff).chain(wide.encode_utf16()).flat_map(u16::to_le_bytes).collect();
                    asked.reply(&format!("{head}\r\ncontent-encoding: gzip"), &cases::gzip(&wide));
                }
            }
        },
        None,
    );
    let due = [feed(server.url("http", "/feed"))];
    for _ in 0..3 {
        let hauls = hauls(&due, &options());
        let titles: Vec<&str> =
            hauls.iter().flat_map(|haul| &haul.pages).map(|page| page.said.title.as_str()).collect();
        assert_eq!(titles, ["Br\u{fc}cke closed", "Mill reopens"]);
    }
}

#[test]
fn a_feed_of_very_many_items_is_read_within_the_limit() {
    let server = Server::new(
        |asked| {
            let item = |number: u32| {
                format!("<item><link>https://varn.example/{number}</link><description>x</description></item>")
            };
            let items: String = (0..9_000).map(item).collect();
            asked.reply("200 OK", format!("<rss><channel>{items}</channel></rss>").as_bytes());
        },
        None,
    );
    let options = Options { items_max: 7, ..options() };
    let hauls = hauls(&[feed(server.url("http", "/feed"))], &options);
    assert_eq!(hauls.iter().map(|haul| haul.pages.len()).sum::<usize>(), 7);
    assert_eq!(hauls.iter().map(|haul| haul.left).sum::<usize>(), 8_993);
    let left = hauls.iter().flat_map(|haul| &haul.lines).filter(|line| line.reason == "over the limit").count();
    assert_eq!(left, 101, "a hundred, and one for all others");
}
