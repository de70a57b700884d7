//! Life cycles: for each kind of thing one table of steps. What is allowed, what is refused and why, what is recorded, and
//! the drawing in the feature's `mod.rs` all come from its rows. Pure, but for the recording.

use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::auth::policy::Permission;
use crate::core::context::ChangeContext;
use crate::core::text_enum::TextEnum;
use crate::db::{self, Connection};
use crate::http::{Code, Problem, Violation};
use crate::record::Occurrence;
use crate::record::transitions::{self, TransitionRow};

/// A kind of thing that goes through a life: the value holds what its steps ask about the thing and about the person who
/// takes the step.
pub trait LifeCycle: Sized + 'static {
    /// Where a thing can be in its life.
    type Status: TextEnum;
    /// What can be done to it.
    type Action: TextEnum;

    /// Every step there is.
    const STEPS: &'static [Step<Self>];

    /// Where the thing is now.
    fn status(&self) -> Self::Status;
}

/// One step: from where, by which action, to where, whose step it is, and what stands in its way.
pub struct Step<L: LifeCycle> {
    /// The status before.
    pub from: L::Status,
    /// The action.
    pub action: L::Action,
    /// The status after.
    pub to: L::Status,
    /// Whose step it is: what the person must be permitted to do.
    pub by: Permission,
    /// What is recorded.
    pub occurrence: Occurrence,
    /// Whether the person must say why.
    pub needs_reason: bool,
    when: Option<Condition<L>>,
    never: Option<(Condition<L>, Code)>,
    check: Option<Check<L>>,
}

/// A question about a thing and the person who takes the step.
type Condition<L> = fn(&L) -> bool;
/// What must be right for a step to succeed.
type Check<L> = fn(&L) -> Result<(), Refusal>;

/// Why a step that exists can't be taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// What is wrong.
    pub code: Code,
    /// The member of the body it is about; `None` where the thing itself is in the way.
    pub pointer: Option<&'static str>,
    /// A parameter of the code's text.
    pub parameter: Option<(&'static str, String)>,
}

impl<L: LifeCycle> Step<L> {
    /// A step without conditions.
    #[must_use]
    pub const fn new(
        from: L::Status,
        action: L::Action,
        to: L::Status,
        by: Permission,
        occurrence: Occurrence,
    ) -> Self {
        Self { from, action, to, by, occurrence, needs_reason: false, when: None, never: None, check: None }
    }

    /// The person must say why.
    #[must_use]
    pub const fn needs_reason(mut self) -> Self {
        self.needs_reason = true;
        self
    }

    /// The step exists only for things like this.
    #[must_use]
    pub const fn when(mut self, condition: Condition<L>) -> Self {
        self.when = Some(condition);
        self
    }

    /// A person like this may not take the step, and does not see it among the allowed actions.
    #[must_use]
    pub const fn never(mut self, who: Condition<L>, code: Code) -> Self {
        self.never = Some((who, code));
        self
    }

    /// What must be right for the step to succeed.
    #[must_use]
    pub const fn check(mut self, check: Check<L>) -> Self {
        self.check = Some(check);
        self
    }

    fn starts_at(&self, life: &L) -> bool {
        self.from == life.status() && self.when.is_none_or(|holds| holds(life))
    }

    fn forbids(&self, life: &L) -> Option<Code> {
        self.never.filter(|(who, _)| who(life)).map(|(_, code)| code)
    }
}

impl Refusal {
    /// The thing itself is in the way.
    #[must_use]
    pub const fn new(code: Code) -> Self {
        Self { code, pointer: None, parameter: None }
    }

    /// A member of the body is wrong.
    #[must_use]
    pub const fn at(pointer: &'static str, code: Code) -> Self {
        Self { code, pointer: Some(pointer), parameter: None }
    }

    /// Fills a `{name}` of the code's text.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.parameter = Some((name, value.to_string()));
        self
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        let Refusal { code, pointer, parameter } = refusal;
        match (pointer, parameter) {
            (Some(pointer), None) => Self::invalid(vec![Violation::at(pointer, code)]),
            (Some(pointer), Some((name, value))) => {
                Self::invalid(vec![Violation::at(pointer, code).with(name, value)])
            }
            (None, None) => Self::new(code),
            (None, Some((name, value))) => Self::new(code).with(name, value),
        }
    }
}

/// What a person may do to a thing now.
#[must_use]
pub fn allowed_actions<L: LifeCycle>(life: &L, is_permitted: impl Fn(Permission) -> bool) -> Vec<L::Action> {
    let steps = L::STEPS.iter().filter(|step| step.starts_at(life));
    let own = steps.filter(|step| is_permitted(step.by) && step.forbids(life).is_none());
    own.map(|step| step.action).collect()
}

/// What a person must be permitted for an action, wherever it is possible.
///
/// # Errors
/// An internal problem for an action that no step has: a fault of ours.
pub fn permission_for<L: LifeCycle>(action: L::Action) -> Result<Permission, Problem> {
    let step = L::STEPS.iter().find(|step| step.action == action);
    step.map(|step| step.by).ok_or_else(|| Problem::internal("an action without a step"))
}

/// The step that an action is now.
///
/// # Errors
/// `invalid_transition` where there is none, with what is possible; otherwise what stands in its way.
pub fn next_step<L: LifeCycle>(
    life: &L,
    action: L::Action,
    reason: Option<&str>,
) -> Result<&'static Step<L>, Problem> {
    let step = L::STEPS.iter().find(|step| step.starts_at(life) && step.action == action);
    let step = step.ok_or_else(|| not_now(life, action))?;
    if let Some(code) = step.forbids(life) {
        return Err(Problem::new(code).with("action", action));
    }
    if step.needs_reason && reason.is_none() {
        return Err(Refusal::at("/reason", Code::reason_required).into());
    }
    step.check.map_or(Ok(()), |check| check(life))?;
    Ok(step)
}

/// The refusal of an action that is not possible now: it says where the thing is in its life and what is possible.
fn not_now<L: LifeCycle>(life: &L, action: L::Action) -> Problem {
    let possible = L::STEPS.iter().filter(|step| step.starts_at(life)).map(|step| step.action.as_str());
    let status = life.status().as_str();
    Problem::new(Code::invalid_transition)
        .with("action", action)
        .with("status", status)
        .member("currentStatus", status)
        .member("allowedActions", possible.collect::<Vec<_>>())
}

/// Adds a step to the history of a thing.
pub async fn record_step<L: LifeCycle>(
    tx: &mut Connection,
    context: &ChangeContext,
    step: &Step<L>,
    subject_id: Uuid,
    (effective_on, reason): (NaiveDate, Option<&str>),
) -> Result<(), db::Error> {
    transitions::record(tx, context, &row_of(step, subject_id, (effective_on, reason))).await
}

/// A step as the history keeps it.
#[must_use]
pub fn row_of<'a, L: LifeCycle>(
    step: &Step<L>,
    subject_id: Uuid,
    (effective_on, reason): (NaiveDate, Option<&'a str>),
) -> TransitionRow<'a> {
    TransitionRow {
        subject_type: step.occurrence.subject_type(),
        subject_id,
        action: step.action.as_str(),
        from_status: step.from.as_str(),
        to_status: step.to.as_str(),
        effective_on,
        reason,
    }
}

/// A requested transition.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TransitionInput<A> {
    /// The action to take.
    pub action: A,
    /// Why; some actions need it.
    #[schema(nullable = false, max_length = 1000, format = "paragraphs")]
    pub reason: Option<String>,
}

impl<A> TransitionInput<A> {
    /// An action without a reason.
    pub const fn of(action: A) -> Self {
        Self { action, reason: None }
    }
}

/// The steps as lines of a drawing.
#[must_use]
pub fn drawing<L: LifeCycle>() -> Vec<String> {
    let line = |step: &Step<L>| {
        let (from, action, to) = (step.from.as_str(), step.action.as_str(), step.to.as_str());
        format!("{from} ──{action}──▶ {to}")
    };
    L::STEPS.iter().map(line).collect()
}

/// The lines of a drawing that stands in the text of a `mod.rs`; whatever follows a step after two spaces is a remark.
#[must_use]
pub fn drawn_steps(module: &str) -> Vec<String> {
    let lines = module.lines().filter_map(|line| line.strip_prefix("//! "));
    let steps = lines.filter(|line| line.contains("──▶ "));
    steps.filter_map(|line| Some(line.trim_start().split("  ").next()?.to_owned())).collect()
}
