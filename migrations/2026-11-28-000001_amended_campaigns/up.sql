-- What a campaign was before an amendment is kept as the API showed it. The API names units and the campaign above by id,
-- code and name since version 0.2.0; what is kept follows, each unit by its name on the day of the launch.
UPDATE campaign_amendments AS amendment
SET before = (before - 'parentCampaignId') || jsonb_build_object(
    'parentCampaign', (
        SELECT jsonb_build_object('id', above.id, 'code', above.code, 'title', above.title)
        FROM campaigns AS above WHERE above.id = (before ->> 'parentCampaignId')::uuid),
    'participants', (
        SELECT coalesce(jsonb_agg(jsonb_build_object(
                'unit', jsonb_build_object('id', unit.id, 'code', unit.code, 'name', version.name),
                'withSubtree', listed.scope -> 'withSubtree') ORDER BY listed.place), '[]')
        FROM jsonb_array_elements(before -> 'participants') WITH ORDINALITY AS listed (scope, place)
        JOIN units AS unit ON unit.id = (listed.scope ->> 'unitId')::uuid
        CROSS JOIN LATERAL (
            SELECT name FROM unit_versions
            WHERE unit_id = unit.id
            ORDER BY starts_on > campaign.launched_on, abs(starts_on - campaign.launched_on) LIMIT 1) AS version))
FROM campaigns AS campaign
WHERE campaign.id = amendment.campaign_id AND before ? 'parentCampaignId';
