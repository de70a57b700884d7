ALTER TABLE awards
    DROP CONSTRAINT award_that_is_revoked_counts_no_more,
    DROP COLUMN decision_id,
    DROP COLUMN revoked_on;
ALTER TABLE reporting_classes DROP COLUMN target_share;
DROP TABLE revocations;
DROP TABLE decision_lines;
DROP TABLE decisions;
