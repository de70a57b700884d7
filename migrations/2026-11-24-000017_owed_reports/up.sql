-- Whether a report is owed is kept where its reporter stands, so that what is due from many units is found without looking
-- at all that was ever reported. `thidua check` compares it with the reports.

ALTER TABLE expected_reporters
    -- Nothing of it was accepted, and nothing waits for acceptance.
    ADD is_owed boolean;
UPDATE expected_reporters AS reporter SET is_owed = standing <> 'EXCUSED' AND NOT EXISTS (
    SELECT FROM progress_reports AS report
    WHERE report.period_id = reporter.period_id AND report.unit_id = reporter.unit_id
        AND (report.accepted_number > 0 OR report.status NOT IN ('DRAFT', 'RETURNED')));
ALTER TABLE expected_reporters
    ALTER is_owed SET NOT NULL,
    ADD CONSTRAINT expected_reporter_owes_unless_excused CHECK (NOT is_owed OR standing <> 'EXCUSED');
CREATE INDEX expected_reporters_owed_idx ON expected_reporters (unit_id) WHERE is_owed;
