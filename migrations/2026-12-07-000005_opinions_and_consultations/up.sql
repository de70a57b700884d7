-- What happens around the stages of nominations: others are asked for their opinion, the public is consulted, and a sudden or
-- exceptional case goes by the simplified procedure.

-- Whether it goes by the simplified procedure, with the shorter list of papers.
ALTER TABLE nominations ADD COLUMN is_simplified boolean NOT NULL DEFAULT false;

-- Requests for an opinion (lấy ý kiến, hiệp y): a body is asked about a nomination at a stage.
CREATE TABLE opinion_requests (
    id                  uuid        NOT NULL,
    nomination_id       uuid        NOT NULL,
    stage_id            uuid        NOT NULL,
    -- What kind of body is asked, and its name; folded, so that nobody is asked twice at once.
    body                text        NOT NULL,
    addressee           text        NOT NULL,
    addressee_key       text        NOT NULL,
    -- Why it is asked: law and article, or in words.
    ground              text        NOT NULL,
    document_id         uuid,
    asked_on            date        NOT NULL,
    -- The last day of the answer; none where nobody set one. What the row of the law was when it was asked.
    due_on              date,
    allows_silence      boolean     NOT NULL,
    status              text        NOT NULL,
    answer_document_id  uuid,
    answered_on         date,
    -- Set when the dossier came back and was sent again: the opinion is about another dossier.
    superseded_at       timestamptz,
    asked_by            uuid        NOT NULL,
    version             integer     NOT NULL,
    created_at          timestamptz NOT NULL,
    updated_at          timestamptz NOT NULL,
    CONSTRAINT opinion_requests_pkey PRIMARY KEY (id),
    CONSTRAINT opinion_requests_nomination_fkey FOREIGN KEY (nomination_id) REFERENCES nominations (id),
    CONSTRAINT opinion_requests_stage_fkey FOREIGN KEY (stage_id) REFERENCES nomination_stages (id),
    CONSTRAINT opinion_requests_document_fkey FOREIGN KEY (document_id) REFERENCES documents (id),
    CONSTRAINT opinion_requests_answer_document_fkey FOREIGN KEY (answer_document_id) REFERENCES documents (id),
    CONSTRAINT opinion_requests_asked_by_fkey FOREIGN KEY (asked_by) REFERENCES users (id),
    CONSTRAINT opinion_request_body_is_known CHECK (body IN ('PARTY_COMMITTEE', 'CONSULTED_BODY')),
    CONSTRAINT opinion_request_addressee_is_not_blank CHECK (btrim(addressee) <> '' AND length(addressee) <= 200),
    CONSTRAINT opinion_request_ground_is_not_blank CHECK (btrim(ground) <> '' AND length(ground) <= 1000),
    CONSTRAINT opinion_request_status_is_known CHECK (
        status IN ('ASKED', 'AGREES', 'DISAGREES', 'NO_OBJECTION_BY_SILENCE', 'CANCELLED')),
    CONSTRAINT opinion_request_is_due_after_it_is_asked CHECK (due_on >= asked_on),
    -- An opinion is written; only silence has no paper, and only where the row of the law allowed it.
    CONSTRAINT opinion_is_written CHECK ((status IN ('AGREES', 'DISAGREES')) = (answer_document_id IS NOT NULL)),
    CONSTRAINT opinion_has_a_day CHECK ((status IN ('AGREES', 'DISAGREES', 'NO_OBJECTION_BY_SILENCE')) = (answered_on IS NOT NULL)),
    CONSTRAINT opinion_request_allows_no_silence CHECK (status <> 'NO_OBJECTION_BY_SILENCE' OR (allows_silence AND answered_on > due_on)),
    CONSTRAINT opinion_request_version_is_positive CHECK (version > 0)
);
-- A body is asked once at a time.
CREATE UNIQUE INDEX opinion_already_asked ON opinion_requests (stage_id, body, addressee_key)
    WHERE status = 'ASKED' AND superseded_at IS NULL;
CREATE INDEX opinion_requests_stage_id_idx ON opinion_requests (stage_id);
CREATE INDEX opinion_requests_nomination_id_idx ON opinion_requests (nomination_id, id);
CREATE INDEX opinion_requests_document_id_idx ON opinion_requests (document_id);
CREATE INDEX opinion_requests_answer_document_id_idx ON opinion_requests (answer_document_id);
CREATE INDEX opinion_requests_asked_by_idx ON opinion_requests (asked_by);
CREATE INDEX opinion_requests_due_on_idx ON opinion_requests (due_on) WHERE status = 'ASKED' AND superseded_at IS NULL;

-- Consultations (lấy ý kiến Nhân dân): a list of nominations is published before the council meets, and everybody may speak.
CREATE TABLE consultations (
    id            uuid        NOT NULL,
    -- The unit whose standing office consults.
    unit_id       uuid        NOT NULL,
    title         text        NOT NULL,
    -- On which media the list stands.
    published_in  text        NOT NULL,
    starts_on     date        NOT NULL,
    ends_on       date        NOT NULL,
    status        text        NOT NULL,
    -- What came of it, in words.
    summary       text,
    created_by    uuid        NOT NULL,
    version       integer     NOT NULL,
    created_at    timestamptz NOT NULL,
    updated_at    timestamptz NOT NULL,
    CONSTRAINT consultations_pkey PRIMARY KEY (id),
    CONSTRAINT consultations_unit_fkey FOREIGN KEY (unit_id) REFERENCES units (id),
    CONSTRAINT consultations_created_by_fkey FOREIGN KEY (created_by) REFERENCES users (id),
    CONSTRAINT consultation_title_is_not_blank CHECK (btrim(title) <> '' AND length(title) <= 500),
    CONSTRAINT consultation_place_is_not_blank CHECK (btrim(published_in) <> '' AND length(published_in) <= 1000),
    CONSTRAINT consultation_ends_after_it_starts CHECK (ends_on >= starts_on),
    CONSTRAINT consultation_status_is_known CHECK (status IN ('OPEN', 'ENDED', 'CANCELLED')),
    CONSTRAINT consultation_summary_is_not_blank CHECK (btrim(summary) <> '' AND length(summary) <= 5000),
    CONSTRAINT consultation_has_a_summary_at_its_end CHECK ((status = 'ENDED') = (summary IS NOT NULL)),
    CONSTRAINT consultation_version_is_positive CHECK (version > 0)
);
CREATE INDEX consultations_unit_id_idx ON consultations (unit_id, id);
CREATE INDEX consultations_created_by_idx ON consultations (created_by);
CREATE INDEX consultations_open_idx ON consultations (ends_on, id) WHERE status = 'OPEN';

-- The nominations of a consultation, as they were published.
CREATE TABLE consultation_nominations (
    consultation_id  uuid    NOT NULL,
    position         integer NOT NULL,
    nomination_id    uuid    NOT NULL,
    name             text    NOT NULL,
    unit_name        text    NOT NULL,
    award_code       text    NOT NULL,
    achievement      text    NOT NULL,
    -- Whether the consultation is open: a nomination is in one open consultation.
    is_open          boolean NOT NULL,
    outcome          text,
    note             text,
    CONSTRAINT consultation_nominations_pkey PRIMARY KEY (consultation_id, nomination_id),
    CONSTRAINT consultation_nominations_consultation_fkey FOREIGN KEY (consultation_id) REFERENCES consultations (id),
    CONSTRAINT consultation_nominations_nomination_fkey FOREIGN KEY (nomination_id) REFERENCES nominations (id),
    CONSTRAINT consultation_position_is_there_once UNIQUE (consultation_id, position),
    CONSTRAINT consultation_position_is_a_count CHECK (position > 0),
    CONSTRAINT consulted_name_is_not_blank CHECK (btrim(name) <> '' AND length(name) <= 300),
    CONSTRAINT consulted_outcome_is_known CHECK (outcome IN ('NO_OBJECTION', 'OBJECTION_NOT_UPHELD', 'OBJECTION_UPHELD')),
    CONSTRAINT consulted_objection_has_a_note CHECK (outcome IS NULL OR outcome = 'NO_OBJECTION' OR note IS NOT NULL),
    CONSTRAINT consulted_note_is_not_blank CHECK (btrim(note) <> '' AND length(note) <= 2000)
);
CREATE UNIQUE INDEX already_consulted ON consultation_nominations (nomination_id) WHERE is_open;
CREATE INDEX consultation_nominations_nomination_id_idx ON consultation_nominations (nomination_id, consultation_id);

-- What people said. Names and words are personal data: they stand here only, in no audit row and no event.
CREATE TABLE consultation_opinions (
    id               uuid        NOT NULL,
    consultation_id  uuid        NOT NULL,
    nomination_id    uuid        NOT NULL,
    -- Who spoke; none where the opinion came without a name.
    from_name        text,
    objects          boolean     NOT NULL,
    content          text        NOT NULL,
    received_on      date        NOT NULL,
    created_by       uuid        NOT NULL,
    created_at       timestamptz NOT NULL,
    CONSTRAINT consultation_opinions_pkey PRIMARY KEY (id),
    CONSTRAINT consultation_opinions_about_fkey FOREIGN KEY (consultation_id, nomination_id)
        REFERENCES consultation_nominations (consultation_id, nomination_id),
    CONSTRAINT consultation_opinions_created_by_fkey FOREIGN KEY (created_by) REFERENCES users (id),
    CONSTRAINT consultation_opinion_name_is_not_blank CHECK (btrim(from_name) <> '' AND length(from_name) <= 200),
    CONSTRAINT consultation_opinion_is_not_blank CHECK (btrim(content) <> '' AND length(content) <= 5000)
);
CREATE INDEX consultation_opinions_about_idx ON consultation_opinions (consultation_id, nomination_id);
CREATE INDEX consultation_opinions_page_idx ON consultation_opinions (consultation_id, id);
CREATE INDEX consultation_opinions_created_by_idx ON consultation_opinions (created_by);

-- Clocks look for what waits at a stage.
CREATE INDEX nominations_running_idx ON nominations (status, id) WHERE status IN ('SUBMITTED', 'APPRAISED', 'VOTED', 'PROPOSED');
