//! Which passwords are good enough (ASVS 5.0, 6.2): long, not common, and not made of the names around them.

use std::collections::HashSet;
use std::sync::LazyLock;

use chrono::TimeDelta;

use crate::core::vietnamese::folded;

/// The fewest characters of a password (ASVS 5.0, 6.2.1 asks for 8 and advises 15).
pub const PASSWORD_MIN: usize = 12;
/// The most characters of a password (ASVS 5.0, 6.2.9 asks for at least 64).
pub const PASSWORD_MAX: usize = 128;
/// How long a temporary password waits for its first use (ASVS 5.0, 6.4.1).
pub const FIRST_USE_WITHIN: TimeDelta = TimeDelta::hours(72);

/// How many letters, digits and different signs a password must have apart from the names that everybody could guess.
const OWN_MIN: usize = 8;
/// Words of this service and its surroundings (ASVS 5.0, 6.1.2); README lists them as well.
pub const SURROUNDINGS: &[&str] = &[
    "thidua",
    "khenthuong",
    "phongtrao",
    "langson",
    "sonoivu",
    "noivu",
    "ubnd",
    "ioffice",
    "vnpt",
    "matkhau",
    "password",
    "quantri",
    "admin",
];
/// Shorter names occur in too many words to give a password away.
const NAME_MIN: usize = 3;

/// The commonest passwords of public breaches that are long enough for this policy, in lower case.
static COMMON: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| include_str!("common_passwords.txt").lines().collect());

/// Why a password is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WeakPassword {
    /// Shorter or longer than the bounds.
    #[error("a password has 12 to 128 characters")]
    Length,
    /// Among the first passwords that an attacker tries.
    #[error("the password is among the commonest of all")]
    Common,
    /// Little more than the user's name or the names of this service.
    #[error("the password says little more than the names of its user or of this service")]
    Telling,
}

/// Checks a new password of a user with these names.
///
/// # Errors
/// [`WeakPassword`], the gravest first.
pub fn check_password(password: &str, names: &[&str]) -> Result<(), WeakPassword> {
    let length = password.chars().count();
    if !(PASSWORD_MIN..=PASSWORD_MAX).contains(&length) {
        return Err(WeakPassword::Length);
    }
    let lower = password.to_lowercase();
    // Digits and signs at the end that only satisfy a rule do not improve a password.
    let without_tail = lower.trim_end_matches(|letter: char| !letter.is_alphabetic());
    if COMMON.contains(lower.as_str()) || COMMON.contains(without_tail) {
        return Err(WeakPassword::Common);
    }
    let mut own = plain(password);
    let mut known: Vec<String> = names.iter().flat_map(|name| words(name)).collect();
    known.extend(SURROUNDINGS.iter().map(|word| (*word).to_owned()));
    known.sort_by_key(|word| std::cmp::Reverse(word.len()));
    for word in known.iter().filter(|word| word.len() >= NAME_MIN) {
        own = own.replace(word.as_str(), "");
    }
    let signs = password.chars().filter(|sign| !sign.is_alphanumeric() && !sign.is_whitespace());
    let signs = signs.collect::<HashSet<char>>().len();
    let letters = own.chars().collect::<HashSet<char>>().len();
    if letters + signs < OWN_MIN / 2 || own.chars().count() + signs < OWN_MIN {
        return Err(WeakPassword::Telling);
    }
    Ok(())
}

/// Letters and digits alone, in lower case and without accents.
fn plain(text: &str) -> String {
    folded(text).chars().filter(|letter| letter.is_alphanumeric()).collect()
}

/// A name as a whole, and its words one by one.
fn words(name: &str) -> Vec<String> {
    let parts = name.split(|letter: char| !letter.is_alphanumeric());
    std::iter::once(plain(name)).chain(parts.map(plain)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_long_and_fits_the_policy() {
        assert!(COMMON.len() >= 3000);
        assert!(COMMON.iter().all(|word| word.len() >= PASSWORD_MIN && word.to_lowercase() == **word));
    }

    #[test]
    fn weak_passwords_are_refused_and_others_are_not() {
        use WeakPassword::{Common, Length, Telling};
        let names = ["nguyen.van-an", "Nguyễn Văn An"];
        for (password, expected) in [
            ("short", Err(Length)),
            ("elevensigns", Err(Length)),
            (&"x".repeat(129), Err(Length)),
            ("qwerty123456", Err(Common)),
            ("QWERTYqwerty", Err(Common)),
            ("qwertyqwerty2026!", Err(Common)),
            ("nguyenvanan2026", Err(Telling)),
            ("Nguyễn Văn An 26", Err(Telling)),
            ("thi-dua-lang-son", Err(Telling)),
            ("Khen thưởng 1!", Err(Telling)),
            ("ababababababab", Err(Telling)),
            ("................", Err(Telling)),
            ("sông Kỳ Cùng chảy ngược", Ok(())),
            ("correct horse battery", Ok(())),
            ("!@#$%^&*()_+{}:", Ok(())),
            ("thidua 7hk2 qv9x wm4t", Ok(())),
            ("mật khẩu của núi Mẫu Sơn", Ok(())),
        ] {
            assert_eq!(check_password(password, &names), expected, "{password}");
        }
    }
}
