create table land_contribution (
    cooperative_id blob not null,
    entry_no integer not null,
    sheet_no integer not null,
    row_no integer not null,
    fingerprint blob not null,
    member_no text not null,
    parcel_no text not null,
    area_mu_e4 integer not null,
    contract_no text not null,
    entry_date text not null check (entry_date is date(entry_date, '+0 days')),
    exit_date text check (exit_date is date(exit_date, '+0 days')), -- the last day; null while it stays
    primary key (cooperative_id, entry_no)
) strict, without rowid;

create table shop_contribution (
    cooperative_id blob not null,
    entry_no integer not null,
    sheet_no integer not null,
    row_no integer not null,
    fingerprint blob not null,
    member_no text not null,
    shop_no text not null,
    floor_area_m2_e4 integer not null,
    appraised_value_fen integer,
    contract_no text not null,
    entry_date text not null check (entry_date is date(entry_date, '+0 days')),
    exit_date text check (exit_date is date(exit_date, '+0 days')),
    primary key (cooperative_id, entry_no)
) strict, without rowid;

create table cash_contribution (
    cooperative_id blob not null,
    entry_no integer not null,
    sheet_no integer not null,
    row_no integer not null,
    fingerprint blob not null,
    member_no text not null,
    amount_fen integer not null,
    contribution_date text not null check (contribution_date is date(contribution_date, '+0 days')),
    receipt_no text not null,
    primary key (cooperative_id, entry_no)
) strict, without rowid;
create trigger land_contribution_keeps_rows before delete on land_contribution begin select raise(abort, 'append-only'); end;
create trigger land_contribution_keeps_values before update on land_contribution begin select raise(abort, 'append-only'); end;
create trigger shop_contribution_keeps_rows before delete on shop_contribution begin select raise(abort, 'append-only'); end;
create trigger shop_contribution_keeps_values before update on shop_contribution begin select raise(abort, 'append-only'); end;
create trigger cash_contribution_keeps_rows before delete on cash_contribution begin select raise(abort, 'append-only'); end;
create trigger cash_contribution_keeps_values before update on cash_contribution begin select raise(abort, 'append-only'); end;
