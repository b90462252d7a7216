// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.flow;

import io.notenboom.pdp.request.FhirVersion;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a flow must keep to when it is made; flows that are stored already are judged as they are. */
public final class FlowRules {

    private static final int MAX_IDENTIFIERS = 20;
    private static final int MAX_TEXT = 2048;
    private static final Instant EARLIEST = Instant.EPOCH;
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private FlowRules() {}

    /**
     * Checks a new flow.
     *
     * @throws IllegalArgumentException with a text that says what to correct
     */
    public static void check(Flow flow) {
        require(FlowHeader.validSubject(flow.header().subject()), "subject is the id of a subject of this node.");
        require(
                other(flow).identified(),
                "Name the other party by dids or ura: a client id is only the client's own statement.");
        Stream.of(flow.parties().sender(), flow.parties().receiver()).forEach(FlowRules::check);
        require(flow.parties().fhirBase().length() <= MAX_TEXT, "fhirBase is too long.");
        Validity validity = flow.validity();
        require(
                Stream.of(validity.notBefore(), validity.dataExpires(), validity.taskExpires())
                        .noneMatch(time -> time.isBefore(EARLIEST) || time.isAfter(LATEST)),
                "notBefore, dataExpires and taskExpires are times of the years 1970 to 9999.");
        require(
                validity.notBefore().isBefore(validity.dataExpires())
                        && validity.notBefore().isBefore(validity.taskExpires()),
                "notBefore lies before dataExpires and taskExpires.");
        check(flow.grants());
    }

    private static Party other(Flow flow) {
        return switch (flow.header().role()) {
            case SENDER -> flow.parties().receiver();
            case RECEIVER -> flow.parties().sender();
        };
    }

    private static void check(Party party) {
        require(
                party.dids().size() <= MAX_IDENTIFIERS && party.clientIds().size() <= MAX_IDENTIFIERS,
                "A party has at most " + MAX_IDENTIFIERS + " identifiers of a kind.");
        require(
                party.dids().stream().allMatch(did -> did.startsWith("did:") && did.length() <= MAX_TEXT)
                        && party.clientIds().stream().allMatch(id -> !id.isBlank() && id.length() <= MAX_TEXT)
                        && party.uraNumber()
                                .map(ura -> ura.matches("[0-9]{1,16}"))
                                .orElse(true),
                "dids are DIDs, clientIds URLs, and ura is a number.");
    }

    private static void check(Grants grants) {
        Set<String> compositions =
                grants.compositions().stream().map(CompositionGrant::reference).collect(Collectors.toSet());
        require(
                compositions.stream().allMatch(reference -> reference.startsWith("Composition/")),
                "compositions are of type Composition.");
        for (ResourceGrant grant : grants.resources()) {
            String type = grant.reference().substring(0, grant.reference().indexOf('/'));
            require(
                    FhirVersion.STU3.types().contains(type)
                            || FhirVersion.R4.types().contains(type),
                    "A resource is of a FHIR type, in its exact case.");
            require(compositions.containsAll(grant.via()), "via names compositions of the flow.");
        }
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
