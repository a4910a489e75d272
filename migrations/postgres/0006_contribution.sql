create table land_contribution (
    cooperative_id uuid not null,
    entry_no bigint not null,
    sheet_no bigint not null,
    row_no bigint not null,
    fingerprint bytea not null,
    member_no text collate "C" not null,
    parcel_no text collate "C" not null,
    area_mu_e4 bigint not null,
    contract_no text collate "C" not null,
    entry_date date not null,
    exit_date date, -- the last day; null while it stays
    primary key (cooperative_id, entry_no)
);

create table shop_contribution (
    cooperative_id uuid not null,
    entry_no bigint not null,
    sheet_no bigint not null,
    row_no bigint not null,
    fingerprint bytea not null,
    member_no text collate "C" not null,
    shop_no text collate "C" not null,
    floor_area_m2_e4 bigint not null,
    appraised_value_fen bigint,
    contract_no text collate "C" not null,
    entry_date date not null,
    exit_date date,
    primary key (cooperative_id, entry_no)
);

create table cash_contribution (
    cooperative_id uuid not null,
    entry_no bigint not null,
    sheet_no bigint not null,
    row_no bigint not null,
    fingerprint bytea not null,
    member_no text collate "C" not null,
    amount_fen bigint not null,
    contribution_date date not null,
    receipt_no text collate "C" not null,
    primary key (cooperative_id, entry_no)
);
create trigger land_contribution_append_only before update or delete or truncate on land_contribution for each statement execute function refuse_change();
create trigger shop_contribution_append_only before update or delete or truncate on shop_contribution for each statement execute function refuse_change();
create trigger cash_contribution_append_only before update or delete or truncate on cash_contribution for each statement execute function refuse_change();
