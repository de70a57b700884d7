DROP FUNCTION fund_awards(uuid, integer);
DROP TABLE fund_entry_awards;
DROP TABLE fund_entries;
DROP FUNCTION refuse_fund_entry_change();
DROP TABLE funds;
