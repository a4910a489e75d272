create table seat (
    cooperative_id blob not null,
    entry_no integer not null,
    sheet_no integer not null,
    row_no integer not null,
    fingerprint blob not null,
    body text not null,
    member_no text not null, -- empty where the person is no member
    name text not null,
    office text not null,
    first_day text not null check (first_day is date(first_day, '+0 days')),
    last_day text check (last_day is date(last_day, '+0 days')), -- null while the term runs
    primary key (cooperative_id, entry_no)
) strict, without rowid;
create trigger seat_keeps_rows before delete on seat begin select raise(abort, 'append-only'); end;
create trigger seat_keeps_values before update on seat begin select raise(abort, 'append-only'); end;
