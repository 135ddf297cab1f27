//! Resolves what is said of a time against the day of publication. In: parts of a date. Out: values of the contract.
//! Never: reads words.

use crate::model::{EventTime, Precision};
use jiff::Span as Length;
use jiff::civil::{Date, Weekday};

/// Years that a bare number of four digits may name.
pub(super) const YEARS: std::ops::RangeInclusive<i16> = 1000..=2199;

/// The day that everything relative is counted from; none where the article has no date.
#[derive(Debug, Clone, Copy)]
pub(super) struct Calendar {
    /// Day of publication, in the article's own offset.
    pub(super) published: Option<Date>,
}

impl Calendar {
    /// A day of a month; without a year, in the year that brings it nearest to publication.
    pub(super) fn day(self, year: Option<i16>, month: i8, day: i8) -> Option<EventTime> {
        if let Some(year) = year {
            return Date::new(year, month, day).ok().map(EventTime::day);
        }
        let published = self.published?;
        let year = published.year();
        let choices = [year, year - 1, year + 1].into_iter().filter_map(|year| Date::new(year, month, day).ok());
        choices.min_by_key(|date| days_between(*date, published)).map(EventTime::day)
    }

    /// A month; without a year, the last one of that name, or the next one if it is said to come.
    pub(super) fn month(self, year: Option<i16>, month: i8, coming: bool) -> Option<EventTime> {
        let year = match year {
            Some(year) => year,
            None => {
                let published = self.published?;
                let later = published.month() < month;
                let earlier = published.month() > month;
                published.year() + if coming { i16::from(earlier) } else { -i16::from(later) }
            }
        };
        EventTime::new(format!("{year:04}-{month:02}"), Precision::Month)
    }

    /// A number of days from publication.
    pub(super) fn days_away(self, days: i64) -> Option<EventTime> {
        self.shifted(Length::new().try_days(days).ok()?).map(EventTime::day)
    }

    /// A weekday (1 is Monday): today or the last one before; `coming`, the next one from today on.
    pub(super) fn weekday(self, weekday: i64, coming: bool) -> Option<EventTime> {
        let back = (self.today()? - weekday).rem_euclid(7);
        self.days_away(if coming { (7 - back) % 7 } else { -back })
    }

    /// "Last Tuesday" and "next Tuesday": never today.
    pub(super) fn other_weekday(self, weekday: i64, next: bool) -> Option<EventTime> {
        let back = (self.today()? - weekday).rem_euclid(7);
        self.days_away(match (next, back) {
            (true, 0) => 7,
            (true, _) => 7 - back,
            (false, 0) => -7,
            (false, _) => -back,
        })
    }

    /// A weekday of the week that lies so many weeks away.
    pub(super) fn weekday_of_week(self, weekday: i64, weeks: i64) -> Option<EventTime> {
        self.days_away(weekday - self.today()? + 7 * weeks)
    }

    /// A week of a month, counted by its Thursdays (-1 is the last one), or its weekend, by Saturdays.
    pub(super) fn week_of_month(
        self,
        year: Option<i16>,
        month: i8,
        number: i8,
        weekend: bool,
        coming: bool,
    ) -> Option<EventTime> {
        let month = self.month(year, month, coming)?;
        let first = format!("{}-01", month.value()).parse::<Date>().ok()?;
        let inside = if weekend { Weekday::Saturday } else { Weekday::Thursday };
        week(first.nth_weekday_of_month(number, inside).ok()?, if weekend { "-WE" } else { "" })
    }

    /// "Friday the 13th": the nearest day of that number that is this weekday.
    pub(super) fn weekday_on(self, weekday: i64, day: i8) -> Option<EventTime> {
        let published = self.published?;
        let months = (-24i64..=24).filter_map(|months| {
            let first = published.first_of_month().checked_add(Length::new().try_months(months).ok()?).ok()?;
            Date::new(first.year(), first.month(), day).ok()
        });
        let fits = months.filter(|date| i64::from(date.weekday().to_monday_one_offset()) == weekday);
        fits.min_by_key(|date| days_between(*date, published)).map(EventTime::day)
    }

    fn today(self) -> Option<i64> {
        Some(i64::from(self.published?.weekday().to_monday_one_offset()))
    }

    /// So many units of time away, at the precision of the unit.
    pub(super) fn units_away(self, unit: Unit, count: i64) -> Option<EventTime> {
        let length = Length::new();
        match unit {
            Unit::Day => self.days_away(count),
            Unit::Week => week(self.shifted(length.try_weeks(count).ok()?)?, ""),
            Unit::Fortnight => self.units_away(Unit::Week, count.checked_mul(2)?),
            Unit::Weekend => week(self.shifted(length.try_weeks(count).ok()?)?, "-WE"),
            Unit::Month => {
                let date = self.shifted(length.try_months(count).ok()?)?;
                EventTime::new(format!("{:04}-{:02}", date.year(), date.month()), Precision::Month)
            }
            Unit::Quarter => {
                let date = self.shifted(length.try_months(count.checked_mul(3)?).ok()?)?;
                quarter(date.year(), (date.month() - 1) / 3 + 1)
            }
            Unit::Year => year(self.shifted(length.try_years(count).ok()?)?.year()),
            Unit::Decade => decade(self.shifted(length.try_years(count.checked_mul(10)?).ok()?)?.year()),
            Unit::Century => None,
            Unit::Hour | Unit::Minute | Unit::Second => self.days_away(0),
        }
    }

    /// A season, 1 for spring to 4 for winter, of a year or of so many years away.
    pub(super) fn season(self, year: Option<i16>, season: i64, away: i16) -> Option<EventTime> {
        let year = match year {
            Some(year) => year,
            None => self.published?.year() + away,
        };
        let code = ["SP", "SU", "FA", "WI"].get(usize::try_from(season - 1).ok()?)?;
        EventTime::new(format!("{year:04}-{code}"), Precision::Season)
    }

    fn shifted(self, by: Length) -> Option<Date> {
        self.published?.checked_add(by).ok().filter(|date| date.year() > 0)
    }
}

/// Units of time, by their number in the lexicon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Day,
    Week,
    Month,
    Year,
    Decade,
    Hour,
    Minute,
    Century,
    Weekend,
    Quarter,
    Second,
    Fortnight,
}

impl Unit {
    /// The unit of a number in the lexicon.
    pub(super) fn of(value: i64) -> Option<Self> {
        use Unit::{Century, Day, Decade, Fortnight, Hour, Minute, Month, Quarter, Second, Week, Weekend, Year};
        let all = [Day, Week, Month, Year, Decade, Hour, Minute, Century, Weekend, Quarter, Second, Fortnight];
        all.get(usize::try_from(value - 1).ok()?).copied()
    }

    /// A length in this unit, as TIMEX3 writes it; "X" stands for an unknown count.
    pub(super) fn length(self, count: &str) -> String {
        let times =
            |factor: f64| count.parse::<f64>().map_or_else(|_| count.to_owned(), |count| format!("{}", count * factor));
        match self {
            Self::Day => format!("P{count}D"),
            Self::Week => format!("P{count}W"),
            Self::Month => format!("P{count}M"),
            Self::Year => format!("P{count}Y"),
            Self::Decade if count == "X" => "PXDE".to_owned(),
            Self::Decade => format!("P{}Y", times(10.0)),
            Self::Century if count == "X" => "PXCE".to_owned(),
            Self::Century => format!("P{}Y", times(100.0)),
            Self::Hour => format!("PT{count}H"),
            Self::Minute => format!("PT{count}M"),
            Self::Second => format!("PT{count}S"),
            Self::Quarter => format!("P{count}Q"),
            Self::Weekend => format!("P{count}WE"),
            Self::Fortnight => format!("P{}W", times(2.0)),
        }
    }
}

/// How far two days are apart.
pub(super) fn days_between(left: Date, right: Date) -> i32 {
    left.until(right).map_or(i32::MAX, |length| length.get_days().abs())
}

fn week(date: Date, ending: &str) -> Option<EventTime> {
    let week = date.iso_week_date();
    EventTime::new(format!("{:04}-W{:02}{ending}", week.year(), week.week()), Precision::Week)
}

/// A year.
pub(super) fn year(year: i16) -> Option<EventTime> {
    EventTime::new(format!("{year:04}"), Precision::Year)
}

/// A quarter, 1 to 4.
pub(super) fn quarter(year: i16, number: i8) -> Option<EventTime> {
    EventTime::new(format!("{year:04}-Q{number}"), Precision::Quarter)
}

/// The decade that a year lies in.
pub(super) fn decade(year: i16) -> Option<EventTime> {
    EventTime::new(format!("{:03}", year / 10), Precision::Decade)
}
