ALTER TABLE reviews
    DROP CONSTRAINT review_is_written_by_who_began_it,
    DROP CONSTRAINT review_is_never_issued_by_who_wrote_it,
    ADD CONSTRAINT review_is_never_issued_by_who_wrote_it CHECK (issued_by <> created_by),
    DROP writers;
UPDATE reviews SET figures = figures - 'overfulfilledCount' - 'overdueReports';
