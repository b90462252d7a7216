// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.protocol;

import com.google.errorprone.annotations.CheckReturnValue;
import java.util.regex.Pattern;

/** What a node made of an event that it was offered. */
@CheckReturnValue
public sealed interface Verdict {

    /** Code of a rejection of an event that does not follow the event which the node has before it. */
    String WRONG_PREDECESSOR = "wrong-predecessor";

    /** Code of a rejection of an event after a fork. */
    String STREAM_FROZEN = "stream-frozen";

    /** Code of a rejection of an event in whose place another one stands by a decision of the Foundation. */
    String FORK_LOST = "fork-lost";

    /** It is new and durable. */
    record Accepted() implements Verdict {}

    /** It was there already. */
    record Duplicate() implements Verdict {}

    /**
     * It cannot be judged yet.
     *
     * @param expected the sequence that the node needs next of that stream; at most the event's own
     */
    record Held(long expected) implements Verdict {

        /** @throws IllegalArgumentException if it is negative */
        public Held {
            if (expected < 0) {
                throw new IllegalArgumentException("a sequence is not negative");
            }
        }
    }

    /**
     * It is not valid and never will be there.
     *
     * @param code stable code
     */
    record Rejected(String code) implements Verdict {

        private static final Pattern CODE = Pattern.compile("[a-z0-9-]{1,64}");

        /** @throws IllegalArgumentException if the code is not 1 to 64 lower-case letters, digits and hyphens */
        public Rejected {
            if (!CODE.matcher(code).matches()) {
                throw new IllegalArgumentException("a code has 1 to 64 lower-case letters, digits and hyphens");
            }
        }

        /** Whether the two nodes hold different branches, which is the signer's doing and not the sender's. */
        public boolean diverges() {
            return code.equals(WRONG_PREDECESSOR) || code.equals(STREAM_FROZEN) || code.equals(FORK_LOST);
        }
    }

    /** It contradicts another valid event; the proof is kept and the stream is frozen before it. */
    record Fork() implements Verdict {}
}
