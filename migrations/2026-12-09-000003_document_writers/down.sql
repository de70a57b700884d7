ALTER TABLE documents DROP COLUMN corrected_by;
