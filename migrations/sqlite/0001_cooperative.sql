-- 股份经济合作社: many may live in one database. Every other table leads with cooperative_id, which is also the shard key.
create table cooperative (
    cooperative_id blob primary key,
    code text not null unique, -- what people type
    name text not null
) strict, without rowid;
create trigger cooperative_keeps_rows before delete on cooperative begin select raise(abort, 'append-only'); end;
create trigger cooperative_keeps_values before update on cooperative begin select raise(abort, 'append-only'); end;
