-- A clause that the tenant has in another document already lends its vector: found by its text.
create index document_clauses_text on document_clauses using hash (text);
