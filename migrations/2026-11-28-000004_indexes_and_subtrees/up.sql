-- The reports of a period, in the order of its list.
CREATE INDEX progress_reports_period_idx ON progress_reports (period_id, id);
-- Audit records of an action, and of a time, the newest first.
CREATE INDEX audit_records_action_idx ON audit_records (action, position);
CREATE INDEX audit_records_occurred_at_idx ON audit_records (occurred_at);

-- The units and every unit below them on a day, as unit_subtree says for one. It walks down from the units by the index of
-- parents and never looks at the rest of the tree.
CREATE FUNCTION unit_subtrees(roots uuid[], day date) RETURNS uuid[] LANGUAGE sql STABLE AS $$
    WITH RECURSIVE down (id) AS (
        SELECT unnest(roots)
        UNION
        SELECT version.unit_id
        FROM down
        JOIN unit_versions AS version ON version.parent_id = down.id
        CROSS JOIN LATERAL (
            SELECT parent_id FROM unit_versions AS own
            WHERE own.unit_id = version.unit_id
            ORDER BY CASE WHEN starts_on <= day THEN starts_on END DESC NULLS LAST, starts_on
            LIMIT 1) AS placed
        WHERE placed.parent_id = down.id
    )
    SELECT coalesce(array_agg(id), '{}') FROM down
$$;
CREATE OR REPLACE FUNCTION unit_subtree(root uuid, day date) RETURNS uuid[] LANGUAGE sql STABLE AS $$
    SELECT unit_subtrees(ARRAY[root], day)
$$;
