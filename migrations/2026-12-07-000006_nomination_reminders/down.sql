DROP TABLE nomination_reminders;
ALTER TABLE procedure_rules DROP COLUMN remind_days_before;
