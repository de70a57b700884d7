ALTER TABLE events
    DROP COLUMN unit_id,
    DROP COLUMN status_before,
    DROP COLUMN status_after;
