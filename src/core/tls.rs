//! How the service speaks TLS to others: by the certificates that the system trusts.

use std::sync::Arc;

/// A configuration that trusts whom the system trusts.
///
/// # Errors
/// Why there is none.
pub fn client_tls() -> Result<rustls::ClientConfig, String> {
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let certificates = rustls_native_certs::load_native_certs();
    let mut roots = rustls::RootCertStore::empty();
    roots.add_parsable_certificates(certificates.certs);
    rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map(|builder| builder.with_root_certificates(roots).with_no_client_auth())
        .map_err(|error| format!("TLS can't be set up: {error}"))
}
