DROP INDEX units_closed_on_idx;
DROP INDEX lock_exceptions_revoked_by_idx;
DELETE FROM lock_exceptions WHERE revoked_at IS NOT NULL;
ALTER TABLE lock_exceptions
    DROP CONSTRAINT lock_exception_version_is_positive,
    DROP CONSTRAINT lock_exception_is_revoked_by_somebody,
    DROP CONSTRAINT lock_exceptions_revoked_by_fkey,
    DROP COLUMN revoked_at,
    DROP COLUMN revoked_by,
    DROP COLUMN version;
DELETE FROM holidays WHERE day IN (
    '2023-01-02', '2023-05-02', '2023-05-03', '2023-09-04', '2026-04-27', '2027-05-03', '2024-04-29', '2024-05-04',
    '2025-05-02', '2025-04-26', '2026-01-02', '2026-01-10', '2026-08-31', '2026-08-22');
ALTER TABLE holidays DROP CONSTRAINT holiday_in_exchange_is_a_weekend;
