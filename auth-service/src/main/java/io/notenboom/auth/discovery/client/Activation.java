// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.discovery.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.auth.subject.SubjectId;
import io.notenboom.trust.did.Did;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * That a subject takes part in a service, until somebody ends it.
 *
 * @param service id of the service
 * @param subject the subject
 * @param parameters what it tells others, beside where its authorization server is
 * @param ending whether it is to be ended, and the server still has to be told
 * @param registered the presentations that the server has
 * @param attempt when and why it is tried next
 */
public record Activation(
        String service,
        SubjectId subject,
        ObjectNode parameters,
        boolean ending,
        List<Registered> registered,
        Attempt attempt) {

    /** Copies what can change. */
    public Activation {
        Objects.requireNonNull(service, "service");
        Objects.requireNonNull(subject, "subject");
        parameters = parameters.deepCopy();
        registered = List.copyOf(registered);
        Objects.requireNonNull(attempt, "attempt");
    }

    Activation with(List<Registered> nowRegistered, Attempt next) {
        return new Activation(service, subject, parameters, ending, nowRegistered, next);
    }

    Activation toEnd(Attempt next) {
        return new Activation(service, subject, parameters, true, registered, next);
    }

    /**
     * A presentation that the server has.
     *
     * @param did who signed it
     * @param id its {@code jti}
     * @param expiresAt until when it is valid
     * @param text the compact JWT
     */
    public record Registered(Did did, String id, Instant expiresAt, String text) {}

    /**
     * The next attempt.
     *
     * @param at not before
     * @param failures how many failed since the last success
     * @param error what went wrong at the last one; empty if it went well
     */
    public record Attempt(Instant at, int failures, String error) {}
}
