//! The operations of a feature, one line each: a handler, and who may call it. There is no other way to register one.

use actix_web::dev::HttpServiceFactory;
use utoipa::Path;
use utoipa::openapi::HttpMethod;
use utoipa_actix_web::OpenApiFactory;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::auth::access::{Access, AccessRow};
use crate::auth::policy::ClientScope;
use crate::operations::tables::spec::TableSpec;

type Register = Box<dyn FnOnce(&mut ServiceConfig<'_>)>;

/// The operations of a feature, in the order of the document.
pub struct Operations {
    tag: &'static str,
    /// The scopes that open what follows to machine clients: reads, and everything else.
    scopes: (&'static [ClientScope], &'static [ClientScope]),
    rows: Vec<Registered>,
}

/// One operation.
pub struct Registered {
    /// Its `operationId`.
    pub id: String,
    /// The tag it stands under in the document.
    pub tag: &'static str,
    /// Who may call it.
    pub access: AccessRow,
    /// What its answer looks like as a table, where an office takes it out.
    pub table: Option<&'static TableSpec>,
    register: Register,
}

impl Operations {
    /// No operations yet; the first ones will stand under this tag.
    #[must_use]
    pub fn tag(tag: &'static str) -> Self {
        Self { tag, scopes: (&[], &[]), rows: Vec::new() }
    }

    /// The operations that follow stand under another tag, and are for people alone.
    #[must_use]
    pub fn then_tag(self, tag: &'static str) -> Self {
        Self { tag, scopes: (&[], &[]), ..self }
    }

    /// Machine clients call the operations that follow, too: with one of these scopes to read, with one of those to do anything else.
    #[must_use]
    pub fn for_clients(self, to_read: &'static [ClientScope], to_write: &'static [ClientScope]) -> Self {
        Self { scopes: (to_read, to_write), ..self }
    }

    /// Adds an operation.
    #[must_use]
    pub fn op<F>(mut self, handler: F, access: Access) -> Self
    where
        F: HttpServiceFactory + OpenApiFactory + Path + 'static,
    {
        let name = F::operation().operation_id.unwrap_or_default();
        let register: Register = Box::new(move |config| {
            config.service(handler);
        });
        let is_read = F::methods().iter().all(|method| matches!(method, HttpMethod::Get));
        let (to_read, to_write) = self.scopes;
        let access = AccessRow::new(access, if is_read { to_read } else { to_write });
        self.rows.push(Registered { id: camel_case(&name), tag: self.tag, access, table: None, register });
        self
    }

    /// Adds an operation whose answer can be taken out as a table.
    #[must_use]
    pub fn table_op<F>(self, handler: F, access: Access, table: &'static TableSpec) -> Self
    where
        F: HttpServiceFactory + OpenApiFactory + Path + 'static,
    {
        let mut operations = self.op(handler, access);
        if let Some(last) = operations.rows.last_mut() {
            last.table = Some(table);
        }
        operations
    }

    /// The operations, each once.
    #[must_use]
    pub fn into_rows(self) -> Vec<Registered> {
        self.rows
    }
}

impl Registered {
    /// Puts the operation into the router and into the collected document.
    pub fn register(self, config: &mut ServiceConfig<'_>) {
        (self.register)(config);
    }
}

/// The name of a handler as an `operationId`: `list_jobs` is `listJobs`.
#[must_use]
pub fn camel_case(name: &str) -> String {
    let mut parts = name.split('_');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |id, part| {
        let mut letters = part.chars();
        let capital = letters.next().map(|letter| letter.to_ascii_uppercase());
        id + &capital.into_iter().chain(letters).collect::<String>()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_operation_id_is_the_handlers_name_in_camel_case() {
        for (name, id) in [("list_jobs", "listJobs"), ("get_me", "getMe"), ("ping", "ping"), ("", "")] {
            assert_eq!(camel_case(name), id);
        }
    }
}
