-- Whoever wrote on a review never issues it, not only who began it. And its figures say how many items were done more than
-- fully and how many reports are overdue, not only which ones are named.

ALTER TABLE reviews
    -- Who began it, wrote on it or read its figures again.
    ADD writers uuid[];
-- Of earlier reviews the audit trail knows the writers. What somebody issued who had written on it stays issued.
UPDATE reviews SET
    writers = ARRAY(
        SELECT created_by
        UNION
        SELECT actor_id FROM audit_records
        WHERE subject_type = 'REVIEW' AND subject_id = reviews.id AND action IN ('REVIEW_CHANGED', 'REVIEW_REFRESHED')
            AND actor_id IS DISTINCT FROM reviews.issued_by AND actor_id IS NOT NULL),
    -- What their words counted.
    figures = figures || jsonb_build_object(
        'overfulfilledCount', jsonb_array_length(figures -> 'overfulfilled'),
        'overdueReports', (figures ->> 'expectedReports')::bigint - (figures ->> 'receivedReports')::bigint);
ALTER TABLE reviews
    ALTER writers SET NOT NULL,
    DROP CONSTRAINT review_is_never_issued_by_who_wrote_it,
    ADD CONSTRAINT review_is_never_issued_by_who_wrote_it CHECK (issued_by <> ALL (writers)),
    ADD CONSTRAINT review_is_written_by_who_began_it CHECK (created_by = ANY (writers));
