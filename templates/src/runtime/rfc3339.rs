//! Date and time as RFC 3339 writes them.

/// Seconds since the first of January 1970 in UTC.
pub(super) type Seconds = i64;

const DAY: Seconds = 86_400;

/// Days from the first of March of the year 0 to the epoch.
const EPOCH: i64 = 719_468;

/// Days of four hundred years.
const ERA: i64 = 146_097;

/// `0000-01-01T00:00:00Z` and `9999-12-31T23:59:59Z`
const RANGE: (Seconds, Seconds) = (-62_167_219_200, 253_402_300_799);

/// Seconds, and nanoseconds after them; more decimals are cut off.
pub(super) fn parse(text: &str) -> Option<(Seconds, u32)> {
    let mut cursor = Cursor(text.as_bytes());
    let year = cursor.number(4, 9999)?;
    cursor.one_of(b"-")?;
    let month = cursor.number(2, 12)?;
    cursor.one_of(b"-")?;
    let day = cursor.number(2, days_in(year, month))?;
    if month == 0 || day == 0 {
        return None;
    }
    cursor.one_of(b"Tt ")?;
    let hour = cursor.number(2, 23)?;
    cursor.one_of(b":")?;
    let minute = cursor.number(2, 59)?;
    cursor.one_of(b":")?;
    let second = cursor.number(2, 60)?;
    let nanoseconds = match cursor.one_of(b".") {
        Some(_) => cursor.decimals()?,
        None => 0,
    };
    let offset = cursor.offset()?;
    let local = days(year, month, day) * DAY + hour * 3600 + minute * 60 + second;
    cursor.0.is_empty().then_some((local - offset, nanoseconds))
}

struct Cursor<'a>(&'a [u8]);

impl Cursor<'_> {
    fn one_of(&mut self, bytes: &[u8]) -> Option<u8> {
        let (&first, rest) = self.0.split_first()?;
        if !bytes.contains(&first) {
            return None;
        }
        self.0 = rest;
        Some(first)
    }

    fn digit(&mut self) -> Option<i64> {
        let digit = self.one_of(b"0123456789")?;
        Some((digit - b'0').into())
    }

    /// A number of so many digits, which is not above the limit.
    fn number(&mut self, digits: usize, limit: i64) -> Option<i64> {
        let mut number = 0;
        for _ in 0..digits {
            number = number * 10 + self.digit()?;
        }
        (number <= limit).then_some(number)
    }

    fn decimals(&mut self) -> Option<u32> {
        let mut nanoseconds = 0;
        let mut unit = 100_000_000;
        let mut next = Some(self.digit()?);
        while let Some(digit) = next {
            nanoseconds += digit * unit;
            unit /= 10;
            next = self.digit();
        }
        u32::try_from(nanoseconds).ok()
    }

    fn offset(&mut self) -> Option<Seconds> {
        let sign = match self.one_of(b"Zz+-")? {
            b'+' => 1,
            b'-' => -1,
            _ => return Some(0),
        };
        let hours = self.number(2, 23)?;
        self.one_of(b":")?;
        let minutes = self.number(2, 59)?;
        Some(sign * (hours * 3600 + minutes * 60))
    }
}

fn days_in(year: i64, month: i64) -> i64 {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days since the epoch. Years begin in March here, so that the leap day is the last of a year.
fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * ERA + year * 365 + year / 4 - year / 100 + day_of_year - EPOCH
}

/// The inverse of `days`: year, month, day.
fn date(days: i64) -> (i64, i64, i64) {
    let days = days + EPOCH;
    let era = days.div_euclid(ERA);
    let day = days.rem_euclid(ERA);
    let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
    let day_of_year = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = era * 400 + year + i64::from(month <= 2);
    (year, month, day)
}

/// The text in UTC, clamped to the years 0 to 9999.
pub(super) fn format(seconds: Seconds, nanoseconds: u32) -> String {
    let (first, last) = RANGE;
    let (seconds, nanoseconds) = match seconds {
        before if before < first => (first, 0),
        after if after > last => (last, 999_999_999),
        _ => (seconds, nanoseconds),
    };
    let (year, month, day) = date(seconds.div_euclid(DAY));
    let second = seconds.rem_euclid(DAY);
    let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
    let mut text = format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}");
    if nanoseconds > 0 {
        let decimals = format!(".{nanoseconds:09}");
        text.push_str(decimals.trim_end_matches('0'));
    }
    text.push('Z');
    text
}
