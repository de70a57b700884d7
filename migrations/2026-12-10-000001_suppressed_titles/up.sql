-- Which title is paid can change after its decision: when a higher one of the same day and period is issued later, and again when that
-- is revoked. What was paid for it meanwhile is due back, and the fund shows it until it came back. And of what an authority outside the
-- province decided, the province pays only what the State awards (Decree 152/2025/NĐ-CP, Articles 47 and 49.5).
-- Servers of the release before read the same columns.
DROP FUNCTION fund_awards(uuid, integer);

-- The awards that a unit's fund of a year pays: those of the decisions of that year that the unit issued, and awards of the State that
-- it recorded, which only the province itself does. Of titles that a higher one suppresses only those that were paid nevertheless.
-- With what was paid for each and what came back, and what is due back since it was revoked or suppressed.
CREATE FUNCTION fund_awards(of_unit uuid, of_year integer) RETURNS TABLE (
    award_id uuid, decision_id uuid, decided_on date, prize bigint, revoked_on date, prize_due bigint, return_due_on date,
    paid bigint, recovered bigint, is_suppressed boolean
) LANGUAGE sql STABLE AS $$
    SELECT award.id, decision.id, decision.decided_on, line.prize, award.revoked_on,
        CASE WHEN line.suppressed_by IS NOT NULL THEN line.prize ELSE revocation.prize_due END,
        revocation.return_due_on, coalesce(money.paid, 0)::bigint, coalesce(money.recovered, 0)::bigint,
        line.suppressed_by IS NOT NULL
    FROM decisions AS decision
    JOIN decision_lines AS line ON line.decision_id = decision.id AND line.prize IS NOT NULL
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
        AND (line.suppressed_by IS NULL OR money.paid IS NOT NULL)
        AND (decision.origin = 'OWN' OR money.paid IS NOT NULL OR EXISTS (
            SELECT FROM award_types AS kind
            WHERE kind.code = award.award_code AND kind.level = 'STATE' AND kind.starts_on <= decision.decided_on
                AND (kind.ends_before IS NULL OR kind.ends_before > decision.decided_on)))
$$;
