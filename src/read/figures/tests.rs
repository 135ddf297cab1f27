//! Cases of figures: a text, and each figure as its words, its ends, its unit and what it counts.

use super::super::dates::dates;
use super::super::tokens::Tokens;
use super::figures;

fn check(text: &str, expected: &[&str]) {
    check_in("en", text, expected);
}

fn check_in(language: &str, text: &str, expected: &[&str]) {
    let sentences = crate::text::sentences(text, language);
    let tokens = Tokens::new(text, &sentences, language);
    let (dates, dated) = dates(&tokens, None, language);
    let show = |end: Option<f64>| end.map_or_else(|| "?".to_owned(), |end| end.to_string());
    let found: Vec<String> = figures(&tokens, &dates, &dated, language)
        .iter()
        .map(|found| {
            format!("{} = {}..{} {} {}", found.span.of(text), show(found.low), show(found.high), found.unit, found.of)
        })
        .map(|line| line.trim_end().to_owned())
        .collect();
    assert_eq!(found, expected, "figures of {text:?}");
}

#[test]
fn counts() {
    check("The firm has 2,198 workers.", &["2,198 = 2198..2198 count workers"]);
    check("Twenty-five scam workers left.", &["Twenty-five = 25..25 count scam workers"]);
    check("It sold 3.5 million tickets.", &["3.5 million = 3500000..3500000 count tickets"]);
    check(
        "a dozen boats and two hundred and six nets",
        &["a dozen = 12..12 count boats", "two hundred and six = 206..206 count nets"],
    );
}

#[test]
fn bounds() {
    check("At least 40 miners were trapped.", &["At least 40 = 40..? count miners trapped"]);
    check("more than 300 homes", &["more than 300 = 300..? count homes"]);
    check("up to 90 days of rain and 20 or more boats", &["20 or more = 20..? count boats"]);
    check("about 200 people", &["about 200 = 180..220 count people"]);
    check("between 10 and 20 boats", &["between 10 and 20 = 10..20 count boats"]);
    check(
        "dozens of soldiers; hundreds of thousands of homes",
        &["dozens = 24..? count soldiers", "hundreds of thousands = 200000..? count homes"],
    );
}

#[test]
fn states() {
    check("The blast hit a market, killing 12.", &["12 = 12..12 count people killed"]);
    check("12 were killed", &["12 = 12..12 count people killed"]);
    check("30 villagers were injured", &["30 = 30..30 count villagers injured"]);
    check("Police detained 30 dockers.", &["30 = 30..30 count dockers detained"]);
    check("It left 12 dead.", &["12 = 12..12 count people killed"]);
}

#[test]
fn a_part_does_not_speak_for_the_whole() {
    check("Neither of the two pilots was injured.", &["two = 2..2 count pilots"]);
    check("None of the 12 miners was injured.", &["12 = 12..12 count miners"]);
}

#[test]
fn units() {
    check("It cost $3.2 million.", &["$3.2 million = 3200000..3200000 USD"]);
    check("They paid 500 Thai baht and 20 euros.", &["500 Thai baht = 500..500 THB", "20 euros = 20..20 EUR"]);
    check("Rents rose 4.5% and wages 3 per cent.", &["4.5% = 4.5..4.5 percent", "3 per cent = 3..3 percent"]);
    check("40 percent of the voters", &["40 percent = 40..40 percent voters"]);
    check("It lies 12 km away.", &["12 km = 12..12 km"]);
}

#[test]
fn no_figures() {
    check("In 2019, on 5 May 2020, at 18:00 and 5 p.m.", &[]);
    check("Ann Holm, 45, won 3-2 in her 5th match with version 3.5.1.", &[]);
    check("Flight 204 left from room 12; call 555-1234.", &[]);
    check("One of them left. The Boeing 737 stayed.", &[]);
}

#[test]
fn a_count_that_reaches_a_number() {
    check(
        "The army raised the number of people detained at the mill to 1,527.",
        &["1,527 = 1527..1527 count people detained"],
    );
    check("The death toll from the flood rose to 87.", &["87 = 87..87 count people killed"]);
    check("The tally of ships was 19.", &["19 = 19..19 count ships"]);
}

#[test]
fn numbers_in_words() {
    check(
        "One and a half million birds and a million and a half nests",
        &[
            "One and a half million = 1500000..1500000 count birds",
            "a million and a half = 1500000..1500000 count nests",
        ],
    );
    check(
        "a hundred and fifty nets, half a dozen ropes",
        &["a hundred and fifty = 150..150 count nets", "half a dozen = 6..6 count ropes"],
    );
    check(
        "a few hundred men and several thousand women",
        &["a few hundred = 200..? count men", "several thousand = 2000..? count women"],
    );
    check("Tens of thousands of gulls", &["Tens of thousands = 20000..? count gulls"]);
}

#[test]
fn more_bounds() {
    check("Nearly 50 boats", &["Nearly 50 = 45..50 count boats"]);
    check("just under 80 boats", &["just under 80 = 72..80 count boats"]);
    check("just over 80 boats", &["just over 80 = 80..88 count boats"]);
    check("as many as 120 boats", &["as many as 120 = ?..120 count boats"]);
    check("no more than 30 boats", &["no more than 30 = ?..30 count boats"]);
    check("an estimated 90 boats", &["an estimated 90 = 81..99 count boats"]);
    check(
        "some 30-odd boats, 20 or so nets, 50-plus sails",
        &["some 30-odd = 27..33 count boats", "20 or so = 18..22 count nets", "50-plus = 50..? count sails"],
    );
    check("The bill topped 40 crowns.", &["40 crowns = 40..? SEK"]);
    check("They held talks about two mills.", &["two = 2..2 count mills"]);
    check("Output edged up to 2.6 mln tons.", &["2.6 mln tons = 2600000..2600000 ton"]);
}

#[test]
fn ranges() {
    check("It takes 5 to 10 boats.", &["5 to 10 = 5..10 count boats"]);
    check("It rose from 80 to 87.", &["80 = 80..80 count", "87 = 87..87 count"]);
    check("worth $5-7 million", &["$5-7 million = 5000000..7000000 USD"]);
    check("between £3m and £4m", &["between £3m and £4m = 3000000..4000000 GBP"]);
    check("Tin rose 12 cents to 5.20 dollars.", &["12 cents = 0.12..0.12 USD", "5.20 dollars = 5.2..5.2 USD"]);
    check("two or three mills", &["two or three = 2..3 count mills"]);
}

#[test]
fn shares() {
    check(
        "half of the crew and two-thirds of the boats",
        &["half = 50..50 percent crew", "two-thirds = 66.66666666666666..66.66666666666666 percent boats"],
    );
    check(
        "One in five dockers; nine out of 10 mills",
        &["One in five = 20..20 percent dockers", "nine out of 10 = 90..90 percent mills"],
    );
    check("The second half was better, as in the third quarter of 2019.", &[]);
    check(
        "up 1.5 percentage points and 25 basis points",
        &["1.5 percentage points = 1.5..1.5 percentage_point", "25 basis points = 25..25 basis_point"],
    );
    check(
        "a 10-percent cut, 5pc of sales, 1-1/4 pct",
        &["10-percent = 10..10 percent cut", "5pc = 5..5 percent sales", "1-1/4 pct = 1.25..1.25 percent"],
    );
}

#[test]
fn money() {
    check(
        "It made $3.2bn, 3.2 mln dlrs and Rs 500 crore.",
        &[
            "$3.2bn = 3200000000..3200000000 USD",
            "3.2 mln dlrs = 3200000..3200000 USD",
            "Rs 500 crore = 5000000000..5000000000 INR",
        ],
    );
    check(
        "400 Egyptian pounds, 30 Hong Kong dollars, 80 Sri Lankan rupees",
        &[
            "400 Egyptian pounds = 400..400 EGP",
            "30 Hong Kong dollars = 30..30 HKD",
            "80 Sri Lankan rupees = 80..80 LKR",
        ],
    );
    check(
        "It cost 80p, six cents or 20 to 30 cts.",
        &["80p = 0.8..0.8 GBP", "six cents = 0.06..0.06 USD", "20 to 30 cts = 0.2..0.3 USD"],
    );
    check("Tea fell two shillings a kilo in Kenya.", &["two shillings = 2..2 KES"]);
    check(
        "Profit rose to 1.8 billion stg from 1.5 billion.",
        &["1.8 billion stg = 1800000000..1800000000 GBP", "1.5 billion = 1500000000..1500000000 GBP"],
    );
    check("The crate weighed 40 pounds.", &["40 pounds = 40..40 pound_weight"]);
}

#[test]
fn measures() {
    check("a 90-bed ward on a six-mile path", &["90 = 90..90 count bed", "six-mile = 6..6 mile path"]);
    check(
        "30,000 barrels a day, 20 sq km, 60 mph, 16kg",
        &[
            "30,000 barrels a day = 30000..30000 bpd",
            "20 sq km = 20..20 km2",
            "60 mph = 60..60 mph",
            "16kg = 16..16 kg",
        ],
    );
    check("It measured 5.2 on the Richter scale.", &["5.2 on the Richter scale = 5.2..5.2 magnitude"]);
    check(
        "a magnitude-6.1 quake, half a mile away",
        &["magnitude-6.1 = 6.1..6.1 magnitude quake", "half a mile = 0.5..0.5 mile"],
    );
    check("The index fell 12.5 points.", &["12.5 points = 12.5..12.5 points"]);
}

#[test]
fn numbers_of_things() {
    check("The 800 metres champion ran the 200m; the 40-degree Holm coat costs less.", &[]);
    check("He was 45. At 34, Holm left. Lind, nine, and Falk, six, stayed.", &[]);
    check("On 9 and 10 July and within three or four weeks they play the top five.", &[]);
    check("Call 020 7946 0958 under Article 107(5) about an 18+ event.", &[]);
    check("Somebody should call 911.", &[]);
    check("The ATR 72 aircraft left gate 54B with 3G phones.", &[]);
    check("They won 3-2 after a two-goal lead and stayed a week or two.", &[]);
    check("one neighbour said one thing; only one bridge stood", &["one = 1..1 count bridge"]);
}

#[test]
fn other_languages() {
    check_in(
        "de",
        "Rund 1.500 Helfer und 3,5 Mio. Euro",
        &["Rund 1.500 = 1350..1650 count helfer", "3,5 Mio. Euro = 3500000..3500000 EUR"],
    );
    check_in(
        "es",
        "al menos 40 soldados y 3,5 millones de euros",
        &["al menos 40 = 40..? count soldados", "3,5 millones de euros = 3500000..3500000 EUR"],
    );
    check_in(
        "fr",
        "environ 1 500 soldats et cinq pour cent",
        &["environ 1 500 = 1350..1650 count soldats", "cinq pour cent = 5..5 percent"],
    );
    check_in("it", "circa 300 case e 12 chilometri", &["circa 300 = 270..330 count case", "12 chilometri = 12..12 km"]);
    check_in(
        "pt",
        "mais de 300 casas e 20 por cento",
        &["mais de 300 = 300..? count casas", "20 por cento = 20..20 percent"],
    );
    check_in(
        "ru",
        "не менее 40 солдат и 30 тысяч долларов",
        &["не менее 40 = 40..? count солдат", "30 тысяч долларов = 30000..30000 USD"],
    );
}

fn check_stated(text: &str, expected: &[&str]) {
    let sentences = crate::text::sentences(text, "en");
    let tokens = Tokens::new(text, &sentences, "en");
    let (dates, dated) = dates(&tokens, Some(jiff::civil::date(2021, 3, 5)), "en");
    let words = |name: &str, span: Option<crate::model::Span>| span.map(|span| format!(" {name}={}", span.of(text)));
    let shown: Vec<String> = figures(&tokens, &dates, &dated, "en")
        .iter()
        .map(|found| {
            let status = found.status.map(|status| format!(" {}", status.as_str()));
            let stated = [
                words("group", found.group),
                words("place", found.place),
                words("as_of", found.as_of),
                words("said_by", found.said_by),
                words("part_of", found.part_of),
            ];
            format!(
                "{}{}{}",
                found.span.of(text),
                status.unwrap_or_default(),
                stated.into_iter().flatten().collect::<String>()
            )
        })
        .collect();
    assert_eq!(shown, expected, "stated of {text:?}");
}

#[test]
fn what_the_sentence_states() {
    check_stated(
        "Two Danish divers were killed in Telmar on Monday, the mayor said.",
        &["Two killed group=Danish place=Telmar as_of=Monday said_by=the mayor"],
    );
    check_stated("According to Ann Holm, 40 dockers were missing.", &["40 missing said_by=Ann Holm"]);
    check_stated(
        "The firm expected to sell 12 boats, of which 3 in Oslo.",
        &["12 forecast place=Oslo", "3 forecast place=Oslo part_of=12"],
    );
    check_stated("He said 12 boats sank.", &["12"]);
}
