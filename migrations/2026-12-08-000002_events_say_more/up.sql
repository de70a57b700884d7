-- What a connector needs to decide whether it must read the thing: whose it is, and where it was and is in its life. Events from before
-- say nothing of it. The unit has no foreign key: an event is a notice, and a reader looks the unit up.
ALTER TABLE events
    ADD COLUMN unit_id uuid,
    ADD COLUMN status_before text,
    ADD COLUMN status_after text;
