package winnow.spark;

import java.util.Optional;
import winnow.trial.Checkpoint;
import winnow.trial.Observation;
import winnow.trial.Report;

/**
 * A report with its place among the reports of one attempt, so that it can be sent twice and counted once.
 *
 * @param sequence from 1, without gaps
 */
record Progress(int sequence, Observation observation, Optional<Checkpoint> checkpoint) {

    Report report(Ticket ticket) {
        return new Report(ticket.trial(), ticket.attempt(), observation, checkpoint);
    }
}
