// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.transfer;

import io.notenboom.pdp.flow.Party;
import java.time.Instant;

/**
 * A Task that a sender told about; one for each sender and Task, however often it is told.
 *
 * @param id derived from subject, sender and Task
 * @param subject the subject that was told
 * @param sender the sender as its token names it
 * @param taskId the Task on the sender's FHIR server
 * @param times how often it was told, and when first and last
 */
public record ReceivedNotification(String id, String subject, Party sender, String taskId, Times times) {

    /** How often and when. */
    public record Times(int count, Instant first, Instant last) {}
}
