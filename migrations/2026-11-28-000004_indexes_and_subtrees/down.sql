CREATE OR REPLACE FUNCTION unit_subtree(root uuid, day date) RETURNS uuid[] LANGUAGE sql STABLE AS $$
    WITH RECURSIVE placed AS MATERIALIZED (
        SELECT DISTINCT ON (unit_id) unit_id, parent_id FROM unit_versions
        ORDER BY unit_id, CASE WHEN starts_on <= day THEN starts_on END DESC NULLS LAST, starts_on
    ),
    down (id) AS (
        SELECT root
        UNION
        SELECT placed.unit_id FROM down JOIN placed ON placed.parent_id = down.id
    )
    SELECT coalesce(array_agg(id), '{}') FROM down
$$;
DROP FUNCTION unit_subtrees;
DROP INDEX audit_records_occurred_at_idx;
DROP INDEX audit_records_action_idx;
DROP INDEX progress_reports_period_idx;
