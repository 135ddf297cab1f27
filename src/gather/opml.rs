//! OPML: lists of feeds, as readers hand them to each other. In: bytes, or a list. Out: a list, or the text of a file.
//! Never: fetches, fails for one broken line, or sorts.

use super::markup::{Element, Step, local, steps};
use crate::text::decode;
use std::fmt::Write;
use std::rc::Rc;

/// Most feeds of one list.
const OUTLINES_MAX: usize = 100_000;
/// Longest name of a category, in characters; what is longer is cut.
const CATEGORY_CHARACTERS_MAX: usize = 200;

/// One feed of a list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outline {
    /// What the feed is called; empty where the list does not say.
    pub title: String,
    /// The feed's address.
    pub feed: String,
    /// The address of the site that the feed is of.
    pub site: Option<String>,
    /// The outermost folder that it stands in, else the first category that it names itself.
    pub category: Option<String>,
}

/// The feeds of an OPML file, in its order; none where it is no such file.
pub fn opml(bytes: &[u8]) -> Option<Vec<Outline>> {
    let text = decode(bytes, "");
    let (mut is_opml, mut outlines) = (false, Vec::new());
    // Of each outline that is open, the outermost folder that it stands in or is.
    let mut open = Vec::<Option<Rc<str>>>::new();
    for step in steps(&text) {
        match step {
            Step::Starts(element, _) if is(element.name, "opml") => is_opml = true,
            Step::Starts(element, is_whole) if is(element.name, "outline") => {
                let (feed, inside) = (address(element), open.last().cloned().flatten());
                if !is_whole {
                    let folder = || title(element).filter(|_| feed.is_none()).map(|name| Rc::from(cut(&name)));
                    open.push(inside.clone().or_else(folder));
                }
                let Some(feed) = feed.filter(|_| outlines.len() < OUTLINES_MAX) else { continue };
                let category = inside.map(|name| name.to_string()).or_else(|| category(element));
                let site = filled(element, "htmlUrl");
                outlines.push(Outline { title: title(element).unwrap_or_default(), feed, site, category });
            }
            Step::Ends(name) if is(name, "outline") => drop(open.pop()),
            _ => {}
        }
    }
    is_opml.then_some(outlines)
}

/// The text of an OPML file of these feeds, in their order; those of a category that stand side by side are in one folder.
pub fn write_opml(outlines: &[Outline], title: &str) -> String {
    let mut text = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\">\n");
    let _ = write!(text, "  <head>\n    <title>{}</title>\n  </head>\n  <body>\n", escaped(title));
    for alike in outlines.chunk_by(|left, right| left.category == right.category) {
        let category = alike.first().and_then(|outline| outline.category.as_deref()).map(escaped);
        let deeper = if category.is_some() { "  " } else { "" };
        if let Some(category) = &category {
            let _ = writeln!(text, "    <outline text=\"{category}\" title=\"{category}\">");
        }
        for outline in alike {
            let (title, feed) = (escaped(&outline.title), escaped(&outline.feed));
            let _ =
                write!(text, "    {deeper}<outline type=\"rss\" text=\"{title}\" title=\"{title}\" xmlUrl=\"{feed}\"");
            if let Some(site) = &outline.site {
                let _ = write!(text, " htmlUrl=\"{}\"", escaped(site));
            }
            text.push_str("/>\n");
        }
        if category.is_some() {
            text.push_str("    </outline>\n");
        }
    }
    text.push_str("  </body>\n</opml>\n");
    text
}

fn is(name: &str, wanted: &str) -> bool {
    local(name).eq_ignore_ascii_case(wanted)
}

/// The value of an attribute, if it says anything.
fn filled(element: Element<'_>, attribute: &str) -> Option<String> {
    let value =
        element.attribute(attribute)?.replace(|letter: char| letter.is_control() && !letter.is_whitespace(), "");
    Some(value.trim().to_owned()).filter(|value| !value.is_empty())
}

fn title(element: Element<'_>) -> Option<String> {
    filled(element, "title").or_else(|| filled(element, "text"))
}

/// The address of the feed that an outline is; a folder has none. Some old lists call it `url`.
fn address(element: Element<'_>) -> Option<String> {
    let is_feed = |kind: String| matches!(kind.to_ascii_lowercase().as_str(), "rss" | "atom" | "feed");
    let old = || filled(element, "url").filter(|_| filled(element, "type").is_some_and(is_feed));
    let address = filled(element, "xmlUrl").or_else(old)?;
    Some(match address.strip_prefix("feed:") {
        Some(rest) if rest.starts_with("//") => format!("http:{rest}"),
        Some(rest) if rest.starts_with("http") => rest.to_owned(),
        _ => address,
    })
}

/// The first category that an outline names itself: `World` of `/World/Europe,/Politics`.
fn category(element: Element<'_>) -> Option<String> {
    let categories = filled(element, "category")?;
    let mut names = categories.split([',', '/']).map(str::trim);
    names.find(|name| !name.is_empty()).map(|name| cut(name).to_owned())
}

/// A category's name at a length that bears repeating with each feed.
fn cut(name: &str) -> &str {
    let end = name.char_indices().nth(CATEGORY_CHARACTERS_MAX).map_or(name.len(), |(at, _)| at);
    name.get(..end).unwrap_or(name).trim_end()
}

/// Text as the value of an attribute; signs that XML has no place for are left out.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\t' | '\n' | '\r' => {
                let _ = write!(escaped, "&#{};", u32::from(letter));
            }
            '\u{fffe}' | '\u{ffff}' => {}
            letter if letter < ' ' => {}
            letter => escaped.push(letter),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::{Outline, opml, write_opml};
    use proptest::prelude::*;

    /// One line per feed: title, address, site, category.
    fn check(text: &[u8], expected: &[&str]) {
        let outlines = opml(text).unwrap();
        let lines: Vec<String> = outlines
            .iter()
            .map(|outline| {
                let shown = |text: &Option<String>| text.clone().unwrap_or("-".to_owned());
                format!(
                    "{} | {} | {} | {}",
                    outline.title,
                    outline.feed,
                    shown(&outline.site),
                    shown(&outline.category)
                )
            })
            .collect();
        assert_eq!(lines, expected);
        assert_eq!(opml(write_opml(&outlines, "A & B").as_bytes()), Some(outlines));
    }

    #[test]
    fn folders_and_categories() {
        check(
            b"<?xml version='1.0'?><opml version='1.1'><head><title>Mine</title></head><body>
              <outline text='Local'><outline><outline title='Towns'>
              <outline text=\"Osk &amp; Varn\" title='' xmlUrl='https://osk.example/rss?a=1&b=2' htmlUrl='https://osk.example'/>
              </outline></outline></outline>
              <outline xmlUrl='feed://varn.example/rss' type='rss'></outline>
              <OUTLINE text=Sport category='/Games/Chess,/Other' XMLURL=https://games.example/feed/>
              <outline type='rss' text='Old' url='http://old.example/rss'/><outline type='link' text='x' url='http://no.example'/>
              <outline text='Empty'/><outline text='Only'><outline text='Cut' xmlUrl='https://cut.example'",
            &[
                "Osk & Varn | https://osk.example/rss?a=1&b=2 | https://osk.example | Local",
                " | http://varn.example/rss | - | -",
                "Sport | https://games.example/feed/ | - | Games",
                "Old | http://old.example/rss | - | -",
            ],
        );
    }

    #[test]
    fn encodings_and_empty_lists() {
        check(b"<opml><body/></opml>", &[]);
        check(
            b"<opml><outline text='K\xe4se & Br\xfche' xmlUrl='http://a.example'/>",
            &["Käse & Brühe | http://a.example | - | -"],
        );
        let wide: Vec<u8> = "\u{feff}<opml><outline text='é' xmlUrl='http://a.example'/>"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        check(&wide, &["é | http://a.example | - | -"]);
        for text in ["", "words", "<html><outline xmlUrl='http://a.example'/></html>", "<rss><item></item></rss>"] {
            assert_eq!(opml(text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn hostile_lists_end_soon() {
        for piece in ["<outline text='a'>", "<outline", "</outline>", "<outline text='", "<outline xmlUrl='a'>", "<!--"]
        {
            let _ = opml(format!("<opml>{}", piece.repeat(20_000)).as_bytes());
        }
    }

    fn words() -> impl Strategy<Value = String> {
        "[a-zé&<>\"'; \n\t=/]{0,12}".prop_map(|words| words.trim().to_owned())
    }

    fn named() -> impl Strategy<Value = Option<String>> {
        proptest::option::of(words()).prop_map(|words| words.filter(|words| !words.is_empty()))
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_the_same(all in proptest::collection::vec((words(), "https://a\\.example/[a-z?&='\"]{0,9}", named(), named()), 0..8)) {
            let outlines: Vec<Outline> =
                all.into_iter().map(|(title, feed, site, category)| Outline { title, feed, site, category }).collect();
            prop_assert_eq!(opml(write_opml(&outlines, "<x>").as_bytes()), Some(outlines));
        }

        #[test]
        fn never_panics(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            let _ = opml(&bytes);
        }

        #[test]
        fn near_lists_are_written_and_read_the_same(text in "(<(/?outline|/?body|!--) |>|/>|--|text|title|xmlUrl|category|=|'|\"|&|&amp;|&#1;|&#133;|é|http://a|feed:|,|/| |x){0,60}") {
            let outlines = opml(format!("<opml>{text}").as_bytes()).unwrap();
            prop_assert_eq!(opml(write_opml(&outlines, "x").as_bytes()), Some(outlines));
        }
    }
}
