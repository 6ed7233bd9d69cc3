extension MainMigrations {
    /// How banks are shared, and how questions come to be published.
    static let authoring = """
        -- Who may do what in a bank beside its owner. Neither person nor unit: every teacher.
        create table bank_grant (
            id integer primary key,
            subject_id integer not null references subject (id),
            person_id integer references person (id),
            unit_id integer references unit (id),
            allowed text not null check (allowed in ('read', 'write', 'review', 'manage')),
            granter_id integer references person (id),  -- null: a command on the server
            granted_at integer not null,
            check (person_id is null or unit_id is null)
        ) strict;
        create unique index bank_grant_once
            on bank_grant (subject_id, coalesce(person_id, 0), coalesce(unit_id, 0), allowed);
        create index bank_grant_person on bank_grant (person_id);
        create index bank_grant_unit on bank_grant (unit_id);
        create index bank_grant_granter on bank_grant (granter_id);

        -- The way of a version from draft to retired, and what was said of it on the way.
        -- Only ever appended to.
        create table review_event (
            id integer primary key,
            question_version_id integer not null references question_version (id),
            kind text not null check (kind in
                ('asked', 'comment', 'approved', 'returned', 'published', 'retired', 'revived')),
            words text not null,
            person_id integer references person (id),
            at integer not null
        ) strict;
        create index review_event_version on review_event (question_version_id);
        create index review_event_person on review_event (person_id);

        -- Hints to questions that say nearly the same: hashes of pieces of their words. What
        -- they lead to is compared word by word, so a hint of an old version does no harm.
        create table question_likeness (
            subject_id integer not null,    -- the question's own
            hash integer not null,
            question_id integer not null references question (id),
            primary key (subject_id, hash, question_id)
        ) strict, without rowid;

        -- What was done to many questions in one step, and can be undone.
        create table bulk_change (
            id integer primary key,
            code text not null unique,
            subject_id integer not null references subject (id),
            person_id integer not null references person (id),
            kind text not null
                check (kind in ('move', 'addTag', 'removeTag', 'level', 'publish', 'retire')),
            words text not null,                -- the topic, tag or level
            at integer not null,
            undone_at integer
        ) strict;
        create index bulk_change_subject on bulk_change (subject_id, id);
        create index bulk_change_person on bulk_change (person_id);

        create table bulk_change_question (
            bulk_change_id integer not null references bulk_change (id),
            question_id integer not null references question (id),
            version_before integer not null,
            version_after integer not null,
            status_before text not null
                check (status_before in ('draft', 'review', 'published', 'retired')),
            published_before integer,           -- the version that tests drew
            primary key (bulk_change_id, question_id)
        ) strict, without rowid;
        create index bulk_change_question_question on bulk_change_question (question_id);


        """
}
