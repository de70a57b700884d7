DROP INDEX nominations_running_idx;
DROP TABLE consultation_opinions;
DROP TABLE consultation_nominations;
DROP TABLE consultations;
DROP TABLE opinion_requests;
ALTER TABLE nominations DROP COLUMN is_simplified;
