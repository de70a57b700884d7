DROP TABLE eligibility_checks;
DROP TABLE eligibility_inputs;
DROP TABLE eligibility_rule_sets;
