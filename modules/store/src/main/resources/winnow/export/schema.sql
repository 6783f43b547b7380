-- A study of Winnow. Made from its journal, to be queried; Winnow reads nothing back from it.
-- Times are texts of ISO 8601 in UTC. A loss is the study's metric so that lower is better: negated where it is maximised.

CREATE TABLE study (
  name TEXT NOT NULL PRIMARY KEY,       -- name, metric, goal, seed, strategy, scheduler, objective, phase, reason, spec ...
  value TEXT                            -- and, with the prefix "provenance.", what the results were made from
) WITHOUT ROWID;

CREATE TABLE space (
  parameter TEXT NOT NULL PRIMARY KEY,
  kind TEXT NOT NULL,                   -- real, integer, choice
  scale TEXT,                           -- linear, log, reverse-log; of numbers
  low REAL, high REAL, step REAL,       -- of numbers
  options TEXT,                         -- of choices: a JSON array of texts
  condition TEXT                        -- when it takes part; null for always
);

CREATE TABLE trials (
  trial INTEGER NOT NULL PRIMARY KEY,   -- counts from 0
  status TEXT NOT NULL,                 -- waiting, running, paused, completed, stopped, failed
  epochs INTEGER NOT NULL,              -- observed so far, over its whole life
  best_epoch INTEGER,                   -- where its loss was lowest
  best_loss REAL,
  seconds REAL NOT NULL,                -- of training
  origin TEXT NOT NULL,                 -- who proposed it
  parent_trial INTEGER REFERENCES trials (trial),
  parent_epoch INTEGER,                 -- whose checkpoint it started from
  bracket INTEGER NOT NULL,
  seed INTEGER NOT NULL,
  attempts INTEGER NOT NULL,            -- how often it was sent out
  failures INTEGER NOT NULL,
  started_at TEXT,
  ended_at TEXT,
  reason TEXT NOT NULL,                 -- why it stands where it stands
  note TEXT NOT NULL                    -- what the proposer said
);

CREATE TABLE parameters (
  trial INTEGER NOT NULL REFERENCES trials (trial),
  name TEXT NOT NULL REFERENCES space (parameter),
  value,                                -- a REAL, an INTEGER or a TEXT; true and false are texts
  PRIMARY KEY (trial, name)
) WITHOUT ROWID;

CREATE TABLE observations (
  observation INTEGER NOT NULL PRIMARY KEY, -- counts from 1, in the order in which they were made
  trial INTEGER NOT NULL REFERENCES trials (trial),
  epoch INTEGER NOT NULL,               -- of the trial's life
  loss REAL,
  seconds REAL NOT NULL,                -- of this epoch
  at TEXT NOT NULL,
  elapsed_seconds REAL NOT NULL,        -- of the study's clock
  UNIQUE (trial, epoch)
);

CREATE TABLE metrics (
  observation INTEGER NOT NULL REFERENCES observations (observation),
  metric TEXT NOT NULL,
  value REAL,                           -- null for what is no number (NaN)
  PRIMARY KEY (observation, metric)
) WITHOUT ROWID;

CREATE TABLE decisions (
  entry INTEGER NOT NULL,               -- of the journal
  place INTEGER NOT NULL,               -- in the entry
  at TEXT NOT NULL,
  trial INTEGER,
  epoch INTEGER,                        -- at which it was decided; of an assignment the one to be reached
  decision TEXT NOT NULL,               -- opened, assigned, paused, stopped, completed, failed, lost, asked to kill ...
  reason TEXT NOT NULL,
  PRIMARY KEY (entry, place)
) WITHOUT ROWID;

-- The best loss of the study after each observation, and the trial that has it.
CREATE VIEW best_so_far AS
  SELECT observation, at, elapsed_seconds, trial, epoch, loss,
         MIN(loss) OVER (ORDER BY observation) AS best_loss,
         loss IS NOT NULL AND loss < COALESCE(MIN(loss) OVER (
           ORDER BY observation ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 9e999) AS is_better
  FROM observations;

-- Trials by their best loss, the earlier one first of equals.
CREATE VIEW leaderboard AS
  SELECT ROW_NUMBER() OVER (ORDER BY t.best_loss, t.trial) AS rank, t.trial, t.best_loss, t.best_epoch, t.epochs,
         t.status, t.seconds, c.*
  FROM trials t LEFT JOIN configurations c ON c.of_trial = t.trial
  WHERE t.best_loss IS NOT NULL;

-- How trials ended, and what they cost.
CREATE VIEW outcomes AS
  SELECT status, COUNT(*) AS trials, SUM(epochs) AS epochs, SUM(seconds) AS seconds, MIN(best_loss) AS best_loss
  FROM trials GROUP BY status;
