use serde_json::Value;
use utoipa::PartialSchema;

use super::*;

/// The schemas of the kinds, as the document has them.
fn kinds() -> Vec<Value> {
    let schema = serde_json::to_value(Condition::schema()).unwrap();
    schema["oneOf"].as_array().unwrap().clone()
}

#[test]
fn every_kind_has_a_text_and_an_example_that_is_that_kind() {
    for kind in kinds() {
        let name = &kind["properties"]["kind"]["enum"][0];
        let example = kind["examples"].get(0).or(kind.get("example")).unwrap_or_else(|| panic!("{name}"));
        assert_eq!(&example["kind"], name);
        assert!(kind["description"].as_str().is_some_and(|text| text.ends_with('.')), "{name}");
        let read: Condition =
            serde_json::from_value(example.clone()).unwrap_or_else(|error| panic!("{name}: {error}"));
        let written = serde_json::to_value(&read).unwrap();
        let members: Vec<_> = kind["properties"].as_object().unwrap().keys().collect();
        let own = written.as_object().unwrap().keys().collect::<Vec<_>>();
        assert!(own.iter().all(|name| members.contains(name)), "{name}: {own:?}, {members:?}");
        assert_eq!(serde_json::from_value::<Condition>(written).unwrap(), read);
    }
}

#[test]
fn every_member_of_a_kind_has_a_text() {
    for kind in kinds() {
        for (name, member) in kind["properties"].as_object().unwrap() {
            let described = member.to_string().contains("description") || member.get("$ref").is_some();
            assert!(name == "kind" || described, "{kind}");
        }
    }
}
