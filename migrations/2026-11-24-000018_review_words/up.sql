-- A review says only what was counted: figures that an earlier migration made up for reviews that were read before it are
-- taken out again, and their documents are silent there. And the words that the figures said when they were read are kept
-- beside those that people wrote, so that reading the figures again replaces the former and never the latter, however later
-- releases word the same figures.

UPDATE reviews SET figures = figures - 'overfulfilledCount' - 'overdueReports'
WHERE greatest(created_at, (
        SELECT max(occurred_at) FROM audit_records
        WHERE subject_type = 'REVIEW' AND subject_id = reviews.id AND action = 'REVIEW_REFRESHED'))
    < (SELECT run_on FROM __diesel_schema_migrations WHERE version = '20261124000015');

ALTER TABLE reviews
    -- The words of the figures, as they were said when the figures were read.
    ADD said jsonb;
-- The audit trail knows them: those that a review began with, and those that changed when its figures were read again.
UPDATE reviews SET said = coalesce(
    (SELECT jsonb_object_agg(part.key, coalesce(
            (SELECT again.after -> 'texts' -> part.key FROM audit_records AS again
                WHERE again.subject_type = 'REVIEW' AND again.subject_id = reviews.id
                    AND again.action = 'REVIEW_REFRESHED'
                    AND again.before -> 'texts' -> part.key <> again.after -> 'texts' -> part.key
                ORDER BY again.written DESC LIMIT 1),
            part.value))
        FROM audit_records AS begun CROSS JOIN LATERAL jsonb_each(begun.after -> 'texts') AS part
        WHERE begun.subject_type = 'REVIEW' AND begun.subject_id = reviews.id AND begun.action = 'REVIEW_CREATED'),
    texts);
ALTER TABLE reviews
    ALTER said SET NOT NULL,
    ADD CONSTRAINT review_said_is_an_object CHECK (jsonb_typeof(said) = 'object');
