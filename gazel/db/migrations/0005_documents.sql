-- A broker's own policy documents, cut into clauses. Customer '' is the whole tenant; a customer's own documents are theirs alone.
create table documents (
    tenant text collate "C" not null,
    customer text collate "C" not null default '',
    document text not null check (document ~ '^[0-9a-f]{64}$'),
    name text not null,
    format text not null,
    insurer text not null default '',
    as_of text not null default '',
    pages integer not null check (pages > 0),
    pages_done integer not null default 0 check (pages_done between 0 and pages),
    reading jsonb,
    unreadable integer[] not null default '{}',
    model text not null,
    created_at timestamptz not null default now(),
    primary key (tenant, customer, document)
);
comment on column documents.document is 'sha256 of the file: the same file twice is the same document';
comment on column documents.reading is 'where the reader stands between two batches of pages; null once the document is complete';
comment on column documents.unreadable is 'page numbers on which only a picture is';

create table document_clauses (
    tenant text collate "C" not null,
    customer text collate "C" not null default '',
    document text not null,
    seq integer not null,
    parent integer,
    kind text not null check (kind in ('약관', '관', '조', '항', '호', '표', '본문')),
    booklet text not null default '',
    division text not null default '',
    article text not null default '',
    title text not null default '',
    paragraph text not null default '',
    item text not null default '',
    lead text not null default '',
    text text not null default '',
    grid jsonb,
    page integer,
    page_to integer,
    instruction text not null default '',
    words integer[] not null default '{}',
    embedding halfvec,
    primary key (tenant, customer, document, seq),
    foreign key (tenant, customer, document) references documents on delete cascade
);
comment on column document_clauses.instruction is 'a sentence that speaks to a machine; it is data and is pointed out';
create index document_clauses_article on document_clauses (tenant, customer, article) where article <> '';
