DROP INDEX events_occurred_at_idx;
DROP TABLE webhook_replays;
DROP TABLE webhook_attempts;
DROP TABLE webhook_deliveries;
DROP TABLE webhook_progress;
DROP TABLE webhook_secrets;
DROP TABLE webhook_endpoints;
