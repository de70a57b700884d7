DROP TABLE ended_tokens;
DROP TABLE rate_uses;
DROP TABLE used_assertions;
DROP TABLE client_keys;
DROP TABLE client_secrets;
DROP TABLE clients;
ALTER TABLE audit_records DROP COLUMN acting_for;
ALTER TABLE users DROP COLUMN kind;
