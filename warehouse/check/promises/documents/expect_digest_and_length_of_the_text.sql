-- text_sha256, char_count: both are those of the text.
SELECT document_id
FROM (FROM {batch}) AS checked
WHERE sha256(text) <> text_sha256 OR length(text) <> char_count
