DROP TABLE award_rules;
DROP TABLE base_salaries;
DROP TABLE award_authorities;
DELETE FROM award_types WHERE id BETWEEN '01980000-0000-7000-8000-000000000e14' AND '01980000-0000-7000-8000-000000000e57' OR created_at > '2026-11-23T00:00:00Z';
-- Coefficients and articles go with their columns; clauses that name them stay, because they are still right.
UPDATE award_types SET name = 'Xã, phường tiêu biểu', ends_before = NULL WHERE id = '01980000-0000-7000-8000-000000000e0c';
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
