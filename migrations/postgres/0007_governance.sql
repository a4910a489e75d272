create table seat (
    cooperative_id uuid not null,
    entry_no bigint not null,
    sheet_no bigint not null,
    row_no bigint not null,
    fingerprint bytea not null,
    body text collate "C" not null,
    member_no text collate "C" not null, -- empty where the person is no member
    name text collate "C" not null,
    office text collate "C" not null,
    first_day date not null,
    last_day date, -- null while the term runs
    primary key (cooperative_id, entry_no)
);
create trigger seat_append_only before update or delete or truncate on seat for each statement execute function refuse_change();
