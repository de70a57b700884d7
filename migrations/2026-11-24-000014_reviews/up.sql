-- Interim and final reviews (sơ kết, tổng kết): figures read once from what is known, words around them that people edit,
-- and the letterhead of the document. Once issued, nothing of it changes.

CREATE TABLE reviews (
    id           uuid        NOT NULL,
    campaign_id  uuid        NOT NULL,
    kind         text        NOT NULL,
    status       text        NOT NULL,
    -- The figures speak of all that was accepted through this day.
    through_on   date        NOT NULL,
    figures      jsonb       NOT NULL,
    texts        jsonb       NOT NULL,
    letterhead   jsonb       NOT NULL,
    issued_on    date,
    issued_by    uuid,
    created_by   uuid        NOT NULL,
    version      integer     NOT NULL,
    created_at   timestamptz NOT NULL,
    updated_at   timestamptz NOT NULL,
    CONSTRAINT reviews_pkey PRIMARY KEY (id),
    CONSTRAINT reviews_campaign_fkey FOREIGN KEY (campaign_id) REFERENCES campaigns (id),
    CONSTRAINT reviews_issued_by_fkey FOREIGN KEY (issued_by) REFERENCES users (id),
    CONSTRAINT reviews_created_by_fkey FOREIGN KEY (created_by) REFERENCES users (id),
    CONSTRAINT review_kind_is_known CHECK (kind IN ('INTERIM', 'FINAL')),
    CONSTRAINT review_status_is_known CHECK (status IN ('DRAFT', 'ISSUED', 'WITHDRAWN')),
    CONSTRAINT review_parts_are_objects CHECK (
        jsonb_typeof(figures) = 'object' AND jsonb_typeof(texts) = 'object' AND jsonb_typeof(letterhead) = 'object'),
    CONSTRAINT review_is_issued_on_a_day CHECK (
        (status = 'ISSUED') = (issued_on IS NOT NULL) AND (issued_on IS NULL) = (issued_by IS NULL)),
    CONSTRAINT review_is_never_issued_by_who_wrote_it CHECK (issued_by <> created_by),
    CONSTRAINT review_version_is_positive CHECK (version > 0)
);
CREATE INDEX reviews_campaign_idx ON reviews (campaign_id, id);
CREATE INDEX reviews_issued_by_idx ON reviews (issued_by);
CREATE INDEX reviews_created_by_idx ON reviews (created_by);
-- A campaign is reviewed at its end once.
CREATE UNIQUE INDEX final_review_already_there ON reviews (campaign_id) WHERE kind = 'FINAL' AND status <> 'WITHDRAWN';
