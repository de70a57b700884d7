//! Checks of contents.

use crate::core::context::Ids;
use crate::features::campaigns::rules::contents::{ContentRefusal, MOST_CONTENTS, MOST_LETTERS, MOST_LEVELS};
use crate::features::campaigns::rules::indicators::Indicator;
use crate::http::{Code, Problem, Violation};

/// A refusal of the tree as a problem; `at` is the pointer of the content in the request.
pub(in crate::features::campaigns::routes) fn problem_of(refusal: &ContentRefusal, at: &str) -> Problem {
    let fault = |member: &str, code| Violation::at(format!("{at}/{member}"), code);
    match refusal {
        ContentRefusal::UnknownParent => Problem::invalid(vec![fault("parentId", Code::unknown_content)]),
        ContentRefusal::SaysNothing => Problem::invalid(vec![fault("text", Code::content_says_nothing)]),
        ContentRefusal::OrdinalTooLong => Problem::invalid(vec![fault("ordinal", Code::required)]),
        ContentRefusal::UnderItself => Problem::new(Code::content_under_itself),
        ContentRefusal::TooDeep => Problem::new(Code::content_too_deep).with("limit", MOST_LEVELS),
        ContentRefusal::TooMany => Problem::new(Code::too_many_contents).with("limit", MOST_CONTENTS),
        ContentRefusal::TooLong => Problem::new(Code::contents_too_long).with("limit", MOST_LETTERS),
        ContentRefusal::OrdinalTaken => Problem::new(Code::content_ordinal_taken),
        ContentRefusal::HasChildren => Problem::new(Code::content_has_children),
    }
}

/// The indicators as they will be stored: new ones get ids, existing ones must belong to the content, and each target
/// must be better than its baseline.
pub(in crate::features::campaigns::routes) fn check_indicators(
    new: Vec<Indicator>,
    own: &[Indicator],
    ids: &Ids,
    at: &str,
) -> Result<Vec<Indicator>, Problem> {
    let mut faults = Vec::new();
    let mut checked: Vec<Indicator> = Vec::new();
    for (place, mut indicator) in new.into_iter().enumerate() {
        let fault = |member: &str, code| Violation::at(format!("{at}/indicators/{place}/{member}"), code);
        match indicator.id {
            Some(id) if checked.iter().any(|other| other.id == Some(id)) => {
                faults.push(fault("id", Code::named_twice));
            }
            Some(id) if !own.iter().any(|other| other.id == Some(id)) => {
                faults.push(fault("id", Code::unknown_indicator).with("indicator", id));
            }
            Some(_) => {}
            None => indicator.id = Some(ids.next()),
        }
        indicator.baseline = indicator.baseline.map(|value| value.normalize());
        indicator.target = indicator.target.map(|value| value.normalize());
        if !indicator.goes_its_direction() {
            faults.push(fault("target", Code::indicator_goes_its_direction));
        }
        checked.push(indicator);
    }
    if faults.is_empty() { Ok(checked) } else { Err(Problem::invalid(faults)) }
}
