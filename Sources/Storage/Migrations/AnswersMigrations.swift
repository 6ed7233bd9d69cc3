/// The answers' own database, migration by migration. A released migration is frozen.
package enum AnswersMigrations {
    package static let all = [Migration(1, "steps and results", stepsAndResults)]

    private static let stepsAndResults = """
        -- What happened, in the order in which it became durable. Only ever appended to.
        create table step (
            seq integer primary key,
            sitting integer not null check (sitting > 0),   -- its id in the main database
            attempt integer,                    -- seq of the attempt's first step; null in that step
            at integer not null,                -- when it happened, UTC milliseconds
            kind integer not null check (kind between 1 and 255),   -- Step+Stored
            body text not null check (length(body) <= 1000000),
            practice integer check (practice = 1),  -- a practice's: read by its sitting alone
            check ((kind = 1) = (attempt is null))
        ) strict;
        create index step_practice on step (sitting, seq) where practice = 1;

        -- Where a sitting's steps lie, so that a start reads only the tail.
        create table span (
            sitting integer primary key check (sitting > 0),
            first_seq integer not null,         -- no step of it comes before
            last_seq integer                    -- all is graded, nothing after it; null: still open
        ) strict;
        create index span_open on span (first_seq) where last_seq is null;

        -- What an attempt earned: version 1 when it ends, one more for each regrading.
        create table result (
            sitting integer not null,
            candidate integer not null,         -- its id in the main database
            attempt integer not null,
            number integer not null check (number > 0), -- which of the candidate's attempts
            version integer not null check (version > 0),
            at integer not null,                -- when it was graded
            reason text not null check (reason in ('ended', 'lateAdmitted', 'keyChanged',
                'marked')),
            person integer,                     -- who decided a regrading
            amendments integer not null check (amendments >= 0),    -- key amendments it was graded by
            started_at integer not null,
            ended_at integer not null,
            ending text not null check (ending in ('submitted', 'closed')),
            answered integer not null check (answered >= 0),    -- slots with an answer
            earned text not null,               -- exact marks: '7.25', '1/3'
            possible text not null,
            slots text not null,                -- 'response:earned[:given]' of each slot, by spaces
            marking text,                       -- JSON: what a person said of one answer
            primary key (sitting, candidate, attempt, version)
        ) strict, without rowid;

        -- The last reading of the clocks, so that time goes on where it was (one row).
        create table clock (
            id integer primary key check (id = 1),
            boot text not null,                 -- the machine's start this reading belongs to
            monotonic integer not null,         -- milliseconds since that start
            at integer not null                 -- the server's time at that reading
        ) strict;
        """
}
