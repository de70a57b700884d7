DROP TABLE procedure_rules;
