-- What people ask about their own data: to see it, to have it put right, to have its use restricted, to object. Each has
-- days by which it is answered and carried out, of the rule of the day it came.

CREATE TABLE data_requests (
    id            uuid        NOT NULL,
    person_id     uuid        NOT NULL,
    kind          text        NOT NULL,
    status        text        NOT NULL,
    -- What the person asks, in their words.
    wish          text        NOT NULL,
    received_on   date        NOT NULL,
    -- The person has a first reply by then.
    reply_due_on  date        NOT NULL,
    -- It is carried out or refused by then.
    due_on        date        NOT NULL,
    -- By how many days it can be extended, once; NULL after that.
    extension_days  integer,
    created_by    uuid        NOT NULL,
    version       integer     NOT NULL,
    created_at    timestamptz NOT NULL,
    updated_at    timestamptz NOT NULL,
    CONSTRAINT data_requests_pkey PRIMARY KEY (id),
    CONSTRAINT data_requests_person_fkey FOREIGN KEY (person_id) REFERENCES people (id),
    CONSTRAINT data_requests_created_by_fkey FOREIGN KEY (created_by) REFERENCES users (id),
    CONSTRAINT data_request_kind_is_known CHECK (kind IN ('ACCESS', 'RECTIFICATION', 'RESTRICTION', 'OBJECTION')),
    CONSTRAINT data_request_status_is_known CHECK (status IN ('RECEIVED', 'GRANTED', 'REFUSED', 'LIFTED')),
    CONSTRAINT data_request_wish_is_not_blank CHECK (btrim(wish) <> '' AND length(wish) <= 2000),
    CONSTRAINT data_request_is_due_after_it_came CHECK (reply_due_on >= received_on AND due_on >= received_on),
    CONSTRAINT data_request_numbers_are_counts CHECK (version > 0 AND extension_days >= 0)
);
CREATE INDEX data_requests_person_id_idx ON data_requests (person_id, id);
CREATE INDEX data_requests_created_by_idx ON data_requests (created_by);
CREATE INDEX data_requests_open_idx ON data_requests (due_on, id) WHERE status = 'RECEIVED';
