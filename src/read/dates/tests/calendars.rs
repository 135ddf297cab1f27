//! Cases of holidays, seasons, quarters, dates in digits and other calendars.

use super::{check, check_in};

#[test]
fn holidays() {
    check("They met on Christmas Eve.", &["Christmas Eve = 2025-12-24"]);
    check("They met on New Year's Day 2010.", &["New Year's Day 2010 = 2010-01-01"]);
    check(
        "Easter Sunday 2024, last Thanksgiving",
        &["Easter Sunday 2024 = 2024-03-31", "last Thanksgiving = 2024-11-28"],
    );
    check("Black Friday, not the Black Monday of old", &["Black Friday = 2025-11-28"]);
    check("She reads the Sunday Times.", &[]);
}

#[test]
fn quarters_and_seasons() {
    check("Third-quarter sales fell.", &["Third-quarter = 2025-Q3"]);
    check("It lost money in the fourth quarter.", &["the fourth quarter = 2025-Q4"]);
    check("the final quarter of last year", &["the final quarter of last year = 2024-Q4"]);
    check("He scored in the second half.", &[]);
    check("the second half of 2010", &["the second half of 2010 = 2010-07/2010-12"]);
    check("It opened in the spring and will fall.", &["the spring = 2025-SP"]);
    check("Last summer, next winter", &["Last summer = 2025-SU", "next winter = 2025-WI"]);
}

#[test]
fn digits() {
    check("On 7/8/25 or 9/11", &["7/8/25 = 2025-08-07", "9/11 = 2001-09-11"]);
    check("11/12/2025 is near.", &["11/12/2025 = 2025-11-12"]);
    check("the 2008-09 season and 1914-18", &["the 2008-09 = 2008/2009", "1914-18 = 1914/1918"]);
    check("Since '82, in the '80s", &["'82 = 1982", "the '80s = 198"]);
    check("It cost 1,500 in 2020 people wrote: 1999 dollars, 44 BC, in 1200 B.C.", &[]);
    check(
        "the 70s and 80s, the mid-1990s, the eighties",
        &["the 70s = 197", "80s = 198", "the mid-1990s = 199", "the eighties = 198"],
    );
    check("Fiscal 1989, the year 2000", &["Fiscal 1989 = 1989", "the year 2000 = 2000"]);
}

#[test]
fn other_calendars() {
    check("In B.E. 2567", &["B.E. 2567 = 2024"]);
    check("In 1445 AH and 1402 SH, 2080 BS", &["1445 AH = 2023/2024", "1402 SH = 2023/2024", "2080 BS = 2023/2024"]);
    check("In Reiwa 6", &["Reiwa 6 = 2024"]);
    check_in(
        "ja",
        "令和6年5月3日、10月20日、20日間、昨日、去年3月",
        &["令和6年5月3日 = 2024-05-03", "10月20日 = 2025-10-20", "昨日 = 2025-11-18", "去年3月 = 2024-03"],
    );
    check_in(
        "zh",
        "2025年10月20日，去年10月，昨天",
        &["2025年10月20日 = 2025-10-20", "去年10月 = 2024-10", "昨天 = 2025-11-18"],
    );
    check_in("th", "20 ตุลาคม พ.ศ. 2567 และ เมื่อวานนี้", &["20 ตุลาคม พ.ศ. 2567 = 2024-10-20", "เมื่อวานนี้ = 2025-11-18"]);
}

#[test]
fn last_and_next_elsewhere() {
    check_in("de", "letzte Woche, im vergangenen Jahr", &["letzte Woche = 2025-W46", "vergangenen Jahr = 2024"]);
    check_in(
        "es",
        "la semana pasada, el próximo lunes, esta mañana",
        &["semana pasada = 2025-W46", "próximo lunes = 2025-11-24", "esta mañana = 2025-11-19"],
    );
    check_in(
        "fr",
        "lundi dernier, il y a deux semaines",
        &["lundi dernier = 2025-11-17", "il y a deux semaines = 2025-W45"],
    );
    check_in("it", "l'anno scorso, in gennaio 2020", &["l'anno scorso = 2024", "gennaio 2020 = 2020-01"]);
    check_in("pt", "na semana passada", &["semana passada = 2025-W46"]);
    check_in("ru", "в прошлом году, с 2019 года", &["прошлом году = 2024", "2019 года = 2019"]);
}

#[test]
fn months_joined() {
    check("the July-September quarter", &["the July-September = 2025-07/2025-09"]);
    check(
        "the Jan.-March period of 2010, mid-June",
        &["the Jan.-March = 2025-01/2025-03", "2010 = 2010", "mid-June = 2025-06"],
    );
    check("the year-ago quarter", &["year-ago = 2024"]);
}
