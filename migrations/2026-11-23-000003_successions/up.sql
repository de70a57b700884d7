-- Successions: a reorganisation links the units that were to the units that are, by the document that decided it.
-- History stays with the old unit; whoever adds things up follows the links.

CREATE TABLE unit_successions (
    id            uuid        NOT NULL,
    kind          text        NOT NULL,
    -- The first day of the new order.
    effective_on  date        NOT NULL,
    document_id   uuid        NOT NULL,
    created_by    uuid        NOT NULL,
    created_at    timestamptz NOT NULL,
    CONSTRAINT unit_successions_pkey PRIMARY KEY (id),
    CONSTRAINT unit_successions_document_fkey FOREIGN KEY (document_id) REFERENCES documents (id),
    CONSTRAINT unit_successions_created_by_fkey FOREIGN KEY (created_by) REFERENCES users (id),
    CONSTRAINT unit_succession_kind_is_known CHECK (kind IN ('MERGE', 'SPLIT', 'RENAME', 'TRANSFER', 'DISSOLVE'))
);
CREATE INDEX unit_successions_document_id_idx ON unit_successions (document_id);
CREATE INDEX unit_successions_created_by_idx ON unit_successions (created_by);

-- Every old unit with every new one; a unit that is only renamed or moved succeeds itself, and a dissolved one may
-- have nobody after it.
CREATE TABLE unit_succession_links (
    id              uuid NOT NULL,
    succession_id   uuid NOT NULL,
    predecessor_id  uuid NOT NULL,
    successor_id    uuid,
    CONSTRAINT unit_succession_links_pkey PRIMARY KEY (id),
    CONSTRAINT unit_succession_links_succession_fkey FOREIGN KEY (succession_id) REFERENCES unit_successions (id),
    CONSTRAINT unit_succession_links_predecessor_fkey FOREIGN KEY (predecessor_id) REFERENCES units (id),
    CONSTRAINT unit_succession_links_successor_fkey FOREIGN KEY (successor_id) REFERENCES units (id),
    CONSTRAINT unit_succession_link_stands_once
        UNIQUE NULLS NOT DISTINCT (succession_id, predecessor_id, successor_id)
);
CREATE INDEX unit_succession_links_predecessor_id_idx ON unit_succession_links (predecessor_id);
CREATE INDEX unit_succession_links_successor_id_idx ON unit_succession_links (successor_id);
