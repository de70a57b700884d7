-- Documents (văn bản): references to official documents, which legal bases, launches and decisions point to.
-- The issuer is a text and a code: most issuers are no unit of this service.

CREATE TABLE documents (
    id                uuid        NOT NULL,
    -- The printed name of the type; Decree 30/2020/NĐ-CP article 7 knows 29, and documents know more.
    document_type     text,
    issuer_name       text,
    -- The issuer in lower case without accents: what two names of one issuer agree in.
    issuer_folded     text,
    issuer_code       text,
    number            text,
    -- The sign without number and year: CT-UBND, NĐ-CP, CT/TW.
    notation          text,
    -- The year of issue: numbers begin again at 01 every 1 January (annex I, II.3 of the same decree).
    year              integer,
    -- Number and sign as printed.
    display           text,
    issued_on         date,
    subject           text,
    signer_name       text,
    signer_position   text,
    signer_authority  text,
    urgency           text        NOT NULL,
    link              text,
    -- [{name, mediaType, bytes, sha256}]: which files are this document, wherever they are kept.
    files             jsonb       NOT NULL,
    -- Folded words that a search compares.
    search_text       text        NOT NULL,
    -- A document that came in with a draft is not for everybody before the launch.
    is_draft          boolean     NOT NULL,
    registered_by     uuid        NOT NULL,
    version           integer     NOT NULL,
    created_at        timestamptz NOT NULL,
    updated_at        timestamptz NOT NULL,
    CONSTRAINT documents_pkey PRIMARY KEY (id),
    CONSTRAINT documents_registered_by_fkey FOREIGN KEY (registered_by) REFERENCES users (id),
    CONSTRAINT document_number_has_a_notation CHECK ((number IS NULL) = (notation IS NULL)),
    CONSTRAINT document_year_is_the_year_of_issue CHECK (year = extract(year FROM issued_on)),
    CONSTRAINT document_urgency_is_known CHECK (urgency IN ('NORMAL', 'URGENT', 'VERY_URGENT', 'FLASH')),
    CONSTRAINT document_files_are_a_list CHECK (jsonb_typeof(files) = 'array'),
    CONSTRAINT document_version_is_positive CHECK (version > 0)
);
-- Number and sign are unique per issuer and year (Decree 30/2020/NĐ-CP, article 15). A reference that does not know
-- one of the four may be any of several documents, so it is nobody's twin.
CREATE UNIQUE INDEX document_registered ON documents (issuer_folded, year, number, notation)
    WHERE issuer_folded IS NOT NULL AND year IS NOT NULL AND number IS NOT NULL;
-- What a connector knows of a document is its number and sign.
CREATE INDEX documents_number_idx ON documents (number, notation, year);
CREATE INDEX documents_registered_by_idx ON documents (registered_by);
CREATE INDEX documents_updated_at_idx ON documents (updated_at, id);
CREATE INDEX documents_search_text_idx ON documents USING gin (search_text gin_trgm_ops);
