-- 股份经济合作社: many may live in one database. Every other table leads with cooperative_id, which is also the shard key.
create function refuse_change() returns trigger language plpgsql as $$ begin raise exception 'append-only'; end $$;

create table cooperative (
    cooperative_id uuid primary key,
    code text collate "C" not null unique, -- what people type
    name text collate "C" not null
);
create trigger cooperative_append_only before update or delete or truncate on cooperative for each statement execute function refuse_change();
