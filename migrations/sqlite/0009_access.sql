-- 登录密码: what is kept of a user's secret. Whose it is, and whether it is a one-time code, the event says, which knows its hash.
create table user_secret (
    cooperative_id blob not null,
    event_no integer not null,
    secret text not null, -- argon2, with its salt and parameters
    primary key (cooperative_id, event_no),
    foreign key (cooperative_id, event_no) references event (cooperative_id, event_no)
) strict, without rowid;
create trigger user_secret_keeps_rows before delete on user_secret begin select raise(abort, 'append-only'); end;
create trigger user_secret_keeps_values before update on user_secret begin select raise(abort, 'append-only'); end;
