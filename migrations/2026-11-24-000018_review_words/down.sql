ALTER TABLE reviews DROP said;
-- The release before reads both members of every review.
UPDATE reviews SET figures = figures - 'withoutPledgeCount' || jsonb_build_object(
    'overfulfilledCount', coalesce(
        nullif(figures -> 'overfulfilledCount', 'null'), to_jsonb(jsonb_array_length(figures -> 'overfulfilled'))),
    'overdueReports', coalesce(
        nullif(figures -> 'overdueReports', 'null'),
        to_jsonb((figures ->> 'expectedReports')::bigint - (figures ->> 'receivedReports')::bigint)));
