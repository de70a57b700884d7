-- Who corrected a document last: another system that pushes it anew must not overwrite unseen what somebody else wrote. Null is nobody
-- yet, and then it is who registered it. Servers of the release before leave the column alone; for what they correct the one before
-- still counts.
ALTER TABLE documents
    ADD COLUMN corrected_by uuid,
    ADD CONSTRAINT documents_corrected_by_fkey FOREIGN KEY (corrected_by) REFERENCES users (id);
CREATE INDEX documents_corrected_by_idx ON documents (corrected_by);
-- The audit trail knows who it was so far.
UPDATE documents SET corrected_by = (
    SELECT actor_id FROM audit_records
    WHERE subject_type = 'DOCUMENT' AND subject_id = documents.id AND action = 'DOCUMENT_CHANGED' AND actor_id IS NOT NULL
    ORDER BY occurred_at DESC, written DESC LIMIT 1)
WHERE version > 1;
