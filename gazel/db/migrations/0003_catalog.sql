-- The catalogue's rows as loaded from data/insurance; they belong to no person, so the key is the row's own.
create table catalog_rows (
    kind text not null,
    id text not null,
    body jsonb not null,
    prov jsonb not null,
    content_hash text not null,
    loaded_at timestamptz not null default now(),
    primary key (kind, id)
);
