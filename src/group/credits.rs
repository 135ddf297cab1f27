//! Credits: whose text an article has, as it says itself. In: an article. Out: the news agency that it credits, or that
//! published it. Never: takes the credit of a picture, or a person who "told" an agency something, for that of the text.

use super::material::cut;
use crate::model::Article;

/// Bytes at the beginning of a text in which a dateline names its agency.
const HEAD_BYTES: usize = 240;
/// Bytes at the end of a text in which a credit line stands.
const TAIL_BYTES: usize = 280;
/// An agency is named within so many bytes of the word that credits it.
const CREDITED_BYTES: usize = 48;
/// Authors of an article that are looked at.
const AUTHORS_MAX: usize = 8;

/// A news agency, as its place in the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Agency(u8);

impl Agency {
    /// An agency, or none, as a number.
    pub(super) fn number(agency: Option<Self>) -> u8 {
        agency.map_or(u8::MAX, |agency| agency.0)
    }

    /// The agency of a number.
    pub(super) fn numbered(number: u8) -> Option<Self> {
        (usize::from(number) < AGENCIES.len()).then_some(Self(number))
    }

    /// The name by which readers know it.
    pub(super) fn name(self) -> &'static str {
        AGENCIES.get(usize::from(self.0)).map_or("", |agency| agency.0)
    }
}

/// Name, other spellings (lower case), hosts of their own: the agencies that papers of the languages that `read` knows print
/// most, by general knowledge.
const AGENCIES: &[(&str, &[&str], &[&str])] = &[
    ("AP", &["ap", "associated press", "the associated press"], &["apnews.com", "ap.org"]),
    ("Reuters", &["reuters", "thomson reuters", "reuters staff"], &["reuters.com"]),
    ("AFP", &["afp", "agence france-presse", "agence france presse"], &["afp.com"]),
    ("dpa", &["dpa", "deutsche presse-agentur"], &["dpa.com", "dpa-international.com"]),
    ("PA", &["pa media", "press association"], &["pa.media"]),
    ("UPI", &["upi", "united press international"], &["upi.com"]),
    ("Xinhua", &["xinhua", "新华社"], &["xinhuanet.com", "news.cn"]),
    ("Kyodo", &["kyodo", "kyodo news", "共同通信"], &["kyodonews.net"]),
    ("Yonhap", &["yonhap", "연합뉴스"], &["yna.co.kr", "yonhapnews.co.kr"]),
    ("EFE", &["efe", "agencia efe"], &["efe.com"]),
    ("Europa Press", &["europa press"], &["europapress.es"]),
    ("ANSA", &["ansa", "agenzia ansa"], &["ansa.it"]),
    ("Adnkronos", &["adnkronos"], &["adnkronos.com"]),
    ("Lusa", &["lusa", "agência lusa"], &["lusa.pt"]),
    ("Agência Brasil", &["agência brasil"], &["agenciabrasil.ebc.com.br"]),
    ("TASS", &["tass", "тасс"], &["tass.com", "tass.ru"]),
    ("RIA Novosti", &["ria novosti", "риа новости"], &["ria.ru"]),
    ("Interfax", &["interfax", "интерфакс"], &["interfax.ru", "interfax.com"]),
    ("Ukrinform", &["ukrinform", "укринформ", "укрінформ"], &["ukrinform.net", "ukrinform.ua"]),
    ("PTI", &["pti", "press trust of india"], &["ptinews.com"]),
    ("ANI", &["ani"], &["aninews.in"]),
    ("IANS", &["ians"], &["ians.in"]),
    ("Anadolu", &["anadolu", "anadolu agency", "anadolu ajansı"], &["aa.com.tr"]),
    ("APA", &["apa", "austria presse agentur"], &["apa.at"]),
    ("Keystone-SDA", &["sda", "keystone-sda", "ats", "keystone-ats"], &["keystone-sda.ch"]),
    ("epd", &["epd"], &["epd.de"]),
    ("KNA", &["kna"], &["kna.de"]),
    ("SID", &["sid"], &["sid.de"]),
    ("Belga", &["belga"], &["belga.be", "belganewsagency.eu"]),
    ("ANP", &["anp"], &["anp.nl"]),
    ("TT", &["tt"], &["tt.se"]),
    ("NTB", &["ntb"], &["ntb.no"]),
    ("Ritzau", &["ritzau"], &["ritzau.dk"]),
    ("PAP", &["pap"], &["pap.pl"]),
    ("ČTK", &["čtk", "ctk"], &["ctk.cz"]),
    ("MTI", &["mti"], &["mti.hu"]),
    ("Agerpres", &["agerpres"], &["agerpres.ro"]),
    ("Canadian Press", &["canadian press", "the canadian press"], &["thecanadianpress.com"]),
    ("AAP", &["aap", "australian associated press"], &["aap.com.au"]),
    ("Antara", &["antara"], &["antaranews.com"]),
    ("Bernama", &["bernama"], &["bernama.com"]),
    ("CNA Taiwan", &["中央社"], &["cna.com.tw", "focustaiwan.tw"]),
    ("SPA", &["saudi press agency"], &["spa.gov.sa"]),
    ("IRNA", &["irna"], &["irna.ir"]),
    ("NAN", &["news agency of nigeria"], &["nannews.ng"]),
];

/// Words that credit, in several languages (lower case); what follows names the agency.
const CREDITING: &[&str] = &[
    "©",
    "(c)",
    "copyright",
    "source:",
    "source :",
    "sources:",
    "quelle:",
    "quellen:",
    "fuente:",
    "fuentes:",
    "fonte:",
    "fonti:",
    "bron:",
    "kilde:",
    "källa:",
    "źródło:",
    "zdroj:",
    "forrás:",
    "sursa:",
    "источник:",
    "джерело:",
    "kaynak:",
    "来源：",
    "来源:",
    "with reporting by",
    "additional reporting by",
    "reporting by",
    "with files from",
    "with inputs from",
    "with agency inputs from",
    "with material from",
    "mit material von",
    "mit informationen von",
    "avec",
    "con información de",
    "con información de la agencia",
    "com informações da",
    "com informações de",
    "met medewerking van",
    "(with",
];

/// The agency that an article names as the source of its text: in its dateline, byline or last line.
pub(super) fn credit(article: &Article) -> Option<Agency> {
    let text = article.text().trim();
    let head = cut(text, HEAD_BYTES);
    let byline = || article.authors().iter().take(AUTHORS_MAX).find_map(|author| named(&author.to_lowercase()));
    bracketed(head).or_else(byline).or_else(|| {
        let tail = tail(text);
        bracketed(tail).or_else(|| credited(&tail.to_lowercase()))
    })
}

/// The agency that published an article.
pub(super) fn own_agency(article: &Article) -> Option<Agency> {
    let outlet = article.outlet().trim().to_lowercase();
    let host = outlet.strip_prefix("www.").unwrap_or(&outlet);
    let is_own = |hosts: &[&str]| {
        hosts.iter().any(|own| host == *own || host.strip_suffix(own).is_some_and(|rest| rest.ends_with('.')))
    };
    let at = AGENCIES.iter().position(|(_, spellings, hosts)| spellings.contains(&host) || is_own(hosts))?;
    u8::try_from(at).ok().map(Agency)
}

/// The last bytes of a text, at a character's border.
fn tail(text: &str) -> &str {
    let mut start = text.len().saturating_sub(TAIL_BYTES);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    text.get(start..).unwrap_or("")
}

/// The agency of this very name (lower case).
fn named(name: &str) -> Option<Agency> {
    let name = name.trim_matches(|letter: char| letter.is_whitespace() || matches!(letter, '.' | '-' | '–' | '—'));
    let at = AGENCIES.iter().position(|(_, spellings, _)| spellings.contains(&name))?;
    u8::try_from(at).ok().map(Agency)
}

/// The first agency of a bracket that holds agencies and nothing else: "(AP)", "(dpa/AFP)"; also where a text begins
/// inside one ("Reuters) - …").
fn bracketed(part: &str) -> Option<Agency> {
    let opened = std::iter::once(part).chain(part.split('(').skip(1));
    let mut inside = opened.filter_map(|rest| rest.split_once(')').map(|(inside, _)| inside));
    inside.find_map(|inside| {
        let inside = inside.to_lowercase();
        let mut agencies = inside.split(['/', ',', '&', '+']).map(named);
        let first = agencies.next()??;
        agencies.all(|agency| agency.is_some()).then_some(first)
    })
}

/// The agency that a line credits (lower case).
fn credited(line: &str) -> Option<Agency> {
    let begins = |at: &usize| !line.get(..*at).is_some_and(|before| before.ends_with(char::is_alphanumeric));
    let credits = |at: usize| {
        let rest = line.get(at..)?;
        CREDITING.iter().filter(|word| rest.starts_with(**word)).map(|word| at + word.len()).max()
    };
    let mut places = line.char_indices().map(|(at, _)| at).filter(begins).filter_map(credits);
    places.find_map(|at| {
        let rest = cut(line.get(at..)?, CREDITED_BYTES);
        let words =
            rest.trim_start_matches(|letter: char| letter.is_ascii_digit() || letter.is_whitespace() || letter == '©');
        let ends = |name: &str| {
            let rest = words.strip_prefix(name)?;
            rest.chars().next().is_none_or(|letter| !letter.is_alphanumeric()).then_some(name.len())
        };
        let found = AGENCIES.iter().enumerate().filter_map(|(number, (_, spellings, _))| {
            let length = spellings.iter().filter_map(|name| ends(name)).max()?;
            Some((length, number))
        });
        let (_, number) = found.max_by_key(|(length, number)| (*length, std::cmp::Reverse(*number)))?;
        u8::try_from(number).ok().map(Agency)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{ArticleDraft, ArticleId};

    fn of(draft: ArticleDraft) -> Article {
        Article::new(ArticleId::new("a"), draft).unwrap()
    }

    fn check(text: &str, expected: &str) {
        let found = credit(&of(ArticleDraft { text: text.to_owned(), ..ArticleDraft::default() }));
        assert_eq!(found.map_or("", Agency::name), expected, "{text}");
    }

    #[test]
    fn datelines_name_the_agency() {
        check("VARNHOLT (AP) — The old bridge gave way.", "AP");
        check("TESK, March 4 (Reuters) - The dairy burnt.", "Reuters");
        check("Reuters) - The dairy burnt.", "Reuters");
        check("Varnholt (dpa/AFP) - Die Brücke gab nach.", "dpa");
        check("Varnholt, 3 mar (EFE).- El puente cedió.", "EFE");
        check("(ANSA) - VARNHOLT, 3 MAR - Il ponte ha ceduto.", "ANSA");
        check("VARNHOLT, 4 марта (ТАСС). Мост рухнул.", "TASS");
    }

    #[test]
    fn last_lines_credit_it() {
        check("The bridge gave way. Copyright 2031 The Associated Press. All rights reserved.", "AP");
        check("Die Brücke gab nach. Quelle: dpa", "dpa");
        check("Le pont a cédé. © 2031 AFP", "AFP");
        check("The bridge gave way. With reporting by Reuters", "Reuters");
        check("El puente cedió. Con información de EFE.", "EFE");
        check("Il ponte ha ceduto. Fonte: ANSA", "ANSA");
        check("Brua ga etter. (NTB)", "NTB");
    }

    #[test]
    fn pictures_and_interviews_credit_nothing() {
        check("The bridge of Varnholt (Oda Finn/AP Photo) gave way.", "");
        check("She told The Associated Press that it had cracked.", "");
        check("The bridge (see map) gave way. He spoke to reporters, Reuters said.", "");
        check("The source: apart from rust, nothing was found.", "");
    }

    #[test]
    fn bylines_and_outlets_count() {
        let by = |author: &str| {
            of(ArticleDraft { title: "a".into(), authors: vec![author.to_owned()], ..ArticleDraft::default() })
        };
        assert_eq!(credit(&by("Associated Press")).map(Agency::name), Some("AP"));
        assert_eq!(credit(&by("Reuters Staff")).map(Agency::name), Some("Reuters"));
        assert_eq!(credit(&by("Apollonia Finn")), None);
        let from = |outlet: &str| {
            of(ArticleDraft { title: "a".into(), outlet: Some(outlet.into()), ..ArticleDraft::default() })
        };
        assert_eq!(own_agency(&from("www.reuters.com")).map(Agency::name), Some("Reuters"));
        assert_eq!(own_agency(&from("uk.reuters.com")).map(Agency::name), Some("Reuters"));
        assert_eq!(own_agency(&from("AFP")).map(Agency::name), Some("AFP"));
        assert_eq!(own_agency(&from("notreuters.com")), None);
    }
}
