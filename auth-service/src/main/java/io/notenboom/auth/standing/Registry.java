// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.standing;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The registry of this node. Every method throws a RuntimeException when it does not answer. */
public interface Registry {

    /**
     * Events in the order in which this node's registry accepted them.
     *
     * @param from position of the first, from 0
     */
    Page events(long from);

    /** The authorization server that an EndpointRegistration names; empty when it names another kind of endpoint. */
    Optional<IssuerRegistration> issuer(Accepted event);

    /** The authorization servers of an organisation that are in force now, by the URN of the endpoint. */
    Map<String, InForce> issuersInForce(String organisation);

    /**
     * An accepted event.
     *
     * @param id its id
     * @param stream id of its stream
     * @param type its type
     */
    record Accepted(String id, String stream, String type) {}

    /**
     * Some events.
     *
     * @param next where to go on; null when these are the last at present
     */
    record Page(List<Accepted> events, @Nullable Long next) {
        /** Copies the list. */
        public Page {
            events = List.copyOf(events);
        }
    }

    /**
     * An endpoint in force.
     *
     * @param issuer its issuer URL, without a slash at the end
     * @param until when it ends; null without an end
     */
    record InForce(String issuer, @Nullable Instant until) {}
}
