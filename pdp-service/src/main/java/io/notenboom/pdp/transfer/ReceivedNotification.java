// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.transfer;

import io.notenboom.pdp.flow.Party;
import java.time.Instant;
import java.util.List;

/**
 * A Task that a sender told about; one for each sender and Task, however often it is told.
 *
 * @param id derived from subject, sender and Task
 * @param subject the subject that was told
 * @param sender the sender as its token names it
 * @param taskId the Task on the sender's FHIR server
 * @param times how often it was told, and when first and last
 * @param followed what was seen of the Task
 */
public record ReceivedNotification(
        String id, String subject, Party sender, String taskId, Times times, Followed followed) {

    /** How often and when. */
    public record Times(int count, Instant first, Instant last) {}

    /** The same, told once more. */
    public ReceivedNotification toldAgain(Instant now) {
        Instant last = now.isAfter(times.last()) ? now : times.last();
        return new ReceivedNotification(
                id, subject, sender, taskId, new Times(times.count() + 1, times.first(), last), followed);
    }

    /** The same with what was seen of the Task now. */
    public ReceivedNotification following(Followed seen) {
        return new ReceivedNotification(id, subject, sender, taskId, times, seen);
    }

    /**
     * What the receiver saw of the Task when it last read it.
     *
     * @param organisation id of the sender in the registry; empty until it was named
     * @param state of the Task; empty until it was read, and for a state that eOverdracht does not use
     * @param compositions that the Task names
     * @param at when it was asked for: what was told of later may not be in it
     */
    public record Followed(String organisation, String state, List<String> compositions, Instant at) {

        /** Not read yet. */
        public static final Followed NOT_YET = new Followed("", "", List.of(), Instant.EPOCH);

        public Followed {
            compositions = List.copyOf(compositions);
        }

        /** Whether the sender told of a change after this. */
        public boolean before(Times times) {
            return at.isBefore(times.last());
        }
    }
}
