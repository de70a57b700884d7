-- Đ is typed as Ð (U+00D0) and Ɖ (U+0189) too, and invisible letters stand inside words: what is searched and compared by is
-- folded as new texts are, and the signs of documents are written with the Vietnamese letter.
CREATE FUNCTION fold_again(kept text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT regexp_replace(translate(kept, 'ðɖ', 'dd'),
        '[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]', '', 'g')
$$;
UPDATE campaigns SET title_folded = fold_again(title_folded), search_text = fold_again(search_text)
WHERE fold_again(title_folded) <> title_folded OR fold_again(search_text) <> search_text;
UPDATE unit_versions SET name_folded = fold_again(name_folded), search_text = fold_again(search_text)
WHERE fold_again(name_folded) <> name_folded OR fold_again(search_text) <> search_text;
UPDATE users SET search_text = fold_again(search_text) WHERE fold_again(search_text) <> search_text;
UPDATE documents SET search_text = fold_again(search_text) WHERE fold_again(search_text) <> search_text;
-- One that would become the same as another keeps its issuer and its sign: people decide which of the two is right.
UPDATE documents AS document SET issuer_folded = fold_again(issuer_folded), notation = translate(notation, 'ÐƉðɖ', 'ĐĐđđ')
WHERE (fold_again(issuer_folded) <> issuer_folded OR translate(notation, 'ÐƉðɖ', 'ĐĐđđ') <> notation)
    AND NOT EXISTS (
        SELECT FROM documents AS other
        WHERE other.id <> document.id AND other.year = document.year AND other.number = document.number
            AND fold_again(other.issuer_folded) = fold_again(document.issuer_folded)
            AND translate(other.notation, 'ÐƉðɖ', 'ĐĐđđ') = translate(document.notation, 'ÐƉðɖ', 'ĐĐđđ'));
DROP FUNCTION fold_again;
