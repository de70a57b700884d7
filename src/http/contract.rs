//! The operations of the published document, compiled: which exist, and what their input must look like.

use std::collections::HashMap;
use std::sync::Arc;

use actix_web::HttpResponse;
use actix_web::http::{Method, header};
use jsonschema::Validator;
use serde_json::{Map, Value, json};

use super::catalogue::Code;
use super::problem::{FaultPlace, Problem, Violation};
use super::schema_check;

/// The path below which the document's operations stand.
pub const BASE_PATH: &str = "/api/v1";

const METHODS: [&str; 5] = ["get", "post", "patch", "delete", "put"];

/// Values of parameters by their names, as they were sent.
pub type NamedValues = Vec<(String, String)>;

/// One operation: its name and the shape of its input.
#[derive(Debug)]
pub struct Operation {
    /// `operationId` of the document.
    pub id: String,
    /// The media types of its success, the usual one first; none where it has no body.
    pub produces: Vec<String>,
    parameters: Vec<Parameter>,
    parameter_rules: Validator,
    body: Option<Body>,
}

#[derive(Debug)]
struct Parameter {
    name: String,
    in_path: bool,
    kind: Kind,
}

#[derive(Debug, Clone, Copy)]
enum Kind {
    Text,
    Integer,
    Boolean,
    List,
}

#[derive(Debug)]
struct Body {
    media_types: Vec<String>,
    rules: Validator,
}

/// All operations, found by the router's pattern and the method.
#[derive(Debug)]
pub struct CompiledContract {
    by_pattern: HashMap<String, Vec<(Method, Arc<Operation>)>>,
}

impl CompiledContract {
    /// Compiles the document.
    ///
    /// # Errors
    /// What in the document can't be compiled: a fault of ours, found when the service starts.
    pub fn compile(document: &Value) -> Result<Self, String> {
        let mut by_pattern = HashMap::new();
        for (path, item) in document.get("paths").and_then(Value::as_object).into_iter().flatten() {
            let mut operations = Vec::new();
            for method in METHODS {
                if let Some(operation) = item.get(method) {
                    let compiled = Operation::compile(operation, document)
                        .map_err(|error| format!("{method} {path}: {error}"))?;
                    operations.push((parsed_method(method), Arc::new(compiled)));
                }
            }
            by_pattern.insert(format!("{BASE_PATH}{path}"), operations);
        }
        Ok(Self { by_pattern })
    }

    /// The operation behind a router pattern and a method.
    #[must_use]
    pub fn find(&self, pattern: &str, method: &Method) -> Option<&Arc<Operation>> {
        self.by_pattern.get(pattern)?.iter().find(|(own, _)| own == method).map(|(_, operation)| operation)
    }

    /// The read operation at a path below [`BASE_PATH`], with the values of the path's parameters, still encoded.
    #[must_use]
    pub fn read_at(&self, path: &str) -> Option<(&Arc<Operation>, NamedValues)> {
        let fitting = self.by_pattern.keys().filter(|pattern| fits(pattern, path));
        // `/units/mine` before `/units/{id}`.
        let pattern = fitting.min_by_key(|pattern| pattern.matches('{').count())?;
        let named = pattern.split('/').zip(path.split('/')).filter_map(|(name, value)| {
            let name = name.strip_prefix('{')?.strip_suffix('}')?;
            Some((name.to_owned(), value.to_owned()))
        });
        Some((self.find(pattern, &Method::GET)?, named.collect()))
    }

    /// The operation with this `operationId`.
    #[must_use]
    pub fn by_id(&self, id: &str) -> Option<&Arc<Operation>> {
        self.by_pattern
            .values()
            .flatten()
            .map(|(_, operation)| operation)
            .find(|operation| operation.id == id)
    }

    /// The answer to a method that a pattern of the document does not know: 204 with `Allow` to OPTIONS, else 405.
    /// `None` when the method is known or the pattern is not in the document.
    #[must_use]
    pub fn unknown_method(&self, pattern: &str, method: &Method) -> Option<Result<HttpResponse, Problem>> {
        let is_known = !self.by_pattern.contains_key(pattern) || self.find(pattern, method).is_some();
        (!is_known).then(|| refuse_method(&self.allowed(pattern), method))
    }

    fn allowed(&self, pattern: &str) -> Vec<String> {
        let Some(operations) = self.by_pattern.get(pattern) else { return Vec::new() };
        let mut methods: Vec<_> = operations.iter().map(|(method, _)| method.to_string()).collect();
        if methods.iter().any(|method| method == "GET") {
            methods.push("HEAD".to_owned());
        }
        methods.push("OPTIONS".to_owned());
        methods
    }
}

fn fits(pattern: &str, path: &str) -> bool {
    pattern.split('/').count() == path.split('/').count()
        && pattern
            .split('/')
            .zip(path.split('/'))
            .all(|(own, given)| own == given || own.starts_with('{') && !given.is_empty())
}

impl Operation {
    fn compile(operation: &Value, document: &Value) -> Result<Self, String> {
        let id = operation.get("operationId").and_then(Value::as_str).ok_or("no operationId")?.to_owned();
        let declared: Vec<&Value> = operation
            .get("parameters")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .map(|parameter| resolve(parameter, document))
            .collect::<Result<Vec<_>, _>>()?
            .into_iter()
            .filter(|parameter| parameter.get("in").and_then(Value::as_str) != Some("header"))
            .collect();
        let parameter_rules = schema_check::compile(&parameters_schema(&declared), document)?;
        let parameters = declared.iter().filter_map(|parameter| Parameter::read(parameter)).collect();
        let body = operation.get("requestBody").map(|body| Body::compile(body, document)).transpose()?;
        let content = operation.pointer("/responses/200/content").and_then(Value::as_object);
        let produces = content.into_iter().flat_map(|content| content.keys().cloned()).collect();
        Ok(Self { id, produces, parameters, parameter_rules, body })
    }

    /// Path and query as typed values, checked against the document.
    ///
    /// # Errors
    /// Every parameter that is unknown, repeated, missing or outside its bounds.
    pub fn check_parameters<'a>(
        &self,
        path: impl Iterator<Item = (&'a str, &'a str)>,
        query: &[(String, String)],
    ) -> Result<Map<String, Value>, Vec<Violation>> {
        let mut values = Map::new();
        let mut faults = Vec::new();
        for (name, text) in path {
            values.insert(name.to_owned(), self.typed_value(name, text, true));
        }
        for (name, text) in query {
            if !self.parameters.iter().any(|known| !known.in_path && known.name == *name) {
                faults.push(Violation::of_parameter(name, Code::unknown_parameter));
            } else if values.insert(name.clone(), self.typed_value(name, text, false)).is_some() {
                faults.push(Violation::of_parameter(name, Code::repeated_parameter));
            }
        }
        let whole = Value::Object(values);
        faults.extend(schema_check::faults(&self.parameter_rules, &whole).into_iter().map(as_parameter));
        match whole {
            Value::Object(values) if faults.is_empty() => Ok(values),
            _ => Err(faults),
        }
    }

    /// The media types the operation takes.
    #[must_use]
    pub fn media_types(&self) -> &[String] {
        self.body.as_ref().map_or(&[], |body| &body.media_types)
    }

    /// Every fault of a JSON body.
    #[must_use]
    pub fn check_body(&self, value: &Value) -> Vec<Violation> {
        self.body.as_ref().map_or_else(Vec::new, |body| schema_check::faults(&body.rules, value))
    }

    fn typed_value(&self, name: &str, text: &str, in_path: bool) -> Value {
        let kind = self
            .parameters
            .iter()
            .find(|parameter| parameter.name == name && parameter.in_path == in_path)
            .map_or(Kind::Text, |parameter| parameter.kind);
        match kind {
            Kind::Text => text.into(),
            Kind::Integer => text.parse::<i64>().map_or_else(|_| text.into(), Value::from),
            Kind::Boolean => text.parse::<bool>().map_or_else(|_| text.into(), Value::from),
            Kind::List => text.split(',').map(Value::from).collect(),
        }
    }
}

impl Parameter {
    fn read(parameter: &Value) -> Option<Self> {
        let kind = match parameter.pointer("/schema/type").and_then(Value::as_str) {
            Some("integer") => Kind::Integer,
            Some("boolean") => Kind::Boolean,
            Some("array") => Kind::List,
            _ => Kind::Text,
        };
        Some(Self {
            name: parameter.get("name")?.as_str()?.to_owned(),
            in_path: parameter.get("in")?.as_str()? == "path",
            kind,
        })
    }
}

impl Body {
    fn compile(body: &Value, document: &Value) -> Result<Self, String> {
        let content = body.get("content").and_then(Value::as_object).ok_or("a body without content")?;
        let schema = content
            .iter()
            .find(|(media_type, _)| media_type.ends_with("json"))
            .and_then(|(_, media)| media.get("schema"))
            .cloned()
            .unwrap_or_else(|| json!(true));
        Ok(Self {
            media_types: content.keys().cloned().collect(),
            rules: schema_check::compile(&schema, document)?,
        })
    }
}

/// 204 with `Allow` to OPTIONS, 405 to any other method.
///
/// # Errors
/// The 405.
pub fn refuse_method(allowed: &[String], method: &Method) -> Result<HttpResponse, Problem> {
    let allowed = allowed.join(", ");
    if *method == Method::OPTIONS {
        return Ok(HttpResponse::NoContent().insert_header((header::ALLOW, allowed)).finish());
    }
    Err(Problem::new(Code::method_not_allowed).with("allow", &allowed).header("Allow", allowed))
}

fn parameters_schema(parameters: &[&Value]) -> Value {
    let name_of = |parameter: &Value| parameter.get("name").and_then(Value::as_str).map(str::to_owned);
    let properties: Map<String, Value> = parameters
        .iter()
        .filter_map(|parameter| Some((name_of(parameter)?, parameter.get("schema")?.clone())))
        .collect();
    let required: Vec<String> = parameters
        .iter()
        .filter(|parameter| parameter.get("required") == Some(&Value::Bool(true)))
        .filter_map(|parameter| name_of(parameter))
        .collect();
    json!({ "type": "object", "properties": properties, "required": required })
}

fn as_parameter(fault: Violation) -> Violation {
    let place = match &fault.place {
        FaultPlace::Pointer(pointer) => {
            FaultPlace::Parameter(pointer.split('/').nth(1).unwrap_or_default().to_owned())
        }
        other => other.clone(),
    };
    fault.at_place(place)
}

/// What a reference leads to; anything else is what it is.
fn resolve<'a>(value: &'a Value, document: &'a Value) -> Result<&'a Value, String> {
    let Some(reference) = value.get("$ref").and_then(Value::as_str) else { return Ok(value) };
    let place = reference.strip_prefix('#').and_then(|pointer| document.pointer(pointer));
    place.ok_or_else(|| format!("{reference} leads nowhere"))
}

fn parsed_method(method: &str) -> Method {
    Method::from_bytes(method.to_uppercase().as_bytes()).unwrap_or(Method::GET)
}
