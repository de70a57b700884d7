//! Which texts are user names.

/// The most characters of a user name.
pub const USERNAME_MAX: usize = 64;

/// Whether the text is a user name: lower-case letters and digits in groups parted by single `.`, `_` or `-`.
#[must_use]
pub fn is_username(text: &str) -> bool {
    let is_part = |part: &str| {
        !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
    };
    text.len() <= USERNAME_MAX && text.split(['.', '_', '-']).all(is_part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn user_names_have_a_shape() {
        assert!(is_username("unit-h37.1"));
        for name in ["", "Admin", "a--b", "-a", "a b", "đạt", &"a".repeat(65)] {
            assert!(!is_username(name), "{name}");
        }
    }
}
