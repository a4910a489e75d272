create table contract (
    cooperative_id blob not null,
    entry_no integer not null,
    sheet_no integer not null,
    row_no integer not null,
    fingerprint blob not null,
    contract_no text not null,
    batch text not null, -- 批次; empty: the contract is its own batch
    kind text not null,
    lessor text not null,
    lessee text not null,
    signed_date text check (signed_date is date(signed_date, '+0 days')),
    start_date text not null check (start_date is date(start_date, '+0 days')),
    end_date text not null check (end_date is date(end_date, '+0 days')),
    unit text not null,
    fee_allowed integer not null check (fee_allowed in (0, 1)),
    contract_area_e4 integer,
    primary key (cooperative_id, entry_no)
) strict, without rowid;

create table lease_out_content (
    cooperative_id blob not null,
    entry_no integer not null,
    sheet_no integer not null,
    row_no integer not null,
    fingerprint blob not null,
    contract_no text not null,
    source_contract_no text not null,
    object_kind text not null, -- 地块, 商铺, or empty: everything under the source contract
    object_no text not null,
    primary key (cooperative_id, entry_no)
) strict, without rowid;

create table rent_step (
    cooperative_id blob not null,
    entry_no integer not null,
    sheet_no integer not null,
    row_no integer not null,
    fingerprint blob not null,
    contract_no text not null,
    start_date text not null check (start_date is date(start_date, '+0 days')),
    yuan_e4 integer, -- per unit and year; null for a rent in kind
    kilograms_e4 integer, -- per unit and year; null for a rent in money
    grain text not null,
    primary key (cooperative_id, entry_no),
    check ((yuan_e4 is null) <> (kilograms_e4 is null))
) strict, without rowid;

create table grain_price (
    cooperative_id blob not null,
    entry_no integer not null,
    sheet_no integer not null,
    row_no integer not null,
    fingerprint blob not null,
    grain text not null,
    price_year integer not null,
    yuan_per_kilogram_e4 integer not null,
    source text not null,
    primary key (cooperative_id, entry_no)
) strict, without rowid;

create table receipt (
    cooperative_id blob not null,
    entry_no integer not null,
    sheet_no integer not null,
    row_no integer not null,
    fingerprint blob not null,
    receipt_date text not null check (receipt_date is date(receipt_date, '+0 days')),
    contract_no text not null,
    rent_year integer not null, -- 所属年度, whatever the day it came in
    amount_fen integer not null, -- below zero: refunded
    payer text not null,
    serial_no text not null,
    primary key (cooperative_id, entry_no)
) strict, without rowid;
create trigger contract_keeps_rows before delete on contract begin select raise(abort, 'append-only'); end;
create trigger contract_keeps_values before update on contract begin select raise(abort, 'append-only'); end;
create trigger lease_out_content_keeps_rows before delete on lease_out_content begin select raise(abort, 'append-only'); end;
create trigger lease_out_content_keeps_values before update on lease_out_content begin select raise(abort, 'append-only'); end;
create trigger rent_step_keeps_rows before delete on rent_step begin select raise(abort, 'append-only'); end;
create trigger rent_step_keeps_values before update on rent_step begin select raise(abort, 'append-only'); end;
create trigger grain_price_keeps_rows before delete on grain_price begin select raise(abort, 'append-only'); end;
create trigger grain_price_keeps_values before update on grain_price begin select raise(abort, 'append-only'); end;
create trigger receipt_keeps_rows before delete on receipt begin select raise(abort, 'append-only'); end;
create trigger receipt_keeps_values before update on receipt begin select raise(abort, 'append-only'); end;
