// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.transfer;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.errorprone.annotations.CheckReturnValue;
import io.notenboom.pdp.derive.Derivation;
import io.notenboom.pdp.derive.DeriveOutcome;
import io.notenboom.pdp.derive.ResourceLookup;
import io.notenboom.pdp.fhir.CustomerFhirServer;
import io.notenboom.pdp.fhir.CustomerFhirServer.Answer;
import io.notenboom.pdp.request.ResourceId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Reads a Composition on the customer's FHIR server with everything that it names, and derives what it opens; for at most a
 * minute, whatever the server does.
 */
public final class CompositionReader {

    /** How long the reading of all resources of one Composition may take. */
    public static final Duration LIMIT = Duration.ofMinutes(1);

    private static final String REFUSES = "the FHIR server, which refuses";

    private final CustomerFhirServer fhir;
    private final FhirSettings settings;
    private final InstantSource clock;

    /** Over the customer's FHIR server. */
    public CompositionReader(CustomerFhirServer fhir, FhirSettings settings, InstantSource clock) {
        this.fhir = fhir;
        this.settings = settings;
        this.clock = clock;
    }

    /** Reads and derives. */
    public Outcome derive(ResourceId composition) {
        Instant deadline = clock.instant().plus(LIMIT);
        return switch (fhir.read(composition)) {
            case Answer.Missing _ -> new Outcome.Missing();
            case Answer.Refused _ -> new Outcome.Unavailable(REFUSES);
            case Answer.Unreachable unreachable ->
                new Outcome.Unavailable(unreachable.trouble().text());
            case Answer.Resource found -> derived(composition, found.content(), deadline);
        };
    }

    private Outcome derived(ResourceId asked, JsonNode composition, Instant deadline) {
        DeriveOutcome outcome = Derivation.derive(
                composition, settings.bases(), settings.version(), resource -> lookup(resource, deadline));
        return switch (outcome) {
            case DeriveOutcome.Unreachable unreachable -> new Outcome.Unavailable(unreachable.what());
            case DeriveOutcome.Refused refused -> new Outcome.Refused(refused.reason());
            case DeriveOutcome.Derived derived
            when !derived.composition().equals(asked.reference()) ->
                new Outcome.Refused(DeriveOutcome.Bound.NOT_A_COMPOSITION);
            case DeriveOutcome.Derived derived -> new Outcome.Read(derived);
        };
    }

    /** A server in trouble tells nothing about a resource: without it there is no list. */
    private ResourceLookup.Found lookup(ResourceId resource, Instant deadline) {
        if (clock.instant().isAfter(deadline)) {
            return unreachable(CustomerFhirServer.Trouble.TOO_SLOW.text(), resource);
        }
        return switch (fhir.read(resource)) {
            case Answer.Resource found -> new ResourceLookup.Resource(found.content());
            case Answer.Missing _ -> new ResourceLookup.Missing();
            case Answer.Refused refused ->
                refused.ofTheServer() ? unreachable(REFUSES, resource) : new ResourceLookup.Missing();
            case Answer.Unreachable unreachable ->
                unreachable(unreachable.trouble().text(), resource);
        };
    }

    private static ResourceLookup.Found unreachable(String why, ResourceId resource) {
        return new ResourceLookup.Unreachable(why + " (" + resource.reference() + ")");
    }

    /** What became of it. */
    @CheckReturnValue
    public sealed interface Outcome {

        /** What the Composition opens. */
        record Read(DeriveOutcome.Derived derived) implements Outcome {}

        /** The server does not have it. */
        record Missing() implements Outcome {}

        /** No resource list follows from it. */
        record Refused(DeriveOutcome.Bound reason) implements Outcome {}

        /** The server gave no answer that can be used; the text names it and says why. */
        record Unavailable(String part) implements Outcome {}
    }
}
