//! The site on a socket, for the commands that serve. In: an address, an archive. Out: pages until ctrl-c.
//! Never: a run of the stages; that is the schedule's, beside it.

use super::output::{Lines, say};
use crate::error::{Error, Kind, Result};
use crate::serve::{self, Archive};
use std::future::Future;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;

/// Where the site is served when nothing else is said.
pub(super) const DEFAULT_LISTEN: SocketAddr = SocketAddr::new(std::net::IpAddr::V4(Ipv4Addr::LOCALHOST), 7300);

/// How long answers under way may take after ctrl-c; a page takes milliseconds.
const GRACE: Duration = Duration::from_secs(3);

/// Threads that read the store for pages; more wait for the same disk.
const READING_THREADS_MAX: usize = 16;

/// An address as the user writes it: `ADDRESS:PORT`, `localhost:PORT`, or a port of this machine.
pub(super) fn address(text: &str) -> Result<SocketAddr> {
    let text = text.trim();
    let local = text.strip_prefix("localhost:").unwrap_or(text);
    let port = local.parse::<u16>().map(|port| SocketAddr::new(Ipv4Addr::LOCALHOST.into(), port));
    port.or_else(|_| text.parse()).map_err(|_| {
        Error::new(Kind::Usage, format!("--listen {text:?}: not an address"))
            .with_hint("give address and port: --listen 127.0.0.1:7300, or [::]:80 for all addresses")
    })
}

/// Takes the address; a port that is in use is an error that says so.
pub(super) fn bind(address: SocketAddr) -> Result<TcpListener> {
    TcpListener::bind(address).map_err(|error| {
        let next = address.port().saturating_add(1);
        Error::new(Kind::Io, format!("listen {address}: {error}")).with_hint(format!(
            "another one may serve there already; choose another port: --listen {}:{next}",
            address.ip()
        ))
    })
}

/// Serves until ctrl-c (or the system asks to end), then lets the answers under way finish.
pub(super) fn serve_until_stopped(
    listener: TcpListener,
    archive: Arc<dyn Archive>,
    options: serve::Options,
) -> Result<()> {
    log_to_stderr();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .max_blocking_threads(READING_THREADS_MAX)
        .enable_all()
        .build()
        .map_err(failed)?;
    announce(listener.local_addr().map_err(failed)?);
    let served = runtime.block_on(until_stopped(listener, archive, options));
    runtime.shutdown_timeout(GRACE);
    served
}

async fn until_stopped(listener: TcpListener, archive: Arc<dyn Archive>, options: serve::Options) -> Result<()> {
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let stopped = async {
        let _ = stopped.await;
    };
    let site = tokio::spawn(serve::serve(listener, archive, options, stopped));
    interrupted().await;
    say(&"stopping");
    let _ = stop.send(());
    match tokio::time::timeout(GRACE, site).await {
        Ok(Ok(served)) => served,
        _ => Ok(()),
    }
}

/// Ready once the user or the system asks to end.
fn interrupted() -> impl Future<Output = ()> {
    #[cfg(unix)]
    let mut ended = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()).ok();
    let mut interrupt = Box::pin(tokio::signal::ctrl_c());
    std::future::poll_fn(move |context| {
        #[cfg(unix)]
        if ended.as_mut().is_some_and(|ended| ended.poll_recv(context).is_ready()) {
            return std::task::Poll::Ready(());
        }
        interrupt.as_mut().poll(context).map(|_| ())
    })
}

/// The address goes to stdout, where a script can read it.
fn announce(listen: SocketAddr) {
    let host =
        if listen.ip().is_unspecified() { SocketAddr::new(Ipv4Addr::LOCALHOST.into(), listen.port()) } else { listen };
    let mut out = Lines::new();
    out.line(&format!("http://{host}/"));
    out.flush();
    say(&format!("serving http://{host}/, ctrl-c stops"));
    if !listen.ip().is_loopback() {
        say(
            &"other machines can read the site; they see extracts of articles, not whole texts (--full-text shows them)",
        );
    }
}

/// What the site logs while it serves: problems, or as much as BACKSTORY_LOG asks for.
fn log_to_stderr() {
    let filter = tracing_subscriber::EnvFilter::try_from_env("BACKSTORY_LOG")
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("warn"));
    let _ = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).try_init();
}

fn failed(error: std::io::Error) -> Error {
    Error::new(Kind::Io, format!("site: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<&str>) {
        assert_eq!(address(text).ok().map(|address| address.to_string()).as_deref(), expected, "{text}");
    }

    #[test]
    fn an_address_may_be_a_port_only() {
        check("127.0.0.1:7300", Some("127.0.0.1:7300"));
        check("localhost:80", Some("127.0.0.1:80"));
        check("7301", Some("127.0.0.1:7301"));
        check("[::]:80", Some("[::]:80"));
        check("news.example:80", None);
        check("127.0.0.1", None);
        check("70000", None);
    }
}
