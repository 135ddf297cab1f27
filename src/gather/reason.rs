//! The words by which the ledger counts why something did not come whole. In: nothing. Out: a fixed set.
//! Never: free words; those stand beside, in `what`.

/// A web address that cannot be read as one.
pub(super) const BAD_ADDRESS: &str = "bad address";
/// Another scheme, port or a user name.
pub(super) const REFUSED_ADDRESS: &str = "refused address";
/// A machine of a private or special network.
pub(super) const PRIVATE: &str = "private address";
/// The name system knows no such machine.
pub(super) const NO_HOST: &str = "no such host";
/// Nobody took the connection.
pub(super) const NO_CONNECTION: &str = "no connection";
/// The other side does not speak TLS, or its certificate is not good.
pub(super) const BROKEN_TLS: &str = "broken tls";
/// A limit of time.
pub(super) const TOO_SLOW: &str = "too slow";
/// The connection ended before the reply did.
pub(super) const CUT_OFF: &str = "cut off";
/// A limit of bytes, as sent, as unpacked or of the header.
pub(super) const TOO_LARGE: &str = "too large";
/// What was sent is not what its encoding says.
pub(super) const BROKEN_PACKING: &str = "broken packing";
/// An encoding that was not asked for, or two of them.
pub(super) const UNKNOWN_PACKING: &str = "unknown packing";
/// More redirects than are followed.
pub(super) const REDIRECTS: &str = "too many redirects";
/// A redirect that says no place.
pub(super) const BAD_REDIRECT: &str = "bad redirect";
/// Not HTTP, or HTTP that nobody can read.
pub(super) const BAD_REPLY: &str = "bad reply";
/// The server answered with a status that is no page.
pub(super) const STATUS: &str = "status";
/// The page or feed is gone for good.
pub(super) const GONE: &str = "gone";
/// The server wants time before it is asked again.
pub(super) const ASKED_TO_WAIT: &str = "asked to wait";
/// robots.txt says no.
pub(super) const ROBOTS: &str = "robots";
/// robots.txt could not be had, so nobody knows whether it says no.
pub(super) const NO_ROBOTS: &str = "no robots.txt";
/// A feed was looked for.
pub(super) const NOT_A_FEED: &str = "not a feed";
/// A sitemap was looked for.
pub(super) const NOT_A_SITEMAP: &str = "not a sitemap";
/// Nothing was sent.
pub(super) const EMPTY: &str = "empty";
/// An item without an address.
pub(super) const NO_ADDRESS: &str = "no address";
/// An item that cannot be read.
pub(super) const UNREADABLE: &str = "unreadable";
/// An item beyond what one run fetches.
pub(super) const OVER_LIMIT: &str = "over the limit";
/// The run's time for the source is over.
pub(super) const OUT_OF_TIME: &str = "out of time";
