DROP INDEX reminders_role_idx;
