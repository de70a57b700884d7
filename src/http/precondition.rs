//! `If-Match`: a change says which version it was made from.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::http::header::{self, EntityTag};
use actix_web::{FromRequest, HttpRequest};

use super::catalogue::Code;
use super::problem::{Problem, Violation};
use crate::core::row_version::RowVersion;

/// The longest ETag that `If-Match` may name, in characters.
pub const ETAG_MAX: usize = 64;
/// The most digits of a version.
const VERSION_DIGITS: usize = 9;

/// The version named by `If-Match`. Only the version of an ETag is compared: the rest is a hash of a view.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IfMatch(pub RowVersion);

impl IfMatch {
    /// Reads the header's value.
    ///
    /// # Errors
    /// 428 when it is missing, 400 when it is `*`, a list or not one of our ETags. A `W/` before it is taken: proxies that
    /// compress answers put it there, and what is compared is the version, which they leave as it is.
    pub fn parse(value: Option<&str>) -> Result<Self, Problem> {
        let value = value.ok_or_else(|| Problem::new(Code::if_match_required))?;
        version_of(value.trim()).map(Self).ok_or_else(|| {
            let fault = Violation::of_header("If-Match", Code::wrong_format);
            Problem::invalid(vec![fault.with("expected", "\"v1-…\"")])
        })
    }

    /// The version that a request names, where it names one.
    ///
    /// # Errors
    /// 400 as [`parse`](Self::parse).
    pub fn named_in(request: &HttpRequest) -> Result<Option<Self>, Problem> {
        let value = request.headers().get(header::IF_MATCH);
        value.map(|value| Self::parse(value.to_str().ok().or(Some("")))).transpose()
    }

    /// Passes when somebody may put a thing that is there as a whole: with its present version, or where they wrote it last themselves, so
    /// that nothing is overwritten unseen.
    ///
    /// # Errors
    /// 412 for another version, 409 without one where somebody else wrote it last.
    pub fn check_put(named: Option<Self>, current: RowVersion, wrote_last: bool) -> Result<(), Problem> {
        match named {
            Some(named) => named.check(current),
            None if wrote_last => Ok(()),
            None => Err(Problem::new(Code::written_by_another).with("version", current)),
        }
    }

    /// Compares with the present version.
    ///
    /// # Errors
    /// 412 when they differ.
    pub fn check(self, current: RowVersion) -> Result<(), Problem> {
        if self.0 == current {
            return Ok(());
        }
        let problem = Problem::new(Code::stale_version).with("given", self.0).with("current", current);
        Err(problem.member("currentVersion", current.number()))
    }
}

/// The version of an ETag of ours, as the document's pattern describes it.
fn version_of(etag: &str) -> Option<RowVersion> {
    let tag: EntityTag = etag.parse().ok()?;
    let inner = tag.tag().strip_prefix('v')?;
    let (version, hash) =
        inner.split_once('-').map_or((inner, None), |(version, hash)| (version, Some(hash)));
    let is_hash = |text: &str| {
        !text.is_empty()
            && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
    };
    let is_number = version.len() <= VERSION_DIGITS
        && !version.starts_with('0')
        && version.bytes().all(|byte| byte.is_ascii_digit());
    let fits = etag.len() <= ETAG_MAX && is_number && hash.is_none_or(is_hash);
    if fits { version.parse().ok().map(RowVersion::new) } else { None }
}

impl FromRequest for IfMatch {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let value = request.headers().get(header::IF_MATCH).map(|value| value.to_str().unwrap_or_default());
        ready(Self::parse(value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_one_etag_of_ours_is_taken() {
        assert_eq!(IfMatch::parse(Some("\"v3-abc_-d\"")).unwrap(), IfMatch(RowVersion::new(3)));
        assert_eq!(IfMatch::parse(Some("\"v3\"")).unwrap(), IfMatch(RowVersion::new(3)));
        assert_eq!(IfMatch::parse(Some("W/\"v3-abc\"")).unwrap(), IfMatch(RowVersion::new(3)));
        assert_eq!(IfMatch::parse(None).unwrap_err().code, Code::if_match_required);
        for wrong in [
            "*",
            "\"v3\", \"v4\"",
            "v3",
            "\"v-3\"",
            "\"v+3\"",
            "\"v9999999999\"",
            "\"v01\"",
            "\"v1-\"",
            "\"v1-é\"",
            "",
            "\"\"",
        ] {
            assert_eq!(IfMatch::parse(Some(wrong)).unwrap_err().code, Code::invalid_request, "{wrong}");
        }
    }

    #[test]
    fn another_version_is_stale() {
        assert!(IfMatch(RowVersion::new(2)).check(RowVersion::new(2)).is_ok());
        assert_eq!(
            IfMatch(RowVersion::new(2)).check(RowVersion::new(3)).unwrap_err().code,
            Code::stale_version
        );
    }
}
