//! The forms that OAuth takes, and how a client says who it is (RFC 6749, 2.3).

use actix_web::HttpRequest;
use actix_web::http::header::{AUTHORIZATION, CONTENT_TYPE};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use uuid::Uuid;

use super::error::OAuthError;

/// The kind of an assertion that is a signed JWT (RFC 7523).
const JWT_BEARER: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
/// The longest value that is looked at, in bytes.
const MOST_BYTES: usize = 8192;

/// A form, each name once.
#[derive(Debug)]
pub(super) struct Form(Vec<(String, String)>);

/// How a client proves that it is one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Proof {
    /// By a secret; whether by HTTP Basic.
    Secret { client: Option<Uuid>, secret: String, by_basic: bool },
    /// By a JWT that it signed.
    Assertion(String),
}

impl Form {
    /// The form of a request.
    ///
    /// # Errors
    /// `invalid_request` for another media type, a name that comes twice, or anything in the query: addresses are logged on the way.
    pub fn read(request: &HttpRequest, body: &[u8]) -> Result<Self, OAuthError> {
        let media_type = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
        let essence = media_type.unwrap_or_default().split(';').next().unwrap_or_default().trim();
        if !essence.eq_ignore_ascii_case("application/x-www-form-urlencoded") {
            return Err(OAuthError::InvalidRequest("Send a form: application/x-www-form-urlencoded."));
        }
        if !request.query_string().is_empty() {
            return Err(OAuthError::InvalidRequest(
                "Send parameters in the body; a secret that stood in an address must be ended.",
            ));
        }
        let pairs: Vec<(String, String)> = form_urlencoded::parse(body).into_owned().collect();
        let mut names: Vec<&str> = pairs.iter().map(|(name, _)| name.as_str()).collect();
        names.sort_unstable();
        if names.windows(2).any(|pair| matches!(pair, [one, other] if one == other)) {
            return Err(OAuthError::InvalidRequest("A parameter comes twice."));
        }
        if pairs.iter().any(|(_, value)| value.len() > MOST_BYTES) {
            return Err(OAuthError::InvalidRequest("A parameter is too long."));
        }
        Ok(Self(pairs))
    }

    /// A parameter; an empty one counts as left out.
    pub fn get(&self, name: &str) -> Option<&str> {
        let found = self.0.iter().find(|(own, _)| own == name);
        found.map(|(_, value)| value.as_str()).filter(|value| !value.is_empty())
    }

    /// A parameter that must be there.
    ///
    /// # Errors
    /// `invalid_request`, saying so.
    pub fn require(&self, name: &str, missing: &'static str) -> Result<&str, OAuthError> {
        self.get(name).ok_or(OAuthError::InvalidRequest(missing))
    }

    /// How the client proves itself: by one way alone.
    ///
    /// # Errors
    /// `invalid_client` without any, `invalid_request` for two at once.
    pub fn proof(&self, request: &HttpRequest) -> Result<Proof, OAuthError> {
        let header = request.headers().get(AUTHORIZATION).map(|value| value.to_str().unwrap_or_default());
        let secret = self.get("client_secret");
        let assertion = self.get("client_assertion");
        match (header, secret, assertion) {
            (Some(header), None, None) => basic(header).ok_or(OAuthError::InvalidClient { by_basic: true }),
            (None, Some(secret), None) => {
                let client = self.get("client_id").and_then(|id| id.parse().ok());
                Ok(Proof::Secret { client, secret: secret.to_owned(), by_basic: false })
            }
            (None, None, Some(assertion)) => {
                if self.get("client_assertion_type") == Some(JWT_BEARER) {
                    Ok(Proof::Assertion(assertion.to_owned()))
                } else {
                    Err(OAuthError::InvalidRequest("The assertion's type must be jwt-bearer (RFC 7523)."))
                }
            }
            (None, None, None) => Err(OAuthError::InvalidClient { by_basic: false }),
            _ => Err(OAuthError::InvalidRequest("A client proves itself in one way at a time.")),
        }
    }
}

/// HTTP Basic; id and secret are written like values of a form (RFC 6749, 2.3.1).
fn basic(header: &str) -> Option<Proof> {
    let (scheme, encoded) = header.split_once(' ')?;
    let decoded = scheme.eq_ignore_ascii_case("basic").then(|| STANDARD.decode(encoded.trim()).ok())??;
    let text = String::from_utf8(decoded).ok()?;
    let (id, secret) = text.split_once(':')?;
    let plain = |text: &str| {
        let pair = format!("v={text}");
        form_urlencoded::parse(pair.as_bytes()).next().map(|(_, value)| value.into_owned())
    };
    Some(Proof::Secret { client: plain(id)?.parse().ok(), secret: plain(secret)?, by_basic: true })
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::test::TestRequest;

    const FORM: (&str, &str) = ("Content-Type", "application/x-www-form-urlencoded");

    fn read(body: &str) -> Result<Form, OAuthError> {
        Form::read(&TestRequest::default().insert_header(FORM).to_http_request(), body.as_bytes())
    }

    #[test]
    fn a_form_names_each_parameter_once_and_nothing_stands_in_the_address() {
        assert_eq!(read("a=1&b=").unwrap().get("a"), Some("1"));
        assert_eq!(read("a=1&b=").unwrap().get("b"), None);
        assert!(matches!(read("a=1&a=2"), Err(OAuthError::InvalidRequest(_))));
        assert!(matches!(read(&format!("a={}", "x".repeat(9000))), Err(OAuthError::InvalidRequest(_))));
        let with_query = TestRequest::with_uri("/oauth/token?client_secret=x").insert_header(FORM);
        assert!(matches!(Form::read(&with_query.to_http_request(), b""), Err(OAuthError::InvalidRequest(_))));
        let json = TestRequest::default().insert_header(("Content-Type", "application/json"));
        assert!(matches!(Form::read(&json.to_http_request(), b"{}"), Err(OAuthError::InvalidRequest(_))));
    }

    #[test]
    fn a_client_proves_itself_in_one_way() {
        let id = Uuid::from_u128(7);
        let plain = TestRequest::default().to_http_request();
        let by =
            |header: &str| TestRequest::default().insert_header(("Authorization", header)).to_http_request();
        let secret =
            |client, secret: &str, by_basic| Proof::Secret { client, secret: secret.to_owned(), by_basic };
        let basic = format!("Basic {}", STANDARD.encode(format!("{id}:a%2Bb+c")));
        let empty = read("").unwrap();
        assert_eq!(empty.proof(&by(&basic)), Ok(secret(Some(id), "a+b c", true)));
        let in_body = read(&format!("client_id={id}&client_secret=s")).unwrap();
        assert_eq!(in_body.proof(&plain), Ok(secret(Some(id), "s", false)));
        assert!(matches!(in_body.proof(&by(&basic)), Err(OAuthError::InvalidRequest(_))));
        for header in ["Basic !", "Bearer x", "Basic", ""] {
            assert_eq!(
                empty.proof(&by(header)),
                Err(OAuthError::InvalidClient { by_basic: true }),
                "{header}"
            );
        }
        assert_eq!(empty.proof(&plain), Err(OAuthError::InvalidClient { by_basic: false }));
        let typed = format!("client_assertion=a.b.c&client_assertion_type={JWT_BEARER}");
        assert_eq!(read(&typed).unwrap().proof(&plain), Ok(Proof::Assertion("a.b.c".to_owned())));
        let untyped = read("client_assertion=a.b.c").unwrap();
        assert!(matches!(untyped.proof(&plain), Err(OAuthError::InvalidRequest(_))));
    }
}
