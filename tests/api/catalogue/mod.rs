//! The award catalogue: types, who decides, base salaries, rules.

mod authorities;
mod base_salaries;
mod editing;
mod rules;
mod seeds;
mod transitions;
mod types;
