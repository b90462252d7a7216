// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.customer.status;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One thing that is or is not so about a customer, as Kubernetes has conditions.
 *
 * @param type what, in words without spaces, such as {@code RedisReady}
 * @param status whether it is so
 * @param reason why, in words without spaces, such as {@code NotReachable}
 * @param message why, for people; never a secret, never a person's data
 * @param since when the status last changed
 * @param generation generation of the specification for which this was found
 */
public record Condition(String type, Status status, String reason, String message, Instant since, long generation) {

    private static final Pattern WORDS = Pattern.compile("[A-Z][A-Za-z0-9]{0,63}");
    private static final int LONGEST_MESSAGE = 1_024;

    /** Whether something is so. */
    public enum Status {
        TRUE("True"),
        FALSE("False"),
        UNKNOWN("Unknown");

        private final String wireName;

        Status(String wireName) {
            this.wireName = wireName;
        }

        /** Name in documents. */
        public String wireName() {
            return wireName;
        }
    }

    /** @throws IllegalArgumentException if type or reason is no word; a message that is too long is cut */
    public Condition {
        if (!WORDS.matcher(type).matches() || !WORDS.matcher(reason).matches()) {
            throw new IllegalArgumentException("type and reason of a condition are words such as RedisReady");
        }
        message = message.length() > LONGEST_MESSAGE ? message.substring(0, LONGEST_MESSAGE) : message;
    }

    /** These conditions with this one in the place of the one of its type; {@code since} stays while the status does. */
    public List<Condition> putInto(List<Condition> conditions) {
        List<Condition> next = new ArrayList<>();
        Condition mine = this;
        boolean found = false;
        for (Condition known : conditions) {
            if (known.type.equals(type)) {
                mine = known.status == status
                        ? new Condition(type, status, reason, message, known.since, generation)
                        : this;
                next.add(mine);
                found = true;
            } else {
                next.add(known);
            }
        }
        if (!found) {
            next.add(mine);
        }
        return List.copyOf(next);
    }
}
