-- Days that the first list of holidays lacked, and exceptions that can be revoked.

-- Only a weekend is worked in exchange for another day; a weekday is worked anyway.
DELETE FROM holidays WHERE is_working_day AND extract(isodow FROM day) < 6;
ALTER TABLE holidays ADD CONSTRAINT holiday_in_exchange_is_a_weekend
    CHECK (NOT is_working_day OR extract(isodow FROM day) IN (6, 7));

-- Bộ luật Lao động 45/2019/QH14, Điều 111 khoản 3: a holiday that falls on a weekly day off is made good on the next
-- working day. Which weekday is exchanged for which weekend is told each year; those days stand here from memory.
INSERT INTO holidays
SELECT ('01980000-0000-7000-8000-' || lpad(to_hex(x'100000'::int + (day - DATE '2023-01-01')), 12, '0'))::uuid,
    day, name, is_working_day, clause, certainty, 1, now()
FROM (
    SELECT day, name || ' (nghỉ bù)' AS name, false AS is_working_day,
        'Bộ luật Lao động 45/2019/QH14, Điều 111 khoản 3' AS clause, 'INFERENCE' AS certainty
    FROM (VALUES
        (DATE '2023-01-02', 'Tết Dương lịch'), ('2023-05-02', 'Giỗ Tổ Hùng Vương'), ('2023-05-03', 'Ngày Chiến thắng'),
        ('2023-09-04', 'Quốc khánh'), ('2026-04-27', 'Giỗ Tổ Hùng Vương'), ('2027-05-03', 'Ngày Quốc tế lao động')
    ) AS made_good (day, name)
    UNION ALL
    SELECT day, name, is_working_day, 'Thông báo hoán đổi ngày làm việc hằng năm', 'MEMORY'
    FROM (VALUES
        (DATE '2024-04-29', 'Nghỉ hoán đổi', false), ('2024-05-04', 'Làm bù', true),
        ('2025-05-02', 'Nghỉ hoán đổi', false), ('2025-04-26', 'Làm bù', true),
        ('2026-01-02', 'Nghỉ hoán đổi', false), ('2026-01-10', 'Làm bù', true),
        ('2026-08-31', 'Nghỉ hoán đổi', false), ('2026-08-22', 'Làm bù', true)
    ) AS exchanged (day, name, is_working_day)
) AS missing
ON CONFLICT ON CONSTRAINT holiday_already_there DO NOTHING;

-- Who revoked an exception, and when: the row stays, because a report may have come by it.
ALTER TABLE lock_exceptions
    ADD COLUMN version integer NOT NULL DEFAULT 1,
    ADD COLUMN revoked_by uuid,
    ADD COLUMN revoked_at timestamptz,
    ADD CONSTRAINT lock_exceptions_revoked_by_fkey FOREIGN KEY (revoked_by) REFERENCES users (id),
    ADD CONSTRAINT lock_exception_is_revoked_by_somebody CHECK ((revoked_by IS NULL) = (revoked_at IS NULL)),
    ADD CONSTRAINT lock_exception_version_is_positive CHECK (version > 0);
ALTER TABLE lock_exceptions ALTER COLUMN version DROP DEFAULT;
CREATE INDEX lock_exceptions_revoked_by_idx ON lock_exceptions (revoked_by);

-- Units that were closed are looked for among few rows, however many units there are.
CREATE INDEX units_closed_on_idx ON units (closed_on) WHERE closed_on IS NOT NULL;
