DROP INDEX eligibility_checks_created_at_idx;
DROP INDEX nominations_updated_at_idx;
DROP INDEX certificates_updated_at_idx;
DROP INDEX people_updated_at_idx;
DROP INDEX awards_updated_at_idx;
