-- 登记事项: one row an entry, never changed. sheet_no and row_no say where in its batch it stood (row from 1). fingerprint: the first 16
-- bytes of SHA-256 over the entry's canonical text, so that a changed row is named.
--
-- These tables take a million rows in one import. They name their cooperative without a foreign key, which would cost as much again.
create table member (
    cooperative_id blob not null,
    entry_no integer not null,
    sheet_no integer not null,
    row_no integer not null,
    fingerprint blob not null,
    member_no text not null,
    name text not null,
    id_number text not null, -- empty where not known, as for the texts below
    household_no text not null,
    relation text not null,
    resident_group text not null,
    phone text not null,
    bank text not null,
    bank_account text not null,
    account_name text not null,
    primary key (cooperative_id, entry_no)
) strict, without rowid;
-- A page asks for a member; the rows of what was taken back stay, and are never passed over one by one.
create index member_by_number on member (cooperative_id, member_no);

create table asset_quantification (
    cooperative_id blob not null,
    entry_no integer not null,
    sheet_no integer not null,
    row_no integer not null,
    fingerprint blob not null,
    asset text not null,
    original_value_fen integer,
    appraised_value_fen integer not null,
    share_class text not null,
    total_shares_e4 integer not null,
    shares_per_person_e4 integer,
    base_date text not null check (base_date is date(base_date, '+0 days')),
    primary key (cooperative_id, entry_no)
) strict, without rowid;

-- 股权变动: the register's truth; holdings are computed from it.
create table share_movement (
    cooperative_id blob not null,
    entry_no integer not null,
    sheet_no integer not null,
    row_no integer not null,
    fingerprint blob not null,
    is_acquisition integer not null check (is_acquisition in (0, 1)), -- from 股权台账, not 股权变动
    movement_date text not null check (movement_date is date(movement_date, '+0 days')),
    kind text not null,
    from_member_no text, -- null where nobody gives
    to_member_no text, -- null where nobody receives
    share_class text not null,
    shares_e4 integer not null check (shares_e4 >= 0),
    basis text not null,
    certificate_no text not null,
    primary key (cooperative_id, entry_no)
) strict, without rowid;
create trigger member_keeps_rows before delete on member begin select raise(abort, 'append-only'); end;
create trigger member_keeps_values before update on member begin select raise(abort, 'append-only'); end;
create trigger asset_quantification_keeps_rows before delete on asset_quantification begin select raise(abort, 'append-only'); end;
create trigger asset_quantification_keeps_values before update on asset_quantification begin select raise(abort, 'append-only'); end;
create trigger share_movement_keeps_rows before delete on share_movement begin select raise(abort, 'append-only'); end;
create trigger share_movement_keeps_values before update on share_movement begin select raise(abort, 'append-only'); end;
