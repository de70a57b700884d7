-- Exemplars (điển hình tiên tiến): people, units and households that others are to follow: found and proposed by a unit, honoured by a
-- leader, and spread by the standing office.

CREATE TABLE exemplars (
    id                uuid        NOT NULL,
    -- The unit that found it.
    found_by_unit_id  uuid        NOT NULL,
    -- Who it is: exactly one of these.
    person_id         uuid,
    unit_id           uuid,
    household_id      uuid,
    title             text        NOT NULL,
    story             text        NOT NULL,
    campaign_id       uuid,
    award_id          uuid,
    -- A picture, with what it shows for those who can't see it.
    picture_id        uuid,
    picture_text      text,
    status            text        NOT NULL,
    honoured_by       uuid,
    honoured_on       date,
    -- Its name in links, and since when it is public: given once, when it is published.
    slug              text,
    published_on      date,
    created_by        uuid        NOT NULL,
    writers           uuid[]      NOT NULL,
    version           integer     NOT NULL,
    created_at        timestamptz NOT NULL,
    updated_at        timestamptz NOT NULL,
    CONSTRAINT exemplars_pkey PRIMARY KEY (id),
    CONSTRAINT exemplars_found_by_unit_fkey FOREIGN KEY (found_by_unit_id) REFERENCES units (id),
    CONSTRAINT exemplars_person_fkey FOREIGN KEY (person_id) REFERENCES people (id),
    CONSTRAINT exemplars_unit_fkey FOREIGN KEY (unit_id) REFERENCES units (id),
    CONSTRAINT exemplars_household_fkey FOREIGN KEY (household_id) REFERENCES households (id),
    CONSTRAINT exemplars_campaign_fkey FOREIGN KEY (campaign_id) REFERENCES campaigns (id),
    CONSTRAINT exemplars_award_fkey FOREIGN KEY (award_id) REFERENCES awards (id),
    CONSTRAINT exemplars_picture_fkey FOREIGN KEY (picture_id) REFERENCES files (id),
    CONSTRAINT exemplars_honoured_by_fkey FOREIGN KEY (honoured_by) REFERENCES users (id),
    CONSTRAINT exemplars_created_by_fkey FOREIGN KEY (created_by) REFERENCES users (id),
    CONSTRAINT exemplar_is_of_one CHECK (num_nonnulls(person_id, unit_id, household_id) = 1),
    CONSTRAINT exemplar_title_is_not_blank CHECK (btrim(title) <> '' AND length(title) <= 300),
    CONSTRAINT exemplar_story_is_not_blank CHECK (btrim(story) <> '' AND length(story) <= 20000),
    CONSTRAINT exemplar_picture_has_a_text CHECK (num_nonnulls(picture_id, picture_text) IN (0, 2)),
    CONSTRAINT exemplar_picture_text_is_not_blank CHECK (btrim(picture_text) <> '' AND length(picture_text) <= 500),
    CONSTRAINT exemplar_status_is_known CHECK (status IN ('FOUND', 'PROPOSED', 'HONOURED', 'PUBLISHED', 'WITHDRAWN')),
    CONSTRAINT exemplar_is_honoured_as_a_whole CHECK (num_nonnulls(honoured_by, honoured_on) IN (0, 2)),
    CONSTRAINT exemplar_that_is_honoured_says_by_whom CHECK (
        status NOT IN ('HONOURED', 'PUBLISHED') OR honoured_by IS NOT NULL),
    CONSTRAINT exemplar_that_is_public_has_its_link CHECK (
        num_nonnulls(slug, published_on) IN (0, 2) AND (status <> 'PUBLISHED' OR slug IS NOT NULL)),
    CONSTRAINT exemplar_slug_is_its_own UNIQUE (slug),
    CONSTRAINT exemplar_slug_shape CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND length(slug) <= 120),
    CONSTRAINT own_exemplar CHECK (NOT honoured_by = ANY (writers)),
    CONSTRAINT exemplar_version_is_positive CHECK (version > 0)
);
CREATE INDEX exemplars_found_by_unit_id_idx ON exemplars (found_by_unit_id, id);
CREATE INDEX exemplars_person_id_idx ON exemplars (person_id);
CREATE INDEX exemplars_unit_id_idx ON exemplars (unit_id);
CREATE INDEX exemplars_household_id_idx ON exemplars (household_id);
CREATE INDEX exemplars_campaign_id_idx ON exemplars (campaign_id);
CREATE INDEX exemplars_award_id_idx ON exemplars (award_id);
CREATE INDEX exemplars_picture_id_idx ON exemplars (picture_id);
CREATE INDEX exemplars_honoured_by_idx ON exemplars (honoured_by);
CREATE INDEX exemplars_created_by_idx ON exemplars (created_by);
CREATE INDEX exemplars_public_idx ON exemplars (published_on, id) WHERE status = 'PUBLISHED';

-- What a person, or who stands for a household, agreed to have published. The last one holds until it is withdrawn; those before it
-- are kept.
CREATE TABLE exemplar_consents (
    id             uuid        NOT NULL,
    exemplar_id    uuid        NOT NULL,
    -- Whether it is the one that holds.
    is_live        boolean     NOT NULL,
    -- Who gave it, and for whom if not for themselves.
    given_by       text        NOT NULL,
    given_on       date        NOT NULL,
    document_id    uuid,
    -- What it covers beside the story: the name, the picture, the award.
    covers_name    boolean     NOT NULL,
    covers_picture boolean     NOT NULL,
    covers_award   boolean     NOT NULL,
    recorded_by    uuid        NOT NULL,
    recorded_at    timestamptz NOT NULL,
    withdrawn_on   date,
    withdrawn_by   uuid,
    CONSTRAINT exemplar_consents_pkey PRIMARY KEY (id),
    CONSTRAINT exemplar_consents_exemplar_fkey FOREIGN KEY (exemplar_id) REFERENCES exemplars (id),
    CONSTRAINT exemplar_consents_document_fkey FOREIGN KEY (document_id) REFERENCES documents (id),
    CONSTRAINT exemplar_consents_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES users (id),
    CONSTRAINT exemplar_consents_withdrawn_by_fkey FOREIGN KEY (withdrawn_by) REFERENCES users (id),
    CONSTRAINT exemplar_consent_giver_is_not_blank CHECK (btrim(given_by) <> '' AND length(given_by) <= 300),
    CONSTRAINT exemplar_consent_is_withdrawn_as_a_whole CHECK (num_nonnulls(withdrawn_on, withdrawn_by) IN (0, 2)),
    CONSTRAINT exemplar_consent_that_is_withdrawn_holds_no_more CHECK (withdrawn_on IS NULL OR NOT is_live)
);
CREATE UNIQUE INDEX exemplar_consents_live_idx ON exemplar_consents (exemplar_id) WHERE is_live;
CREATE INDEX exemplar_consents_exemplar_id_idx ON exemplar_consents (exemplar_id, id);
CREATE INDEX exemplar_consents_document_id_idx ON exemplar_consents (document_id);
CREATE INDEX exemplar_consents_recorded_by_idx ON exemplar_consents (recorded_by);
CREATE INDEX exemplar_consents_withdrawn_by_idx ON exemplar_consents (withdrawn_by);

-- Whether a person's data are not to be used: a restriction or an objection of theirs was granted, also under the person that they were
-- found to be.
CREATE FUNCTION person_is_restricted(person uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT FROM people AS named
        JOIN people AS own ON own.id = coalesce(named.merged_into_id, named.id)
        WHERE named.id = person AND own.restricted_on IS NOT NULL)
$$;
