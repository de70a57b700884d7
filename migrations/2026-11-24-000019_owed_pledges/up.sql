-- Whether a pledge is owed is kept where its unit takes part, as it is for reports, so that what is due from many units is
-- found without looking at all that was ever pledged. `thidua check` compares it with the pledges.

ALTER TABLE campaign_participants
    -- No pledge of the unit is in force, and none waits for approval.
    ADD owes_pledge boolean;
UPDATE campaign_participants AS participant SET owes_pledge = NOT EXISTS (
    SELECT FROM pledges AS pledge
    WHERE pledge.campaign_id = participant.campaign_id AND pledge.unit_id = participant.unit_id
        AND (pledge.revision > 0 OR pledge.status = 'SUBMITTED'));
ALTER TABLE campaign_participants ALTER owes_pledge SET NOT NULL;
CREATE INDEX campaign_participants_owing_idx ON campaign_participants (unit_id) WHERE owes_pledge AND left_on IS NULL;
