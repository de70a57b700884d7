-- The register keeps the name that the decision printed: certificates show it, searches find it, and what is misspelt is corrected
-- by a decision of its own.

-- Null of an award that a server of the release before wrote: its recipient's present name stands for it.
ALTER TABLE awards
    ADD COLUMN recipient_name text,
    ADD CONSTRAINT award_recipient_is_not_blank CHECK (btrim(recipient_name) <> '' AND length(recipient_name) <= 200);
UPDATE awards AS award
SET recipient_name = named.name, search_text = award.search_text || ' ' || named.folded
FROM (
    SELECT id, name, name_folded AS folded FROM people
    UNION ALL
    SELECT id, name, search_text FROM households
    UNION ALL
    (SELECT DISTINCT ON (unit_id) unit_id, name, name_folded FROM unit_versions ORDER BY unit_id, starts_on DESC)
) AS named (id, name, folded)
WHERE named.id = award.subject_id;

-- Which name a decision corrects.
CREATE TABLE name_corrections (
    decision_id     uuid    NOT NULL,
    award_id        uuid    NOT NULL,
    -- Whether the decision is a draft: one corrects an award at a time.
    is_open         boolean NOT NULL,
    -- The name as it was printed, and as it is right.
    printed_name    text    NOT NULL,
    corrected_name  text    NOT NULL,
    -- What shows that it was misspelt.
    reason          text    NOT NULL,
    CONSTRAINT name_corrections_pkey PRIMARY KEY (decision_id),
    CONSTRAINT name_corrections_decision_fkey FOREIGN KEY (decision_id) REFERENCES decisions (id),
    CONSTRAINT name_corrections_award_fkey FOREIGN KEY (award_id) REFERENCES awards (id),
    CONSTRAINT corrected_name_is_not_blank CHECK (btrim(corrected_name) <> '' AND length(corrected_name) <= 200),
    CONSTRAINT corrected_name_is_another CHECK (corrected_name <> printed_name),
    CONSTRAINT correction_reason_is_not_blank CHECK (btrim(reason) <> '' AND length(reason) <= 2000)
);
CREATE UNIQUE INDEX already_being_corrected ON name_corrections (award_id) WHERE is_open;
CREATE INDEX name_corrections_award_id_idx ON name_corrections (award_id);

ALTER TABLE decisions DROP CONSTRAINT decision_purpose_is_known;
ALTER TABLE decisions ADD CONSTRAINT decision_purpose_is_known CHECK (purpose IN ('GRANT', 'REVOKE', 'CORRECT'));

-- On which facts a kept answer rests, by their ids: an award that is revoked may have stood behind others.
CREATE INDEX eligibility_checks_facts_idx ON eligibility_checks
    USING gin (jsonb_path_query_array(verdict, '$.rules[*].rows[*].facts[*][1]') jsonb_path_ops);

-- The nominations whose appraisal rests on an award.
CREATE FUNCTION nominations_relying_on(award uuid) RETURNS uuid[] LANGUAGE sql STABLE AS $$
    SELECT coalesce(array_agg(DISTINCT stage.nomination_id), '{}')
    FROM eligibility_checks AS answer
    JOIN nomination_stages AS stage ON stage.check_id = answer.id
    WHERE jsonb_path_query_array(answer.verdict, '$.rules[*].rows[*].facts[*][1]') @> jsonb_build_array(award)
$$;

-- The awards that were granted on such nominations.
CREATE FUNCTION awards_relying_on(award uuid) RETURNS uuid[] LANGUAGE sql STABLE AS $$
    SELECT coalesce(array_agg(line.award_id), '{}')
    FROM decision_lines AS line
    WHERE line.nomination_id = ANY (nominations_relying_on(award)) AND line.award_id IS NOT NULL
$$;
