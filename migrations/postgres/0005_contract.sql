create table contract (
    cooperative_id uuid not null,
    entry_no bigint not null,
    sheet_no bigint not null,
    row_no bigint not null,
    fingerprint bytea not null,
    contract_no text collate "C" not null,
    batch text collate "C" not null, -- 批次; empty: the contract is its own batch
    kind text collate "C" not null,
    lessor text collate "C" not null,
    lessee text collate "C" not null,
    signed_date date,
    start_date date not null,
    end_date date not null,
    unit text collate "C" not null,
    fee_allowed boolean not null,
    contract_area_e4 bigint,
    primary key (cooperative_id, entry_no)
);

create table lease_out_content (
    cooperative_id uuid not null,
    entry_no bigint not null,
    sheet_no bigint not null,
    row_no bigint not null,
    fingerprint bytea not null,
    contract_no text collate "C" not null,
    source_contract_no text collate "C" not null,
    object_kind text collate "C" not null, -- 地块, 商铺, or empty: everything under the source contract
    object_no text collate "C" not null,
    primary key (cooperative_id, entry_no)
);

create table rent_step (
    cooperative_id uuid not null,
    entry_no bigint not null,
    sheet_no bigint not null,
    row_no bigint not null,
    fingerprint bytea not null,
    contract_no text collate "C" not null,
    start_date date not null,
    yuan_e4 bigint, -- per unit and year; null for a rent in kind
    kilograms_e4 bigint, -- per unit and year; null for a rent in money
    grain text collate "C" not null,
    primary key (cooperative_id, entry_no),
    check ((yuan_e4 is null) <> (kilograms_e4 is null))
);

create table grain_price (
    cooperative_id uuid not null,
    entry_no bigint not null,
    sheet_no bigint not null,
    row_no bigint not null,
    fingerprint bytea not null,
    grain text collate "C" not null,
    price_year bigint not null,
    yuan_per_kilogram_e4 bigint not null,
    source text collate "C" not null,
    primary key (cooperative_id, entry_no)
);

create table receipt (
    cooperative_id uuid not null,
    entry_no bigint not null,
    sheet_no bigint not null,
    row_no bigint not null,
    fingerprint bytea not null,
    receipt_date date not null,
    contract_no text collate "C" not null,
    rent_year bigint not null, -- 所属年度, whatever the day it came in
    amount_fen bigint not null, -- below zero: refunded
    payer text collate "C" not null,
    serial_no text collate "C" not null,
    primary key (cooperative_id, entry_no)
);
create trigger contract_append_only before update or delete or truncate on contract for each statement execute function refuse_change();
create trigger lease_out_content_append_only before update or delete or truncate on lease_out_content for each statement execute function refuse_change();
create trigger rent_step_append_only before update or delete or truncate on rent_step for each statement execute function refuse_change();
create trigger grain_price_append_only before update or delete or truncate on grain_price for each statement execute function refuse_change();
create trigger receipt_append_only before update or delete or truncate on receipt for each statement execute function refuse_change();
