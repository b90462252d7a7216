// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.control.deletion;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.hosting.customer.WireName;
import io.notenboom.trust.customer.CustomerId;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A request to destroy a customer for ever.
 *
 * @param id of the request
 * @param customer whom
 * @param reason why, for example the number of a contract's end; no names
 * @param requestedBy id of the caller who asked
 * @param requested when
 * @param expires until when it can be approved
 * @param decidedBy id of the caller who approved or withdrew; null while it waits
 * @param decided when
 * @param state what became of it; a request that waits and has expired counts as expired
 */
public record DeletionRequest(
        String id,
        CustomerId customer,
        String reason,
        String requestedBy,
        Instant requested,
        Instant expires,
        @Nullable String decidedBy,
        @Nullable Instant decided,
        State state) {

    /** How long a request can be approved. */
    public static final Duration LIFE = Duration.ofHours(24);

    /** What became of a request. */
    public enum State implements WireName {
        /** A second person has to approve. */
        WAITING,
        /** A second person approved: keys and data are being destroyed, or are. */
        APPROVED,
        /** Somebody took it back. */
        WITHDRAWN,
        /** Nobody approved in time. */
        EXPIRED
    }

    /** The state at this time. */
    public State stateAt(Instant now) {
        return state == State.WAITING && !now.isBefore(expires) ? State.EXPIRED : state;
    }

    /** The same, decided. */
    DeletionRequest decided(State next, String by, Instant now) {
        return new DeletionRequest(id, customer, reason, requestedBy, requested, expires, by, now, next);
    }

    /** As JSON, at this time. */
    public ObjectNode write(Instant now) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", id)
                .put("customer", customer.value())
                .put("state", stateAt(now).wireName())
                .put("reason", reason)
                .put("requestedBy", requestedBy)
                .put("requested", requested.toString())
                .put("expires", expires.toString());
        if (decidedBy != null && decided != null) {
            json.put("decidedBy", decidedBy).put("decided", decided.toString());
        }
        return json;
    }

    /** Reads what {@link #write} wrote. */
    static DeletionRequest read(ObjectNode json) {
        return new DeletionRequest(
                json.path("id").asText(),
                new CustomerId(json.path("customer").asText()),
                json.path("reason").asText(),
                json.path("requestedBy").asText(),
                Instant.parse(json.path("requested").asText()),
                Instant.parse(json.path("expires").asText()),
                json.path("decidedBy").isTextual() ? json.path("decidedBy").asText() : null,
                json.path("decided").isTextual()
                        ? Instant.parse(json.path("decided").asText())
                        : null,
                WireName.parse(State.class, json.path("state").asText()));
    }
}
