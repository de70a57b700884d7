DROP TABLE award_rules;
DROP TABLE base_salaries;
DROP TABLE award_authorities;
ALTER TABLE award_types RENAME CONSTRAINT award_types_do_not_overlap TO award_types_do_not_overlap;
ALTER TABLE award_types
    DROP CONSTRAINT award_clause_is_not_blank,
    DROP CONSTRAINT award_decided_by_is_not_blank,
    DROP COLUMN updated_at,
    DROP COLUMN created_at,
    DROP COLUMN version,
    DROP COLUMN coefficient_is_a_limit,
    DROP COLUMN household_coefficient,
    DROP COLUMN collective_coefficient,
    DROP COLUMN individual_coefficient,
    DROP COLUMN voting,
    DROP COLUMN papers,
    DROP COLUMN evaluation_period;
