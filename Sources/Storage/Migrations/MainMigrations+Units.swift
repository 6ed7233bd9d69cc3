extension MainMigrations {
    /// The dated organisation: what units were called and where they stood, who held which
    /// post, who was in which class. Days of effect are yyyy-mm-dd, `until_date` exclusive.
    ///
    /// A fact is never changed: a correction withdraws it and records another.
    static let units = """
        -- What a unit is; what it is called and where it stands is in unit_state.
        create table unit (
            id integer primary key,
            guid text not null unique,
            code text not null unique,          -- in addresses
            identifier text unique,             -- the sector database's, as text
            kind text not null check (kind in
                ('department', 'office', 'commune', 'school', 'centre', 'class')),
            name text not null,                 -- the last that is known
            sort_key text not null,             -- Vietnamese order of the name
            created_at integer not null         -- UTC milliseconds, as every _at
        ) strict;
        create index unit_kind on unit (kind, sort_key);

        create table unit_state (
            id integer primary key,
            unit_id integer not null references unit (id),
            from_date text not null,
            until_date text check (until_date > from_date),
            name text not null,
            sort_key text not null,
            level text check (level is null or level in ('MN', 'TH', 'THCS', 'THPT', 'GDTX')),
            parent_id integer references unit (id) check (parent_id <> unit_id),
            recorded_at integer not null,
            withdrawn_at integer check (withdrawn_at >= recorded_at)
        ) strict;
        create index unit_state_unit on unit_state (unit_id, from_date);
        create index unit_state_parent on unit_state (parent_id, from_date);
        create index unit_state_name on unit_state (sort_key);

        create table unit_succession (
            id integer primary key,
            unit_id integer not null references unit (id),
            successor_id integer not null references unit (id) check (successor_id <> unit_id),
            on_date text not null,
            kind text not null check (kind in ('merge', 'split', 'promotion')),
            recorded_at integer not null,
            withdrawn_at integer check (withdrawn_at >= recorded_at)
        ) strict;
        create index unit_succession_unit on unit_succession (unit_id);
        create index unit_succession_successor on unit_succession (successor_id);

        create table post (
            id integer primary key,
            person_id integer not null references person (id),
            unit_id integer not null references unit (id),
            title text not null check (title in ('head', 'deputy', 'teacher', 'staff', 'official')),
            words text,                         -- the title as it is written there
            subject text,                       -- what is taught, as people write it
            is_main integer not null check (is_main in (0, 1)),
            from_date text not null,
            until_date text check (until_date > from_date),
            recorded_at integer not null,
            withdrawn_at integer check (withdrawn_at >= recorded_at)
        ) strict;
        create index post_person on post (person_id, from_date);
        create index post_unit on post (unit_id, from_date);

        -- Pupils in classes.
        create table membership (
            id integer primary key,
            unit_id integer not null references unit (id),
            person_id integer not null references person (id),
            from_date text not null,
            until_date text check (until_date > from_date),
            recorded_at integer not null,
            withdrawn_at integer check (withdrawn_at >= recorded_at)
        ) strict;
        create index membership_unit on membership (unit_id, from_date);
        create index membership_person on membership (person_id, from_date);

        -- Two records of one person; person.same_as follows from what is not withdrawn.
        create table person_merge (
            id integer primary key,
            person_id integer not null references person (id),
            into_id integer not null references person (id) check (into_id <> person_id),
            decided_by integer references person (id),
            recorded_at integer not null,
            withdrawn_at integer check (withdrawn_at >= recorded_at)
        ) strict;
        create index person_merge_person on person_merge (person_id);
        create index person_merge_into on person_merge (into_id);
        create index person_merge_by on person_merge (decided_by);

        -- What was decided about units, step after step, so that it can be taken back.
        create table unit_step (
            id integer primary key,
            code text not null unique,
            unit_id integer not null references unit (id),
            kind text not null check (kind in ('add', 'rename', 'level', 'move', 'merge', 'split',
                'close', 'year')),
            words text not null,                -- the new name, the other unit, the parts
            on_date text not null,              -- the first day on which it holds
            person_id integer not null references person (id),
            at integer not null,
            undone_at integer,
            undone_by integer references person (id)
        ) strict;
        create index unit_step_unit on unit_step (unit_id);
        create index unit_step_person on unit_step (person_id);
        create index unit_step_undone_by on unit_step (undone_by);

        -- The rows that a step recorded and withdrew.
        create table unit_step_effect (
            step_id integer not null references unit_step (id),
            fact text not null check (fact in ('membership', 'post', 'unit_succession',
                'unit_state')),
            row_id integer not null,            -- of that table
            is_recorded integer not null check (is_recorded in (0, 1)),
            primary key (step_id, fact, row_id)
        ) strict, without rowid;
        create index unit_step_effect_row on unit_step_effect (fact, row_id);

        -- Facts that were withdrawn by mistake and recorded again.
        create table recorded_again (
            fact text not null check (fact in ('membership', 'post', 'unit_succession',
                'unit_state')),
            row_id integer not null,            -- of that table
            again_id integer not null,          -- the row that stands for it
            primary key (fact, row_id)
        ) strict, without rowid;

        -- Files of units and people that were taken in.
        create table intake (
            id integer primary key,
            code text not null unique,
            kind text not null check (kind in ('units', 'people')),
            file_name text not null,
            file_hash text not null,            -- SHA-256, 64 hex digits
            counts text not null,               -- IntakeCounts as JSON
            person_id integer references person (id),   -- null: a command on the server
            at integer not null,
            undone_at integer,
            undone_by integer references person (id)
        ) strict;
        create index intake_kind on intake (kind, id);
        create index intake_person on intake (person_id);
        create index intake_undone_by on intake (undone_by);

        -- What a file changed, in order: undoing goes backwards.
        create table intake_effect (
            intake_id integer not null references intake (id),
            number integer not null,            -- 1, 2 …
            kind text not null,                 -- IntakeEffect.Kind
            object_id integer not null,         -- the row that was added or changed
            before text,                        -- what stood there, as JSON
            after text,                         -- what was written over it, as JSON
            primary key (intake_id, number)
        ) strict, without rowid;


        """
}
