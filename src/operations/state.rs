//! What every handler of one worker shares.

use std::sync::Arc;

use actix_web::HttpRequest;
use tokio::sync::Notify;

use crate::auth::Authenticator;
use crate::auth::keyring::BadgeKey;
use crate::auth::password::Passwords;
use crate::core::clock::Clock;
use crate::core::crypto::PurposeKey;
use crate::core::targets::Targets;
use crate::db::Db;
use crate::http::batch::Batches;
use crate::http::client_address::TrustedProxies;
use crate::http::limiter::Limiter;
use crate::http::paging::Cursors;
use crate::http::rate_limits::RateLimits;
use crate::http::{Code, Problem};
use crate::operations::extractor::Extractor;
use crate::record::newest::NewestEvent;
use crate::storage::Storage;

/// What every handler of one worker shares.
#[derive(Clone)]
pub struct State {
    /// The worker's way to the database.
    pub db: Db,
    /// Where "now" comes from.
    pub clock: Clock,
    /// Who is calling.
    pub authenticator: Authenticator,
    /// Hashing of passwords.
    pub passwords: Arc<Passwords>,
    /// Where the bytes of files are kept.
    pub storage: Arc<dyn Storage>,
    /// How much the files of one unit may have together, in MiB.
    pub unit_files_mib: u32,
    /// Takes text out of files of rich formats.
    pub extractor: Extractor,
    /// Limiter of work on whole documents and tables.
    pub readers: Limiter,
    /// Limiter of pictures that are held in memory.
    pub pictures: Limiter,
    /// Room for bodies of many parts, and turns at looking at them.
    pub batches: Batches,
    /// Cursors of lists.
    pub cursors: Cursors,
    /// The key by which a refresh token leads to the next one.
    pub refresh_key: PurposeKey,
    /// The key from which the secrets of webhooks are derived.
    pub webhook_key: PurposeKey,
    /// To which networks webhooks are sent.
    pub webhook_targets: Arc<Targets>,
    /// Wakes what sends webhooks, where no event does.
    pub webhook_work: Arc<Notify>,
    /// Whose word on the client's address counts.
    pub trusted_proxies: TrustedProxies,
    /// The newest event, for those who wait for it.
    pub newest_event: NewestEvent,
    /// How often somebody may call.
    pub rate_limits: RateLimits,
    /// Wakes the sequencer after a commit.
    pub committed: Arc<Notify>,
    /// What stands before every link; empty for links relative to this host.
    pub public_base_url: Arc<str>,
    /// What signs badges, where they are given.
    pub badge_key: Option<Arc<BadgeKey>>,
}

impl State {
    /// The address of a thing, for `Location` and `Link`.
    #[must_use]
    pub fn link(&self, path: &str) -> String {
        format!("{}/api/v1{path}", self.public_base_url)
    }

    /// The address at which people reach the service.
    ///
    /// # Errors
    /// 409 while nobody has said it.
    pub fn public_address(&self) -> Result<&str, Problem> {
        if self.public_base_url.is_empty() {
            return Err(Problem::new(Code::no_public_address));
        }
        Ok(&self.public_base_url)
    }

    /// The page on which people verify an award by its code: what is printed leads there from anywhere.
    ///
    /// # Errors
    /// 409 while nobody has said at which address people reach the service.
    pub fn verification_link(&self, code: &str) -> Result<String, Problem> {
        Ok(format!("{}/verify/{code}", self.public_address()?))
    }

    /// The address of the running request up to where the parameter that leads to its next page goes.
    #[must_use]
    pub fn page_link(&self, request: &HttpRequest, parameter: &str) -> String {
        let kept = request.query_string().split('&');
        let is_other = |pair: &&str| pair.split('=').next() != Some(parameter);
        let kept = kept.filter(|pair| !pair.is_empty()).filter(is_other);
        let query: String = kept.map(|pair| format!("{pair}&")).collect();
        format!("{}{}?{query}", self.public_base_url, request.path())
    }
}
