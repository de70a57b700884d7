-- Who wrote, changed or submitted a pledge or a report never judges it, whoever pressed the last button: the writers of
-- what awaits a decision, emptied when it is decided. Servers of the release before leave the column alone; for what they
-- write the submitter still counts.
ALTER TABLE pledges ADD writers uuid[] NOT NULL DEFAULT '{}';
ALTER TABLE progress_reports ADD writers uuid[] NOT NULL DEFAULT '{}';
-- Of what is open now the audit trail knows the writers.
UPDATE pledges SET writers = ARRAY(
    SELECT DISTINCT actor_id FROM audit_records
    WHERE subject_type = 'PLEDGE' AND subject_id = pledges.id AND actor_id IS NOT NULL
        AND action IN ('PLEDGE_CREATED', 'PLEDGE_CHANGED', 'PLEDGE_SUBMITTED', 'PLEDGE_AMENDMENT_BEGUN'))
WHERE status NOT IN ('APPROVED', 'WITHDRAWN');
UPDATE progress_reports SET writers = ARRAY(
    SELECT DISTINCT actor_id FROM audit_records
    WHERE subject_type = 'PROGRESS_REPORT' AND subject_id = progress_reports.id AND actor_id IS NOT NULL
        AND action IN ('REPORT_CREATED', 'REPORT_CHANGED', 'REPORT_SUBMITTED', 'REPORT_CORRECTION_BEGUN'))
WHERE status <> 'ACCEPTED';
