-- 登记事项: one row an entry, never changed. sheet_no and row_no say where in its batch it stood (row from 1). fingerprint: the first 16
-- bytes of SHA-256 over the entry's canonical text, so that a changed row is named.
--
-- These tables take a million rows in one import. They name their cooperative without a foreign key, which would cost as much again.
create table member (
    cooperative_id uuid not null,
    entry_no bigint not null,
    sheet_no bigint not null,
    row_no bigint not null,
    fingerprint bytea not null,
    member_no text collate "C" not null,
    name text collate "C" not null,
    id_number text collate "C" not null, -- empty where not known, as for the texts below
    household_no text collate "C" not null,
    relation text collate "C" not null,
    resident_group text collate "C" not null,
    phone text collate "C" not null,
    bank text collate "C" not null,
    bank_account text collate "C" not null,
    account_name text collate "C" not null,
    primary key (cooperative_id, entry_no)
);
-- A page asks for a member; the rows of what was taken back stay, and are never passed over one by one.
create index member_by_number on member (cooperative_id, member_no);

create table asset_quantification (
    cooperative_id uuid not null,
    entry_no bigint not null,
    sheet_no bigint not null,
    row_no bigint not null,
    fingerprint bytea not null,
    asset text collate "C" not null,
    original_value_fen bigint,
    appraised_value_fen bigint not null,
    share_class text collate "C" not null,
    total_shares_e4 bigint not null,
    shares_per_person_e4 bigint,
    base_date date not null,
    primary key (cooperative_id, entry_no)
);

-- 股权变动: the register's truth; holdings are computed from it.
create table share_movement (
    cooperative_id uuid not null,
    entry_no bigint not null,
    sheet_no bigint not null,
    row_no bigint not null,
    fingerprint bytea not null,
    is_acquisition boolean not null, -- from 股权台账, not 股权变动
    movement_date date not null,
    kind text collate "C" not null,
    from_member_no text collate "C", -- null where nobody gives
    to_member_no text collate "C", -- null where nobody receives
    share_class text collate "C" not null,
    shares_e4 bigint not null check (shares_e4 >= 0),
    basis text collate "C" not null,
    certificate_no text collate "C" not null,
    primary key (cooperative_id, entry_no)
);
create trigger member_append_only before update or delete or truncate on member for each statement execute function refuse_change();
create trigger asset_quantification_append_only before update or delete or truncate on asset_quantification for each statement execute function refuse_change();
create trigger share_movement_append_only before update or delete or truncate on share_movement for each statement execute function refuse_change();
