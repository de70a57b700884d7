DROP TABLE guess_budgets;
ALTER TABLE sessions DROP COLUMN client_address, DROP COLUMN client_name, DROP COLUMN client_network;
ALTER TABLE role_assignments DROP CONSTRAINT role_already_given, DROP COLUMN given_by;
-- Who has no password yet keeps one that fits nothing.
UPDATE users SET password_hash = '' WHERE password_hash IS NULL;
ALTER TABLE users
    ALTER COLUMN password_hash SET NOT NULL,
    DROP CONSTRAINT display_name_is_not_blank,
    DROP COLUMN unit_id,
    DROP COLUMN search_text,
    DROP COLUMN password_expires_at;
