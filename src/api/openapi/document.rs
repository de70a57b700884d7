//! The published document, built from what was collected.

use serde_json::Value;
use utoipa::openapi::extensions::ExtensionsBuilder;
use utoipa::openapi::security::{
    ClientCredentials, Flow, HttpAuthScheme, HttpBuilder, OAuth2, Scopes, SecurityScheme,
};
use utoipa::openapi::tag::TagBuilder;
use utoipa::openapi::{
    ComponentsBuilder, ContactBuilder, InfoBuilder, LicenseBuilder, OpenApi, OpenApiBuilder, Server,
};

use super::collected::Collected;
use super::{choices, complete, examples, formats, names, overlay, parameters, webhooks};
use crate::auth::policy::ClientScope;
use crate::core::text_enum::TextEnum;
use crate::http::Locale;
use crate::http::contract::BASE_PATH;
use crate::http::outer_middleware::API_VERSION;

/// The Vietnamese texts, as an OpenAPI Overlay 1.0.
const OVERLAY_VI: &str = include_str!("../../../openapi/overlay.vi.yaml");

const DESCRIPTION: &str = "Emulation campaigns (phong trào thi đua) and commendation (khen thưởng) of a province. \
Sign in with `POST /sessions`; this page keeps the token by itself. Every change needs the `If-Match` of what it \
changes; this page fills it in. Refusals are problem documents (RFC 9457) with a `code` explained at `/problems/{code}`.";

/// The document, completed by what the tables know, with its texts in one language.
///
/// # Errors
/// What can't be completed, or what in the overlay points nowhere: a fault of ours.
pub fn document(collected: &Collected, locale: Locale) -> Result<Value, String> {
    let mut document = collected.document.clone();
    names::rename_generic_schemas(&mut document);
    names::refer_to_enumerations(&mut document);
    choices::name_kinds(&mut document);
    formats::spell_out(&mut document);
    complete::complete(&mut document, collected, locale);
    webhooks::describe(&mut document);
    examples::complete(&mut document)?;
    if locale == Locale::Vietnamese {
        overlay::apply(&mut document, OVERLAY_VI)?;
    }
    parameters::write_other_examples(&mut document);
    Ok(document)
}

/// The groups of operations, each with what it is about.
#[rustfmt::skip]
const TAGS: &[(&str, &str)] = &[
    ("Audit", "Who did what, for auditors."),
    ("Awards", "The register of awards that were given."),
    ("Campaigns", "Emulation campaigns (phong trào thi đua), from the draft to the archive."),
    ("Catalogue", "What can be given: titles and forms of commendation."),
    ("Certificates", "The papers that awards hand over, in the register of who decided."),
    ("Clients", "Other systems that call the service: what they may do, and what they prove themselves with."),
    ("Clusters", "Clusters and blocs of units that compete with each other, year by year."),
    ("Consultations", "What the public is asked about before councils vote, what was said, and what came of it."),
    ("Councils", "Who sits in councils, their meetings, and their votes on nominations."),
    ("Decisions", "What heads of units and outside authorities grant, and what they take back."),
    ("Document", "This document."),
    ("Documents", "References to official documents (văn bản)."),
    ("Eligibility", "Who may be commended, by which rules, on what facts, and what is missing."),
    ("Events", "The feed of what happened, for other systems."),
    ("Exemplars", "Who others are to follow (điển hình tiên tiến): found, proposed, honoured, spread."),
    ("Exports", "Files of long lists."),
    ("External ids", "What other systems call units, people, campaigns, documents and items of pledges."),
    (
    "Facts",
    "What is known of people, units and households: ratings, holds, statements, figures; and who confirmed it.",
    ),
    ("Files", "Files by which units show what they did."),
    ("Funds", "What units have for commendation in a year, what is committed, paid, owed and due back."),
    ("Imports", "Tables that bring many things in at once."),
    (
    "Initiatives",
    "Initiatives, research and merits in combat, with their authors and the awards they were used for.",
    ),
    ("Jobs", "Background work."),
    ("Nominations", "Who is proposed for which award, and what each level finds."),
    ("People", "Who can be commended: people and households, where they are and in which position."),
    ("Personal data", "For what personal fields are read, how long they stay, and who read them."),
    ("Pledges", "What units commit to (đăng ký thi đua), and what was approved."),
    ("Progress", "How far units, contents and campaigns are, computed from accepted reports."),
    ("Public", "What the website shows: launched campaigns, for everybody."),
    ("Reminders", "Who is reminded of what and when, and the rules for it."),
    ("Reporting", "For which days units report, until when, and what they report."),
    ("Reviews", "Interim and final reviews (sơ kết, tổng kết), prefilled from what is known."),
    ("Sessions", "Signing in and out, and the signed-in user."),
    ("Settings", "Dated rules that administrators keep."),
    ("Statistics", "Forms 0601 to 0605 of the sector, opened to what they count and signed; shares of awards."),
    ("Units", "Units (đơn vị): a tree that changes over time."),
    ("Users", "Accounts, their roles and their passwords."),
    ("Webhooks", "Where machine clients are told of events, what was sent there, and what was answered."),
];

/// How machine clients take tokens, and for what.
fn client_credentials() -> SecurityScheme {
    let scopes = ClientScope::ALL.iter().map(|scope| (scope.as_str(), scope.meaning()));
    let flow = Flow::ClientCredentials(ClientCredentials::new("/oauth/token", scopes.collect::<Scopes>()));
    SecurityScheme::OAuth2(OAuth2::with_description(
        [flow],
        "For machine clients: a secret or a signed assertion at `/oauth/token` gives a token of 15 minutes for some of the client's scopes: a JWT by RFC 9068, checked by the rules of RFC8725.",
    ))
}

/// What stands in the document before any operation.
#[must_use]
pub fn base() -> OpenApi {
    let bearer = HttpBuilder::new()
        .scheme(HttpAuthScheme::Bearer)
        .bearer_format("JWT")
        .description(Some(
            "The access token of `POST /sessions`: a JWT by RFC 9068, checked by the rules of RFC8725.",
        ))
        .build();
    let info = InfoBuilder::new()
        .title("thidua")
        .version(API_VERSION)
        .description(Some(DESCRIPTION))
        .contact(Some(
            ContactBuilder::new()
                .name(Some("Home Affairs, emulation and commendation"))
                .url(Some("https://thidua.example/"))
                .email(Some("thidua@thidua.example"))
                .build(),
        ))
        .license(Some(
            LicenseBuilder::new().name("MIT").url(Some("https://spdx.org/licenses/MIT.html")).build(),
        ))
        .build();
    let mut server = Server::new(BASE_PATH);
    server.description = Some("This installation, local or in production".to_owned());
    server.extensions = Some(ExtensionsBuilder::new().add("x-internal", false).build());
    OpenApiBuilder::new()
        .info(info)
        .servers(Some([server]))
        .components(Some(
            ComponentsBuilder::new()
                .security_scheme("bearerAuth", SecurityScheme::Http(bearer))
                .security_scheme("clientCredentials", client_credentials())
                .build(),
        ))
        .tags(Some(
            TAGS.iter().map(|(name, text)| TagBuilder::new().name(*name).description(Some(*text)).build()),
        ))
        .build()
}
