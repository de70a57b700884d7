//! Searching for words in folded text, with one text of SQL for any number of words: every text of SQL is a prepared
//! statement that stays. The three most telling words find rows by a trigram index together, the others sift them.

use diesel::sql_types::{Array, Text};

use crate::core::vietnamese::folded;

diesel::define_sql_function! {
    /// Whether a text fits every pattern.
    fn is_like_all(subject: Text, patterns: Array<Text>) -> Bool;
}

/// What a search asks for, as LIKE patterns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Patterns {
    /// The longest word.
    pub telling: String,
    /// The other words.
    pub others: Vec<String>,
}

impl Patterns {
    /// The words of a question; `None` when it has none.
    #[must_use]
    pub fn of(question: &str) -> Option<Self> {
        let folded = folded(question);
        let mut words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
        words.sort_by_key(|word| word.len());
        let mut patterns = words.into_iter().rev().map(|word| format!("%{}%", escaped(word)));
        Some(Self { telling: patterns.next()?, others: patterns.collect() })
    }

    /// The three longest words, each for the index, where one of them fits too many of a million rows; what fits everything
    /// stands for those that are not there.
    #[must_use]
    pub fn most_telling(&self) -> [&str; 3] {
        let mut others = self.others.iter().map(String::as_str);
        [&self.telling, others.next().unwrap_or("%"), others.next().unwrap_or("%")]
    }
}

/// Narrows a boxed query to rows whose column has every word of some [`Patterns`].
#[macro_export]
macro_rules! filter_words {
    ($query:expr, $column:expr, $words:expr) => {{
        let mut query = $query;
        for pattern in $words.most_telling() {
            query = query.filter($column.like(pattern));
        }
        query.filter($crate::db::search::is_like_all($column, &$words.others))
    }};
}

/// A word as a LIKE pattern takes it literally.
fn escaped(word: &str) -> String {
    word.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_word_tells_and_signs_are_taken_literally() {
        let patterns = Patterns::of(" Sở  100%_ Đo ").unwrap();
        assert_eq!(patterns.telling, "%100\\%\\_%");
        assert_eq!(patterns.others, ["%do%", "%so%"]);
        assert_eq!(Patterns::of("  "), None);
        assert_eq!(patterns.most_telling(), ["%100\\%\\_%", "%do%", "%so%"]);
        assert_eq!(Patterns::of("Sở").unwrap().most_telling(), ["%so%", "%", "%"]);
        // Every word counts, however many there are.
        assert_eq!(Patterns::of("một hai ba bốn năm sáu bảy tám chín mười").unwrap().others.len(), 9);
    }
}
