//! What a site asks of robots (RFC 9309). In: the text of its robots.txt. Out: which paths may be read, how long to wait between
//! two requests, which sitemaps there are. Never: fails; a line that says nothing we know is passed over.

/// Longest text that is read, in bytes: what RFC 9309 asks for at least.
const BYTES_MAX: usize = 500 << 10;
/// Most rules that are kept: a large site has hundreds.
const RULES_MAX: usize = 10_000;
/// Most sitemaps that are kept.
const SITEMAPS_MAX: usize = 1_000;

/// A site's robots.txt.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Robots {
    groups: Vec<Group>,
    sitemaps: Vec<String>,
}

/// The rules for some agents.
#[derive(Debug, Clone, Default, PartialEq)]
struct Group {
    /// Their names, in lower case; `*` is everybody else.
    agents: Vec<String>,
    rules: Vec<Rule>,
    delay_seconds: Option<f64>,
}

/// One line that allows or forbids.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Rule {
    allows: bool,
    /// What a path begins with; `*` is anything, a `$` at the end is the end of the path.
    pattern: String,
}

impl Robots {
    /// What this text asks for.
    pub(super) fn parse(text: &str) -> Self {
        let text = text.trim_start_matches('\u{feff}');
        let mut robots = Self::default();
        let (mut group, mut rules) = (Group::default(), 0);
        for line in text.get(..floor(text, BYTES_MAX)).unwrap_or_default().split(['\n', '\r']) {
            let Some((key, value)) = record(line) else { continue };
            match key.as_str() {
                "user-agent" | "useragent" | "user agent" => {
                    if !group.rules.is_empty() || group.delay_seconds.is_some() {
                        robots.groups.push(std::mem::take(&mut group));
                    }
                    group.agents.push(product(value));
                }
                "allow" | "disallow" if !group.agents.is_empty() && rules < RULES_MAX => {
                    rules += 1;
                    group.rules.push(Rule { allows: key == "allow", pattern: pattern(value) });
                }
                "crawl-delay" if !group.agents.is_empty() => {
                    let seconds = value.parse().ok().filter(|seconds: &f64| seconds.is_finite() && *seconds >= 0.0);
                    group.delay_seconds = seconds.or(group.delay_seconds);
                }
                "sitemap" | "site-map" if robots.sitemaps.len() < SITEMAPS_MAX && !value.is_empty() => {
                    robots.sitemaps.push(value.to_owned());
                }
                _ => {}
            }
        }
        robots.groups.push(group);
        robots
    }

    /// Whether this agent may read this path, which may have a query: the longest rule that fits says it, and where an equally
    /// long one says the other, the one that allows.
    pub(super) fn allows(&self, agent: &str, path_and_query: &str) -> bool {
        if path_and_query == "/robots.txt" {
            return true;
        }
        let path = normal(path_and_query, false);
        let rules = self.groups(agent).flat_map(|group| &group.rules);
        let fitting = rules.filter(|rule| !rule.pattern.is_empty() && fits(&rule.pattern, &path));
        fitting.max_by_key(|rule| (rule.pattern.len(), rule.allows)).is_none_or(|rule| rule.allows)
    }

    /// How long this agent is asked to wait between two requests; the longest where more than one time is given.
    pub(super) fn delay_seconds(&self, agent: &str) -> Option<f64> {
        self.groups(agent).filter_map(|group| group.delay_seconds).reduce(f64::max)
    }

    /// The addresses of sitemaps, as written.
    pub(super) fn sitemaps(&self) -> &[String] {
        &self.sitemaps
    }

    /// The groups for this agent; where none names it, those for everybody else.
    fn groups(&self, agent: &str) -> impl Iterator<Item = &Group> {
        let product = product(agent);
        let named = self.groups.iter().any(|group| group.agents.contains(&product));
        let wanted = if named { product } else { "*".to_owned() };
        self.groups.iter().filter(move |group| group.agents.contains(&wanted))
    }
}

/// A line's key in lower case and its value: `Disallow: /a # why`. A missing colon is forgiven where there is but one value.
fn record(line: &str) -> Option<(String, &str)> {
    let line = line.split('#').next().unwrap_or_default().trim();
    let (key, value) = line.split_once(':').or_else(|| {
        let (key, value) = line.split_once(char::is_whitespace)?;
        (!value.trim().contains(char::is_whitespace)).then_some((key, value))
    })?;
    Some((key.trim().to_ascii_lowercase(), value.trim()))
}

/// The name that an agent goes by: `backstory` of `Backstory/0.1 (personal news reader)`.
fn product(agent: &str) -> String {
    let agent = agent.trim();
    if agent.starts_with('*') {
        return "*".to_owned();
    }
    let end = agent.find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '-' && letter != '_');
    agent.get(..end.unwrap_or(agent.len())).unwrap_or_default().to_ascii_lowercase()
}

/// The pattern of a rule in the form in which paths are compared.
fn pattern(value: &str) -> String {
    match value.strip_suffix('$') {
        Some(value) => normal(value, true) + "$",
        None => normal(value, true),
    }
}

/// A path in one of the many ways to write it: letters and digits plain, all else that is not a sign of addresses as `%XX`.
/// `*` and `$` mean something in a rule, so that in a path they are written `%2A` and `%24`.
fn normal(path: &str, is_rule: bool) -> String {
    let (bytes, mut normal, mut at) = (path.as_bytes(), String::with_capacity(path.len()), 0);
    while let Some(&byte) = bytes.get(at) {
        let escaped = (byte == b'%').then(|| hex(bytes.get(at + 1..at + 3)?)).flatten();
        at += if escaped.is_some() { 3 } else { 1 };
        match (escaped, byte) {
            (Some(byte), _) if unreserved(byte) => normal.push(byte.into()),
            (Some(byte), _) => normal.push_str(&format!("%{byte:02X}")),
            (None, b'*') if is_rule => normal.push('*'),
            (None, byte) if unreserved(byte) || b":/?#[]@!&'()+,;=%".contains(&byte) => normal.push(byte.into()),
            (None, byte) => normal.push_str(&format!("%{byte:02X}")),
        }
    }
    normal
}

fn unreserved(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~".contains(&byte)
}

/// The byte that two hexadecimal digits stand for.
fn hex(digits: &[u8]) -> Option<u8> {
    let digits = std::str::from_utf8(digits).ok().filter(|digits| !digits.starts_with('+'))?;
    u8::from_str_radix(digits, 16).ok()
}

/// Whether a path begins with what a pattern says. The first place that fits each piece between two `*` is as good as any
/// later one, so that the path is gone through once.
fn fits(pattern: &str, path: &str) -> bool {
    let (pattern, ends) = pattern.strip_suffix('$').map_or((pattern, false), |pattern| (pattern, true));
    let mut pieces = pattern.split('*');
    let Some(mut rest) = pieces.next().and_then(|first| path.strip_prefix(first)) else { return false };
    let mut last = None;
    for piece in pieces {
        if let Some(before) = last.replace(piece) {
            match rest.find(before) {
                Some(at) => rest = rest.get(at + before.len()..).unwrap_or_default(),
                None => return false,
            }
        }
    }
    match last {
        None => !ends || rest.is_empty(),
        Some(piece) if ends => rest.ends_with(piece),
        Some(piece) => rest.contains(piece),
    }
}

/// The last place at or before `at` where a letter begins.
fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::Robots;
    use proptest::prelude::*;

    fn check(text: &str, agent: &str, allowed: &[&str], forbidden: &[&str]) {
        let robots = Robots::parse(text);
        for path in allowed {
            assert!(robots.allows(agent, path), "{path} is forbidden by {text:?}");
        }
        for path in forbidden {
            assert!(!robots.allows(agent, path), "{path} is allowed by {text:?}");
        }
    }

    #[test]
    fn the_longest_rule_says_it_and_allow_wins_ties() {
        check("User-agent: *\nDisallow: /a\nAllow: /a/b", "x", &["/", "/b", "/a/b", "/a/bc"], &["/a", "/ab", "/a/c"]);
        check("user-agent: *\nallow: /p\ndisallow: /p", "x", &["/p"], &[]);
        check("user-agent: *\ndisallow: /\nallow: /$", "x", &["/", "/robots.txt"], &["/a", "/?a"]);
        check("user-agent: *\ndisallow:", "x", &["/", "/a"], &[]);
        check("", "x", &["/"], &[]);
    }

    #[test]
    fn wildcards() {
        let text = "user-agent: *\ndisallow: /*.pdf$\ndisallow: *print=\ndisallow: /a*b*c\ndisallow: /*/x$";
        check(text, "t", &["/a.pdf?x", "/acb", "/x"], &["/a.pdf", "/n?print=1", "/a/b/c/d", "/abc", "/y/x"]);
        check("user-agent: *\ndisallow: /a*a$", "t", &["/a"], &["/aa", "/aba"]);
    }

    #[test]
    fn the_same_path_written_in_different_ways() {
        let text =
            "user-agent: *\ndisallow: /käse\ndisallow: /%7euser\ndisallow: /a%2fb\ndisallow: /s-%2A\ndisallow: /d$x";
        check(text, "t", &["/a/b", "/s-b"], &["/k%C3%A4se", "/k%c3%a4se/1", "/~user", "/a%2Fb", "/s-*", "/d$x"]);
    }

    #[test]
    fn the_group_that_names_us() {
        let text = "\u{feff}User-Agent: other\nUser-agent: BACKSTORY/1\nDisallow: /a\n\nUser-agent: *\nDisallow: /\n\
                    user-agent: backstory\ndisallow: /b # and this\r\ndisallow /c";
        check(text, "backstory/0.1 (personal news reader)", &["/", "/d"], &["/a", "/b", "/c"]);
        check(text, "Other", &["/b"], &["/a"]);
        check(text, "third", &[], &["/", "/a"]);
        check("disallow: /\nuser-agent: third\ndisallow: /a", "t", &["/", "/a"], &[]);
    }

    #[test]
    fn delays_and_sitemaps() {
        let robots = Robots::parse(
            "sitemap: https://a.example/s.xml\nuser-agent: slow\ncrawl-delay: 2.5\n\nuser-agent: *\ncrawl-delay: 1\n\
             disallow: /x\ncrawl-delay: much\nSitemap: /news.xml",
        );
        assert_eq!(robots.delay_seconds("slow"), Some(2.5));
        assert_eq!(robots.delay_seconds("us"), Some(1.0));
        assert!(robots.allows("slow", "/x") && !robots.allows("us", "/x"));
        assert_eq!(robots.sitemaps(), ["https://a.example/s.xml", "/news.xml"]);
        assert_eq!(Robots::parse("user-agent: *\ncrawl-delay: -1").delay_seconds("us"), None);
    }

    #[test]
    fn hostile_rules_are_read_soon() {
        let rule = format!("disallow: /{}b$\n", "a*".repeat(200));
        let robots = Robots::parse(&format!("user-agent: *\n{}", rule.repeat(1_000)));
        assert!(robots.allows("us", &format!("/{}", "a".repeat(4_000))));
        let _ = Robots::parse(&"user-agent: x\n".repeat(100_000));
        let _ = Robots::parse(&format!("user-agent: *\ndisallow: /{}", "é".repeat(400_000)));
    }

    proptest! {
        #[test]
        fn never_panics(text in "((user-agent|allow|disallow|crawl-delay|sitemap)[: ]{1,2}|/|\\*|\\$|%|%2|%c3|é|a|\n|#|1|\u{feff}){0,80}", path in "(/|a|\\*|%|%2f|é|\\?){0,20}") {
            let robots = Robots::parse(&text);
            let _ = (robots.allows("a", &path), robots.delay_seconds("a"), robots.sitemaps().len());
        }

        #[test]
        fn a_rule_without_signs_forbids_what_begins_with_it(path in "/[a-z/]{0,10}", more in "[a-z/?=]{0,10}") {
            let robots = Robots::parse(&format!("user-agent: *\ndisallow: {path}"));
            prop_assert!(!robots.allows("us", &(path + &more)));
        }
    }
}
