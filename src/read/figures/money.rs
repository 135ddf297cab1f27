//! Money: signs and words, and whose they are. In: the tokens around a number. Out: the ISO 4217 code.
//! Never: a rate of exchange.

use super::super::lexicon::{ALL_CAPITALS, CAPITAL, DEMONYM, DIGITS, Lexicon, MONEY, SCALE};
use super::super::numbers::plain_digits;
use super::Reader;
use super::amounts::Amount;
use super::units::{Unit, is_minor};

/// So far from a sum its sentence may name the place whose money it is, in tokens.
const PLACE_TOKENS: usize = 40;

/// So much of a text is asked whose money it speaks of, in tokens.
const OPENING_TOKENS: usize = 2000;

/// A country named so often is what the text is about.
const OWNER_MENTIONS_MIN: u32 = 2;

/// Money of one name in several countries: the name's usual code, how the country's words begin, and its code.
const OWNERS: &[(&str, &str, &str)] = &[
    ("USD", "austral", "AUD"),
    ("USD", "canad", "CAD"),
    ("USD", "c", "CAD"),
    ("USD", "h.k", "HKD"),
    ("USD", "hong", "HKD"),
    ("USD", "kong", "HKD"),
    ("USD", "zealand", "NZD"),
    ("USD", "n.z", "NZD"),
    ("USD", "singapore", "SGD"),
    ("USD", "taiwan", "TWD"),
    ("USD", "jamaica", "JMD"),
    ("USD", "barbad", "BBD"),
    ("USD", "bermud", "BMD"),
    ("USD", "baham", "BSD"),
    ("USD", "trinidad", "TTD"),
    ("USD", "zimbabwe", "ZWD"),
    ("USD", "namibia", "NAD"),
    ("USD", "fiji", "FJD"),
    ("USD", "liberia", "LRD"),
    ("USD", "guyan", "GYD"),
    ("USD", "brunei", "BND"),
    ("GBP", "egypt", "EGP"),
    ("GBP", "sudan", "SDG"),
    ("GBP", "leban", "LBP"),
    ("GBP", "syria", "SYP"),
    ("GBP", "cypr", "CYP"),
    ("GBP", "irish", "IEP"),
    ("GBP", "malt", "MTL"),
    ("CHF", "french", "FRF"),
    ("CHF", "france", "FRF"),
    ("CHF", "belgi", "BEF"),
    ("CHF", "luxemb", "LUF"),
    ("CHF", "cfa", "XAF"),
    ("CHF", "rwanda", "RWF"),
    ("CHF", "burundi", "BIF"),
    ("CHF", "congo", "CDF"),
    ("INR", "india", "INR"),
    ("INR", "pakistan", "PKR"),
    ("INR", "lanka", "LKR"),
    ("INR", "nepal", "NPR"),
    ("INR", "mauriti", "MUR"),
    ("INR", "seychell", "SCR"),
    ("INR", "maldiv", "MVR"),
    ("INR", "indonesia", "IDR"),
    ("INR", "colombo", "LKR"),
    ("MXN", "philippin", "PHP"),
    ("MXN", "filipin", "PHP"),
    ("MXN", "argentin", "ARS"),
    ("MXN", "chile", "CLP"),
    ("MXN", "colombia", "COP"),
    ("MXN", "urugua", "UYU"),
    ("MXN", "cuba", "CUP"),
    ("MXN", "bolivia", "BOB"),
    ("MXN", "dominic", "DOP"),
    ("MXN", "manila", "PHP"),
    ("KES", "tanzania", "TZS"),
    ("KES", "uganda", "UGX"),
    ("KES", "somali", "SOS"),
    ("KES", "kenya", "KES"),
    ("SEK", "swed", "SEK"),
    ("SEK", "norw", "NOK"),
    ("SEK", "danish", "DKK"),
    ("SEK", "denmark", "DKK"),
    ("SEK", "iceland", "ISK"),
    ("SEK", "czech", "CZK"),
    ("TRY", "ital", "ITL"),
    ("TRY", "turk", "TRY"),
    ("TRY", "malt", "MTL"),
    ("KWD", "iraq", "IQD"),
    ("KWD", "jordan", "JOD"),
    ("KWD", "bahrain", "BHD"),
    ("KWD", "tunisia", "TND"),
    ("KWD", "algeria", "DZD"),
    ("KWD", "liby", "LYD"),
    ("KWD", "serbia", "RSD"),
    ("KWD", "yugoslav", "YUD"),
    ("KWD", "kuwait", "KWD"),
    ("SAR", "iran", "IRR"),
    ("SAR", "qatar", "QAR"),
    ("SAR", "oman", "OMR"),
    ("SAR", "yemen", "YER"),
    ("SAR", "cambodia", "KHR"),
    ("SAR", "saudi", "SAR"),
    ("¥", "chin", "CNY"),
    ("¥", "beijing", "CNY"),
    ("¥", "shanghai", "CNY"),
    ("¥", "shenzhen", "CNY"),
    ("RUB", "belarus", "BYN"),
    ("KRW", "north", "KPW"),
    ("DEM", "finnish", "FIM"),
];

impl Reader<'_> {
    /// The sign before a number ("$", "HK$", "USD", "Rs."), and where it begins.
    pub(super) fn sign_before(&self, at: usize) -> Option<(&'static str, usize)> {
        let tokens = self.tokens;
        // A sentence may seem to end at the stop of "Rs. 500".
        let rupees = at >= 2 && tokens.is_mark(at - 1, ".") && tokens.low(at - 2) == "rs";
        let before = at.checked_sub(1).filter(|before| rupees || tokens.together(*before, at))?;
        if let Some(code) = sign(tokens.word(before)) {
            let prefix = before.checked_sub(1).filter(|prefix| tokens.touches_next(*prefix));
            let (code, prefixed) = match (code, prefix.map_or("", |prefix| tokens.low(prefix))) {
                ("USD", "us" | "u.s") => ("USD", true),
                ("USD", "a" | "au" | "aus") => ("AUD", true),
                ("USD", "c" | "ca" | "can" | "cdn") => ("CAD", true),
                ("USD", "hk") => ("HKD", true),
                ("USD", "nz") => ("NZD", true),
                ("USD", "s") => ("SGD", true),
                ("USD", "nt") => ("TWD", true),
                ("USD", "r") => ("BRL", true),
                ("¥", _) => (self.owned("¥", before, 0), false),
                (code, _) => (code, false),
            };
            let code = if code == "¥" { "JPY" } else { code };
            return Some((code, before - usize::from(prefixed)));
        }
        // "Rs. 500", "USD 5 million"; a stop may stand between.
        let stop = usize::from(tokens.is_mark(before, ".") && before > 0 && tokens.touches_next(before - 1));
        let word = before - stop;
        let code =
            prefix_word(tokens.low(word)).filter(|_| tokens.is(word, CAPITAL) || tokens.low(word) == "rupees")?;
        Some((self.owned(code, word, 0), word))
    }

    /// "$5 $"? never; but "$5 dollars" and "US$5 million USD" say it twice.
    pub(super) fn is_sign_again(&self, to: usize, unit: &str) -> bool {
        let tokens = self.tokens;
        let token = tokens.get(to);
        unit == "USD"
            && tokens.is(to, MONEY)
            && token.is_some_and(|token| token.currency == unit)
            && tokens.low(to) != "bucks"
    }

    /// "dollars", "Thai baht", "H.K. dlrs", "€" after the number.
    pub(super) fn money_after(&self, to: usize) -> Option<Unit> {
        let tokens = self.tokens;
        if tokens.is_mark(to, "€") || tokens.is_mark(to, "₽") || tokens.is_mark(to, "£") && !self.number_follows(to)
        {
            return sign(tokens.word(to)).map(|code| (code, 1.0, to + 1));
        }
        let at = (to..to + 3).find(|place| {
            tokens.is(*place, MONEY)
                && (to..*place).all(|word| tokens.is(word, DEMONYM | CAPITAL))
                && tokens.together(to.saturating_sub(1), *place)
        })?;
        // "two crowns", "2026 marks the day": words that are mostly something else want digits or a scale.
        let rare =
            matches!(tokens.low(at), "crown" | "crowns" | "marks" | "real" | "dong" | "rand" | "taka" | "bitcoins");
        let year = tokens.word(to - 1).len() == 4 && tokens.low(at) == "marks";
        if self.is_weight(at) || rare && (year || !tokens.is(to - 1, SCALE | DIGITS)) {
            return None;
        }
        let code = tokens.get(at).map_or("", |token| token.currency);
        if is_minor(tokens.low(at + 1)) && tokens.low(at + 1) != "p" {
            return Some((code, 0.01, at + 2));
        }
        let sterling = usize::from(tokens.low(at + 1) == "sterling");
        Some((self.owned(code, at, at - to), 1.0, at + 1 + sterling))
    }

    /// "3,5 millones de euros", "3,5 millions d'euros".
    pub(super) fn money_of(&self, to: usize, scale: f64) -> Option<Unit> {
        let tokens = self.tokens;
        if self.language == "en" || scale < 1000.0 {
            return None;
        }
        if matches!(tokens.low(to), "de" | "di") {
            return self.money_after(to + 1);
        }
        let word = tokens.low(to).strip_prefix("d'").or_else(|| tokens.low(to).strip_prefix("d’"))?;
        let entry = Lexicon::of(self.language).entry(word);
        (entry.classes & MONEY != 0).then_some((entry.currency, 1.0, to + 1))
    }

    fn number_follows(&self, to: usize) -> bool {
        self.tokens.is(to + 1, DIGITS) && self.tokens.touches_next(to)
    }

    /// "six cts", "50 pence".
    pub(super) fn minor_money(&self, to: usize, scale: f64) -> Option<Unit> {
        let tokens = self.tokens;
        // "11 US cents"
        let owned = usize::from(tokens.is(to, CAPITAL) && is_minor(tokens.low(to + 1)) && tokens.low(to + 1).len() > 2);
        let to = to + owned;
        let low = tokens.low(to);
        // The singer 50 Cent is no half dollar.
        let named = tokens.is(to, CAPITAL) && !tokens.is(to, ALL_CAPITALS) && self.language == "en";
        if named || !is_minor(low) || scale > 1.0 || low == "p" && !tokens.touches_next(to - 1) {
            return None;
        }
        let code = match (low, self.language) {
            ("pence" | "p", _) => "GBP",
            ("centimes" | "céntimos" | "centesimi", _) => "EUR",
            ("cent", "de" | "fr" | "it") => "EUR",
            ("cent", "en") if tokens.low(to - 1) == "per" => return None,
            _ if owned == 1 => self.owned("USD", to, 1),
            _ => "USD",
        };
        Some((code, 0.01, to + 1))
    }

    /// The code of a money word, by the country before it, or in its sentence where the name is shared by many.
    fn owned(&self, code: &'static str, at: usize, words_before: usize) -> &'static str {
        let tokens = self.tokens;
        let owner = |place: usize| {
            let word = tokens.low(place);
            let fits = |start: &str| if start.len() < 4 { word == start } else { word.starts_with(start) };
            OWNERS.iter().find(|(name, start, _)| *name == code && fits(start)).map(|(_, _, owned)| *owned)
        };
        let beside = (at - words_before..at).find_map(owner);
        if beside.is_some() || words_before > 0 || code == "USD" {
            return beside.unwrap_or(code);
        }
        if !OWNERS.iter().any(|(name, _, _)| *name == code) {
            return code;
        }
        let british = |place: usize| {
            matches!(
                tokens.low(place),
                "british"
                    | "britain"
                    | "uk"
                    | "u.k"
                    | "london"
                    | "swiss"
                    | "switzerland"
                    | "indian"
                    | "india"
                    | "mexico"
                    | "mexican"
            )
        };
        let near = || (at.saturating_sub(PLACE_TOKENS)..at + PLACE_TOKENS).filter(|place| tokens.together(*place, at));
        let capital = |place: &usize| tokens.is(*place, CAPITAL);
        if near().any(british) {
            return code;
        }
        near().filter(capital).find_map(owner).or_else(|| self.owner_of_text(code)).unwrap_or(code)
    }

    /// Whose money of a shared name a text speaks of, where its sentences do not say: the country that its opening names most.
    fn owner_of_text(&self, code: &str) -> Option<&'static str> {
        let counts = self.owners.get_or_init(|| self.count_owners());
        let most = counts
            .iter()
            .zip(OWNERS)
            .filter(|(_, (name, _, _))| *name == code && code == "INR")
            .max_by_key(|(count, _)| **count)?;
        (*most.0 >= OWNER_MENTIONS_MIN).then_some(most.1.2)
    }

    /// How often the opening of the text names each of [`OWNERS`].
    fn count_owners(&self) -> Vec<u32> {
        let tokens = self.tokens;
        let mut counts = vec![0; OWNERS.len()];
        for at in (0..tokens.len().min(OPENING_TOKENS)).filter(|at| tokens.is(*at, CAPITAL)) {
            let word = tokens.low(at);
            for (count, _) in
                counts.iter_mut().zip(OWNERS).filter(|(_, (_, start, _))| start.len() >= 4 && word.starts_with(start))
            {
                *count += 1;
            }
        }
        counts
    }

    /// "Rs500", "R3.5bn", "USD5m": the sign in the word of the number.
    pub(super) fn glued_money(&self, at: usize) -> Option<Amount> {
        let word = self.tokens.low(at);
        let figures = word.find(|letter: char| letter.is_ascii_digit()).filter(|start| *start > 0)?;
        let code = match word.get(..figures)? {
            "r" => "ZAR",
            prefix => prefix_word(prefix)?,
        };
        let number = word.get(figures..)?;
        let end = number.find(|letter: char| letter.is_alphabetic()).unwrap_or(number.len());
        let (figures, ending) = number.split_at(end);
        let scale = match ending {
            "" => 1.0,
            "m" | "mn" | "million" => 1e6,
            "bn" | "b" | "billion" => 1e9,
            "k" => 1e3,
            _ => return None,
        };
        let next = self.tokens.is(at + 1, SCALE);
        // "R2" is a robot, a road or a room.
        if code == "ZAR" && scale == 1.0 && !next && !figures.contains([',', '.']) && figures.len() < 3 {
            return None;
        }
        let power = if next { 10f64.powi(i32::try_from(self.tokens.value(at + 1)).unwrap_or(0)) } else { 1.0 };
        let value = plain_digits(figures, "en")? * scale * power;
        let to = at + 1 + usize::from(next);
        Some(Amount { unit: self.owned(code, at, 0), scale: scale * power, ..Amount::new(value, at, to) })
    }
}

/// The code of a sign.
fn sign(mark: &str) -> Option<&'static str> {
    Some(match mark {
        "$" => "USD",
        "€" => "EUR",
        "£" => "GBP",
        "¥" => "¥",
        "₹" => "INR",
        "฿" => "THB",
        "₽" => "RUB",
        "₩" => "KRW",
        "₺" => "TRY",
        "₦" => "NGN",
        "₱" => "PHP",
        "₫" => "VND",
        "₪" => "ILS",
        "₴" => "UAH",
        _ => return None,
    })
}

/// The code of a word that stands before its number.
fn prefix_word(word: &str) -> Option<&'static str> {
    Some(match word {
        "rs" | "inr" | "rupees" => "INR",
        "usd" => "USD",
        "eur" | "euro" => "EUR",
        "gbp" => "GBP",
        "jpy" => "JPY",
        "cny" | "rmb" => "CNY",
        "lkr" | "slr" => "LKR",
        "pkr" => "PKR",
        "aud" => "AUD",
        "cad" => "CAD",
        "chf" | "sfr" => "CHF",
        "thb" => "THB",
        "zar" => "ZAR",
        "rm" | "myr" => "MYR",
        "sgd" => "SGD",
        "hkd" => "HKD",
        "nzd" => "NZD",
        "aed" | "dhs" => "AED",
        "sar" => "SAR",
        "kes" | "ksh" => "KES",
        "ngn" => "NGN",
        "tk" | "bdt" => "BDT",
        "rp" | "idr" => "IDR",
        "php" => "PHP",
        "brl" => "BRL",
        _ => return None,
    })
}
