//! What the procedure around the stages still asks of a nomination, in the words of a refusal.

use crate::features::nominations::rules::NominationDeadlineKind;
use crate::features::nominations::store::{NominationDeadline, Situation};
use crate::http::{Code, Problem};

/// A refusal with what it tells of the nomination: which opinions are missing, since when its report is too old.
pub fn explain(problem: Problem, situation: &Situation) -> Problem {
    let procedure = &situation.procedure;
    match problem.code {
        Code::opinion_missing => problem.with("opinions", procedure.words_of_missing_opinions()),
        Code::report_is_too_old => {
            let is_age = |own: &&NominationDeadline| own.kind == NominationDeadlineKind::ReportAge;
            let own = procedure.deadlines.iter().find(is_age);
            let due_on = own.and_then(|own| own.due_on).map(|day| day.to_string());
            let clause = own.map(|own| own.rule.clause.clone());
            problem.with("dueOn", due_on.unwrap_or_default()).with("clause", clause.unwrap_or_default())
        }
        _ => problem,
    }
}
