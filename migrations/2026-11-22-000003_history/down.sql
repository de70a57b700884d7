DROP TABLE sequencer_state;
DROP TABLE audit_records;
DROP FUNCTION refuse_audit_change();
DROP TABLE events;
DROP TABLE transitions;
