-- 登录密码: what is kept of a user's secret. Whose it is, and whether it is a one-time code, the event says, which knows its hash.
create table user_secret (
    cooperative_id uuid not null,
    event_no bigint not null,
    secret text not null, -- argon2, with its salt and parameters
    primary key (cooperative_id, event_no),
    foreign key (cooperative_id, event_no) references event (cooperative_id, event_no)
);
create trigger user_secret_append_only before update or delete or truncate on user_secret for each statement execute function refuse_change();
