-- Somebody who has a role everywhere finds the newest reminders of it, however many others have.
CREATE INDEX reminders_role_idx ON reminders (recipient_role, id);
