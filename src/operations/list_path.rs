//! The path of a list apart from its pages, for those who read all of them.

use std::fmt;

/// The parameters of a list that say which page of it is read.
const OF_PAGES: [&str; 3] = ["cursor", "limit", "includeTotal"];

/// A list as it is asked for.
#[derive(Debug, PartialEq, Eq)]
pub struct ListPath<'a> {
    /// The path below the document's base.
    pub path: &'a str,
    /// The parameters, decoded, without those that belong to pages.
    pub parameters: Vec<(String, String)>,
}

impl<'a> ListPath<'a> {
    /// Takes a path apart that may begin with the document's base; none where it is no path of a request.
    #[must_use]
    pub fn of(given: &'a str, base: &str) -> Option<Self> {
        // What stands behind it no server ever sees.
        if given.contains('#') {
            return None;
        }
        let path = given.strip_prefix(base).unwrap_or(given);
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        let parameters = form_urlencoded::parse(query.as_bytes()).into_owned();
        let parameters = parameters.filter(|(name, _)| !OF_PAGES.contains(&name.as_str())).collect();
        Some(Self { path, parameters })
    }
}

impl fmt::Display for ListPath<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.path)?;
        if self.parameters.is_empty() {
            return Ok(());
        }
        let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(&self.parameters).finish();
        write!(formatter, "?{query}")
    }
}

/// The path of the page that begins at a cursor.
#[must_use]
pub fn page_path(path: &str, cursor: Option<&str>) -> String {
    match cursor {
        None => path.to_owned(),
        Some(cursor) if path.contains('?') => format!("{path}&cursor={cursor}"),
        Some(cursor) => format!("{path}?cursor={cursor}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_belongs_to_pages_is_left_out() {
        for (given, expected) in [
            ("/units", "/units"),
            ("/api/v1/units?limit=5&kind=DIVISION&cursor=x", "/units?kind=DIVISION"),
            ("/units?%63ursor=x&q=a", "/units?q=a"),
            ("/units?q=a%26b&&includeTotal=true&limited=1", "/units?q=a%26b&limited=1"),
            ("/units?q=<a>\"%ff", "/units?q=%3Ca%3E%22%EF%BF%BD"),
        ] {
            assert_eq!(ListPath::of(given, "/api/v1").unwrap().to_string(), expected, "{given}");
        }
        assert_eq!(ListPath::of("/units?q=a#b", "/api/v1"), None);
    }

    #[test]
    fn the_next_page_keeps_the_filters() {
        assert_eq!(page_path("/units", None), "/units");
        assert_eq!(page_path("/units", Some("x")), "/units?cursor=x");
        assert_eq!(page_path("/units?q=a", Some("x")), "/units?q=a&cursor=x");
    }
}
