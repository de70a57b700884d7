DROP FUNCTION unit_in_force (uuid, date);
DROP FUNCTION units_with_predecessors (uuid[], date);
DROP TABLE personal_data_reads, personal_data_rules, kept_versions, households, person_merges, person_external_ids, memberships, people, reporting_classes;
