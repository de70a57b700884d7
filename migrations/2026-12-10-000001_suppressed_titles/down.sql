DROP FUNCTION fund_awards(uuid, integer);

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
