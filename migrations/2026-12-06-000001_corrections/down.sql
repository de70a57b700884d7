DROP FUNCTION awards_relying_on(uuid);
DROP FUNCTION nominations_relying_on(uuid);
DROP INDEX eligibility_checks_facts_idx;
-- What was corrected stays corrected; that a decision did it is forgotten with the decision.
DROP TABLE name_corrections;
DELETE FROM decisions WHERE purpose = 'CORRECT';
ALTER TABLE decisions DROP CONSTRAINT decision_purpose_is_known;
ALTER TABLE decisions ADD CONSTRAINT decision_purpose_is_known CHECK (purpose IN ('GRANT', 'REVOKE'));
ALTER TABLE awards DROP COLUMN recipient_name;
