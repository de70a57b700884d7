-- Jobs: work that is not done while somebody waits. A row is written in the transaction that wants the work; workers of any
-- process take rows by SKIP LOCKED, each for a lease that others may take over once it is over.

CREATE TABLE jobs (
    id            uuid        NOT NULL,
    kind          text        NOT NULL,
    -- What the work is about, by its kind.
    payload       jsonb       NOT NULL,
    -- The same kind and key are wanted once, as long as the row lives.
    dedupe_key    text,
    status        text        NOT NULL,
    -- How often somebody began.
    attempts      integer     NOT NULL,
    -- Not before this instant.
    run_at        timestamptz NOT NULL,
    -- Given up after this instant.
    deadline_at   timestamptz NOT NULL,
    -- Who works on it, and until when nobody else takes it over.
    lease_id      uuid,
    leased_until  timestamptz,
    last_error    text,
    result        jsonb,
    -- Who wanted it; nobody for what the service itself wants.
    created_by    uuid,
    version       integer     NOT NULL,
    created_at    timestamptz NOT NULL,
    updated_at    timestamptz NOT NULL,
    finished_at   timestamptz,
    CONSTRAINT jobs_pkey PRIMARY KEY (id),
    CONSTRAINT job_already_wanted UNIQUE (kind, dedupe_key),
    CONSTRAINT jobs_created_by_fkey FOREIGN KEY (created_by) REFERENCES users (id),
    CONSTRAINT job_status_is_known CHECK (status IN ('QUEUED', 'RUNNING', 'DONE', 'DEAD', 'CANCELLED')),
    CONSTRAINT job_payload_is_an_object CHECK (jsonb_typeof(payload) = 'object'),
    CONSTRAINT job_runs_under_a_lease CHECK (
        (status = 'RUNNING') = (lease_id IS NOT NULL) AND (lease_id IS NULL) = (leased_until IS NULL)),
    CONSTRAINT job_is_finished_once CHECK ((status IN ('DONE', 'DEAD', 'CANCELLED')) = (finished_at IS NOT NULL)),
    CONSTRAINT job_numbers_are_positive CHECK (version > 0 AND attempts >= 0)
);
CREATE INDEX jobs_created_by_idx ON jobs (created_by);
-- What can be taken is found among few rows, however many are done.
CREATE INDEX jobs_queued_idx ON jobs (run_at, id) WHERE status = 'QUEUED';
CREATE INDEX jobs_running_idx ON jobs (leased_until) WHERE status = 'RUNNING';
CREATE INDEX jobs_status_idx ON jobs (status, id);
CREATE INDEX jobs_finished_at_idx ON jobs (finished_at) WHERE status IN ('DONE', 'CANCELLED');
