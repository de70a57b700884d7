-- Funds for emulation and commendation (quỹ thi đua, khen thưởng): what a unit has for a year, what its decisions have committed,
-- what was paid, and what came back (Decree 152/2025/NĐ-CP, Articles 46 to 48 and 58).

CREATE TABLE funds (
    id                       uuid        NOT NULL,
    unit_id                  uuid        NOT NULL,
    year                     integer     NOT NULL,
    -- In VND, as first allotted; entries change it.
    allotted                 bigint      NOT NULL,
    -- By what it was allotted, and the document where it is registered.
    source                   text        NOT NULL,
    document_id              uuid,
    -- The share that pays for organising campaigns, and where that stands: the law says 20 %, and may change.
    organising_share         numeric     NOT NULL,
    organising_share_source  text        NOT NULL,
    created_by               uuid        NOT NULL,
    version                  integer     NOT NULL,
    created_at               timestamptz NOT NULL,
    updated_at               timestamptz NOT NULL,
    CONSTRAINT funds_pkey PRIMARY KEY (id),
    CONSTRAINT funds_unit_fkey FOREIGN KEY (unit_id) REFERENCES units (id),
    CONSTRAINT funds_document_fkey FOREIGN KEY (document_id) REFERENCES documents (id),
    CONSTRAINT funds_created_by_fkey FOREIGN KEY (created_by) REFERENCES users (id),
    CONSTRAINT fund_already_there UNIQUE (unit_id, year),
    CONSTRAINT fund_year_is_in_bounds CHECK (year BETWEEN 1945 AND 2100),
    CONSTRAINT fund_allotment_is_in_bounds CHECK (allotted BETWEEN 0 AND 1000000000000000),
    CONSTRAINT fund_source_is_not_blank CHECK (btrim(source) <> '' AND length(source) <= 500),
    CONSTRAINT fund_organising_share_is_a_share CHECK (organising_share >= 0 AND organising_share <= 1),
    CONSTRAINT fund_organising_share_has_a_source CHECK (
        btrim(organising_share_source) <> '' AND length(organising_share_source) <= 500),
    CONSTRAINT fund_version_is_positive CHECK (version > 0)
);
CREATE INDEX funds_document_id_idx ON funds (document_id);
CREATE INDEX funds_created_by_idx ON funds (created_by);

-- What was paid and what came back, what organising cost, and what was allotted more or less. An entry stays as it is: a wrong one is reversed by another, of the same kind and with the
-- amount the other way round, which names it.
CREATE TABLE fund_entries (
    id           uuid        NOT NULL,
    fund_id      uuid        NOT NULL,
    kind         text        NOT NULL,
    amount       bigint      NOT NULL,
    -- The award that it is for, or the decision whose awards were paid together.
    award_id     uuid,
    decision_id  uuid,
    reverses_id  uuid,
    entered_on   date        NOT NULL,
    document_id  uuid,
    note         text,
    created_by   uuid        NOT NULL,
    created_at   timestamptz NOT NULL,
    CONSTRAINT fund_entries_pkey PRIMARY KEY (id),
    CONSTRAINT fund_entries_fund_fkey FOREIGN KEY (fund_id) REFERENCES funds (id),
    CONSTRAINT fund_entries_award_fkey FOREIGN KEY (award_id) REFERENCES awards (id),
    CONSTRAINT fund_entries_decision_fkey FOREIGN KEY (decision_id) REFERENCES decisions (id),
    CONSTRAINT fund_entries_reverses_fkey FOREIGN KEY (reverses_id) REFERENCES fund_entries (id),
    CONSTRAINT fund_entries_document_fkey FOREIGN KEY (document_id) REFERENCES documents (id),
    CONSTRAINT fund_entries_created_by_fkey FOREIGN KEY (created_by) REFERENCES users (id),
    CONSTRAINT already_reversed UNIQUE (reverses_id),
    CONSTRAINT fund_entry_kind_is_known CHECK (kind IN ('PAYMENT', 'RECOVERY', 'ALLOTMENT_CHANGE', 'ORGANISING_COST')),
    CONSTRAINT fund_entry_is_for_one_thing CHECK (
        num_nonnulls(award_id, decision_id) = CASE WHEN kind IN ('PAYMENT', 'RECOVERY') THEN 1 ELSE 0 END),
    CONSTRAINT fund_entry_has_an_amount CHECK (amount <> 0 AND abs(amount) <= 1000000000000000),
    CONSTRAINT fund_entry_goes_its_way CHECK (
        kind = 'ALLOTMENT_CHANGE' OR (amount > 0) = (reverses_id IS NULL)),
    CONSTRAINT fund_entry_note_is_not_blank CHECK (btrim(note) <> '' AND length(note) <= 1000)
);
CREATE INDEX fund_entries_fund_id_idx ON fund_entries (fund_id, id);
CREATE INDEX fund_entries_award_id_idx ON fund_entries (award_id);
CREATE INDEX fund_entries_decision_id_idx ON fund_entries (decision_id);
CREATE INDEX fund_entries_document_id_idx ON fund_entries (document_id);
CREATE INDEX fund_entries_created_by_idx ON fund_entries (created_by);

-- For which awards an entry is, and how much of it is for each.
CREATE TABLE fund_entry_awards (
    entry_id  uuid   NOT NULL,
    award_id  uuid   NOT NULL,
    amount    bigint NOT NULL,
    CONSTRAINT fund_entry_awards_pkey PRIMARY KEY (entry_id, award_id),
    CONSTRAINT fund_entry_awards_entry_fkey FOREIGN KEY (entry_id) REFERENCES fund_entries (id),
    CONSTRAINT fund_entry_awards_award_fkey FOREIGN KEY (award_id) REFERENCES awards (id),
    CONSTRAINT fund_entry_award_has_an_amount CHECK (amount <> 0)
);
CREATE INDEX fund_entry_awards_award_id_idx ON fund_entry_awards (award_id);

CREATE FUNCTION refuse_fund_entry_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'fund entries are append-only'
        USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'fund_entries_are_append_only';
END $$;
CREATE TRIGGER fund_entries_are_append_only BEFORE UPDATE OR DELETE ON fund_entries
    FOR EACH ROW EXECUTE FUNCTION refuse_fund_entry_change();
CREATE TRIGGER fund_entry_awards_are_append_only BEFORE UPDATE OR DELETE ON fund_entry_awards
    FOR EACH ROW EXECUTE FUNCTION refuse_fund_entry_change();

-- The awards that a unit's fund of a year pays: those of the decisions of that year that the unit issued, or recorded for an
-- authority outside the province, which only the province itself does; none that a higher title of the same period suppresses.
-- With what was paid for each and what came back, and what is due back since it was revoked.
CREATE FUNCTION fund_awards(of_unit uuid, of_year integer) RETURNS TABLE (
    award_id uuid, decision_id uuid, decided_on date, prize bigint, revoked_on date, prize_due bigint, return_due_on date,
    paid bigint, recovered bigint
) LANGUAGE sql STABLE AS $$
    SELECT award.id, decision.id, decision.decided_on, line.prize, award.revoked_on, revocation.prize_due,
        revocation.return_due_on, coalesce(money.paid, 0)::bigint, coalesce(money.recovered, 0)::bigint
    FROM decisions AS decision
    JOIN decision_lines AS line ON line.decision_id = decision.id AND line.prize IS NOT NULL AND line.suppressed_by IS NULL
    JOIN awards AS award ON award.id = line.award_id
    LEFT JOIN revocations AS revocation ON revocation.award_id = award.id AND revocation.is_live
        AND award.revoked_on IS NOT NULL
    LEFT JOIN LATERAL (
        SELECT sum(share.amount) FILTER (WHERE entry.kind = 'PAYMENT') AS paid,
            sum(share.amount) FILTER (WHERE entry.kind = 'RECOVERY') AS recovered
        FROM fund_entry_awards AS share
        JOIN fund_entries AS entry ON entry.id = share.entry_id
        WHERE share.award_id = award.id
    ) AS money ON true
    WHERE decision.unit_id = of_unit AND decision.status = 'ISSUED' AND decision.purpose = 'GRANT'
        AND decision.decided_on BETWEEN make_date(of_year, 1, 1) AND make_date(of_year, 12, 31)
$$;
