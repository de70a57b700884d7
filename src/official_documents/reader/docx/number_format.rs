//! How a number of a list is written (ECMA-376, part 1, 17.18.59).

/// Above this, Roman numbers are written in no document.
const MOST_ROMAN: i64 = 3999;
/// `z` is 26, `aa` is 27: so far Word counts by letters.
const MOST_BY_LETTERS: i64 = 780;
const ROMAN: &[(i64, &str)] = &[
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
];

/// How a number is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum NumberFormat {
    /// 1, 2, 3; also in place of every format that is not known here.
    #[default]
    Decimal,
    /// 01, 02, 03.
    DecimalZero,
    /// I, II, III.
    UpperRoman,
    /// i, ii, iii.
    LowerRoman,
    /// A, B, C.
    UpperLetter,
    /// a, b, c.
    LowerLetter,
    /// 1st, 2nd, 3rd.
    Ordinal,
    /// A bullet in place of a number.
    Bullet,
    /// Not written.
    None,
}

impl NumberFormat {
    /// The format of this name.
    pub fn of(name: &str) -> Self {
        match name {
            "decimalZero" => Self::DecimalZero,
            "upperRoman" => Self::UpperRoman,
            "lowerRoman" => Self::LowerRoman,
            "upperLetter" => Self::UpperLetter,
            "lowerLetter" => Self::LowerLetter,
            "ordinal" => Self::Ordinal,
            "bullet" => Self::Bullet,
            "none" => Self::None,
            _ => Self::Decimal,
        }
    }

    /// A number in this format.
    pub fn write(self, number: i64) -> String {
        match self {
            Self::Decimal => number.to_string(),
            Self::DecimalZero => format!("{number:02}"),
            Self::UpperRoman => roman(number),
            Self::LowerRoman => roman(number).to_lowercase(),
            Self::UpperLetter => letters(number).to_uppercase(),
            Self::LowerLetter => letters(number),
            Self::Ordinal => format!("{number}{}", ordinal_ending(number)),
            Self::Bullet | Self::None => String::new(),
        }
    }
}

fn roman(number: i64) -> String {
    if !(1..=MOST_ROMAN).contains(&number) {
        return number.to_string();
    }
    let (mut rest, mut written) = (number, String::new());
    for (value, letters) in ROMAN {
        while rest >= *value {
            written.push_str(letters);
            rest = rest.saturating_sub(*value);
        }
    }
    written
}

fn letters(number: i64) -> String {
    let from_zero = number.saturating_sub(1);
    let letter = ('a'..='z').nth(usize::try_from(from_zero.rem_euclid(26)).unwrap_or(0));
    match (letter, usize::try_from(from_zero / 26)) {
        (Some(letter), Ok(rounds)) if (1..=MOST_BY_LETTERS).contains(&number) => {
            letter.to_string().repeat(rounds.saturating_add(1))
        }
        _ => number.to_string(),
    }
}

fn ordinal_ending(number: i64) -> &'static str {
    match (number.rem_euclid(10), number.rem_euclid(100)) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    }
}
