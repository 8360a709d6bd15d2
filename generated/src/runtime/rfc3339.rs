//! Date and time as RFC 3339 writes them.

/// Seconds since the first of January 1970 in UTC.
pub(super) type Seconds = i64;

const DAY: Seconds = 86_400;

/// In nanoseconds.
const SECOND: u32 = 1_000_000_000;

/// Days from the first of March of the year 0 to the epoch.
const EPOCH: i64 = 719_468;

/// Days of four hundred years.
const ERA: i64 = 146_097;

/// `0000-01-01T00:00:00Z` and `9999-12-31T23:59:59Z`
const RANGE: (Seconds, Seconds) = (-62_167_219_200, 253_402_300_799);

/// Seconds, and nanoseconds after them; more decimals are cut off.
pub(super) fn parse(text: &str) -> Option<(Seconds, u32)> {
    const FORM: &[u8] = b"0000-00-00T00:00:00";
    let (written, rest) = text.as_bytes().split_at_checked(FORM.len())?;
    let [year, month, day, hour, minute, second] = numbers(written, FORM)?;
    let (nanoseconds, rest) = decimals(rest)?;
    let offset = offset(rest)?;
    let is_a_day = month != 0 && month <= 12 && day != 0 && day <= days_in(year, month);
    let is_a_time = hour <= 23 && minute <= 59 && second <= 60;
    let local = days(year, month, day) * DAY + hour * 3600 + minute * 60 + second;
    (is_a_day && is_a_time).then_some((local - offset, nanoseconds))
}

/// The numbers in a text of this form, where `0` is any digit, and `T` may be small or a space.
fn numbers(text: &[u8], form: &[u8]) -> Option<[i64; 6]> {
    if text.len() != form.len() {
        return None;
    }
    let mut numbers = [0; 6];
    let mut index = 0;
    for (&byte, &wanted) in text.iter().zip(form) {
        match (wanted, byte) {
            (b'0', b'0'..=b'9') => {
                numbers[index] = numbers[index] * 10 + i64::from(byte - b'0');
            }
            (b'-' | b':', _) if byte == wanted => index += 1,
            (b'T', b'T' | b't' | b' ') => index += 1,
            _ => return None,
        }
    }
    Some(numbers)
}

/// The nanoseconds after a point, if there is one, and what comes after them.
fn decimals(text: &[u8]) -> Option<(u32, &[u8])> {
    let Some(mut rest) = text.strip_prefix(b".") else {
        return Some((0, text));
    };
    let (mut nanoseconds, mut unit) = (0, SECOND);
    while let [digit @ b'0'..=b'9', after @ ..] = rest {
        unit /= 10;
        nanoseconds += u32::from(digit - b'0') * unit;
        rest = after;
    }
    (unit < SECOND).then_some((nanoseconds, rest))
}

/// How far the local time is ahead of UTC.
fn offset(text: &[u8]) -> Option<Seconds> {
    let (sign, written) = match text {
        b"Z" | b"z" => return Some(0),
        [b'+', written @ ..] => (1, written),
        [b'-', written @ ..] => (-1, written),
        _ => return None,
    };
    let [hours, minutes, ..] = numbers(written, b"00:00")?;
    (hours <= 23 && minutes <= 59).then_some(sign * (hours * 3600 + minutes * 60))
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
