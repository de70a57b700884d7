ALTER TABLE campaign_participants DROP owes_pledge;
