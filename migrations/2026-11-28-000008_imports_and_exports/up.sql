-- Tables that are too long for one request: a job reads a file row by row, people look at what it found, and another job
-- writes the rows, some at a time. The other way round, a job makes a file of a list.

CREATE TABLE imports (
    id            uuid        NOT NULL,
    -- What the table brings in.
    kind          text        NOT NULL,
    status        text        NOT NULL,
    -- The name of the file as it came, and what it was; its bytes stand in the storage under the import's id until they are
    -- read.
    file_name     text        NOT NULL,
    bytes         bigint      NOT NULL,
    sha256        text        NOT NULL,
    -- How many rows were read, said nothing, have faults, and were written.
    rows_read     integer     NOT NULL,
    empty_rows    integer     NOT NULL,
    faulty_rows   integer     NOT NULL,
    rows_written  integer     NOT NULL,
    -- Under which id the table with its faults stands in the storage, and how many bytes it has; NULL until it is made.
    -- Each time it is made anew under another id, so that what an attempt leaves is never taken for what another read.
    table_id      uuid,
    table_bytes   bigint,
    -- Why the file can't be read: the problem in each language.
    problem       jsonb,
    created_by    uuid        NOT NULL,
    version       integer     NOT NULL,
    created_at    timestamptz NOT NULL,
    updated_at    timestamptz NOT NULL,
    CONSTRAINT imports_pkey PRIMARY KEY (id),
    CONSTRAINT imports_created_by_fkey FOREIGN KEY (created_by) REFERENCES users (id),
    CONSTRAINT import_status_is_known CHECK (
        status IN ('READING', 'UNREADABLE', 'FAULTY', 'READY', 'COMMITTING', 'COMMITTED', 'CANCELLED')),
    CONSTRAINT import_file_name_is_not_blank CHECK (btrim(file_name) <> '' AND length(file_name) <= 255),
    CONSTRAINT import_file_hash_is_sha256 CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    CONSTRAINT import_table_has_bytes CHECK ((table_id IS NULL) = (table_bytes IS NULL)),
    CONSTRAINT import_says_why_it_is_unreadable CHECK ((status = 'UNREADABLE') = (problem IS NOT NULL)),
    CONSTRAINT import_numbers_are_counts CHECK (
        bytes > 0 AND version > 0 AND rows_read >= 0 AND empty_rows >= 0 AND faulty_rows >= 0 AND rows_written >= 0)
);
CREATE INDEX imports_created_by_idx ON imports (created_by, id);
CREATE INDEX imports_updated_at_idx ON imports (updated_at);
CREATE INDEX imports_table_id_idx ON imports (table_id) WHERE table_id IS NOT NULL;

CREATE TABLE import_rows (
    import_id  uuid    NOT NULL,
    -- Where the row stands in the file, as an editor or a spreadsheet counts.
    line       bigint  NOT NULL,
    -- Rows of a step are written after all rows of the steps before: a unit after the unit above it.
    step       integer NOT NULL,
    -- The cells by the code of their column.
    cells      jsonb   NOT NULL,
    -- What is wrong with the row, each fault in each language; NULL where nothing is.
    faults     jsonb,
    -- What was written for it.
    thing_id   uuid,
    CONSTRAINT import_rows_pkey PRIMARY KEY (import_id, line),
    CONSTRAINT import_rows_import_fkey FOREIGN KEY (import_id) REFERENCES imports (id),
    CONSTRAINT import_row_line_counts_from_one CHECK (line > 0),
    CONSTRAINT import_row_step_counts_from_zero CHECK (step >= 0),
    CONSTRAINT import_row_with_faults_is_not_written CHECK (faults IS NULL OR thing_id IS NULL)
);
-- What is written next is found among few rows, however many are written.
CREATE INDEX import_rows_waiting_idx ON import_rows (import_id, step, line) WHERE faults IS NULL AND thing_id IS NULL;
CREATE INDEX import_rows_faulty_idx ON import_rows (import_id, line) WHERE faults IS NOT NULL;

CREATE TABLE exports (
    id          uuid        NOT NULL,
    status      text        NOT NULL,
    -- The list as it is read, with its filters, and the operation that reads it.
    path        text        NOT NULL,
    operation   text        NOT NULL,
    format      text        NOT NULL,
    -- How many rows stand in the file so far.
    rows        integer     NOT NULL,
    -- How many bytes it has, in the storage under the export's id; NULL until it is made.
    bytes       bigint,
    -- Why it could not be made: the problem in each language.
    problem     jsonb,
    created_by  uuid        NOT NULL,
    version     integer     NOT NULL,
    created_at  timestamptz NOT NULL,
    updated_at  timestamptz NOT NULL,
    CONSTRAINT exports_pkey PRIMARY KEY (id),
    CONSTRAINT exports_created_by_fkey FOREIGN KEY (created_by) REFERENCES users (id),
    CONSTRAINT export_status_is_known CHECK (status IN ('MAKING', 'MADE', 'FAILED')),
    CONSTRAINT export_format_is_known CHECK (format IN ('CSV', 'XLSX')),
    CONSTRAINT export_has_bytes_when_made CHECK ((status = 'MADE') = (bytes IS NOT NULL)),
    CONSTRAINT export_says_why_it_failed CHECK ((status = 'FAILED') = (problem IS NOT NULL)),
    CONSTRAINT export_numbers_are_counts CHECK (version > 0 AND rows >= 0)
);
CREATE INDEX exports_created_by_idx ON exports (created_by, id);
CREATE INDEX exports_updated_at_idx ON exports (updated_at);
