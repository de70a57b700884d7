-- What other systems call a campaign, a document or an item of a pledge: within one system an id stands for one thing of a kind, and a
-- thing has one id. What they call units, from day to day, and people stands in tables of their own.
-- Servers of the release before neither write nor read it, and nothing of theirs refers to it.
CREATE TABLE external_ids (
    id             uuid        NOT NULL,
    -- The system, such as ioffice.
    system         text        NOT NULL,
    value          text        NOT NULL,
    campaign_id    uuid,
    document_id    uuid,
    pledge_item_id uuid,
    created_by     uuid        NOT NULL,
    created_at     timestamptz NOT NULL,
    CONSTRAINT external_ids_pkey PRIMARY KEY (id),
    CONSTRAINT external_ids_campaign_fkey FOREIGN KEY (campaign_id) REFERENCES campaigns (id),
    CONSTRAINT external_ids_document_fkey FOREIGN KEY (document_id) REFERENCES documents (id),
    CONSTRAINT external_ids_pledge_item_fkey FOREIGN KEY (pledge_item_id) REFERENCES pledge_items (id),
    CONSTRAINT external_ids_created_by_fkey FOREIGN KEY (created_by) REFERENCES users (id),
    CONSTRAINT external_id_is_of_one_thing CHECK (num_nonnulls(campaign_id, document_id, pledge_item_id) = 1),
    CONSTRAINT thing_external_system_shape
        CHECK (system ~ '^[a-z0-9]+([.-][a-z0-9]+)*$' AND length(system) <= 40),
    CONSTRAINT thing_external_value_is_not_blank CHECK (btrim(value) <> '' AND length(value) <= 200)
);
-- The names of these are no codes: a server that loses a race tries again, and then finds the other's row.
CREATE UNIQUE INDEX campaign_external_id_is_single ON external_ids (campaign_id, system);
CREATE UNIQUE INDEX document_external_id_is_single ON external_ids (document_id, system);
CREATE UNIQUE INDEX pledge_item_external_id_is_single ON external_ids (pledge_item_id, system);
CREATE UNIQUE INDEX campaign_external_id_is_free ON external_ids (system, value) WHERE campaign_id IS NOT NULL;
CREATE UNIQUE INDEX document_external_id_is_free ON external_ids (system, value) WHERE document_id IS NOT NULL;
CREATE UNIQUE INDEX pledge_item_external_id_is_free ON external_ids (system, value) WHERE pledge_item_id IS NOT NULL;
CREATE INDEX external_ids_created_by_idx ON external_ids (created_by);
