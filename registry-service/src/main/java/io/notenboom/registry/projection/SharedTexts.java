// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.projection;

import io.notenboom.registry.event.ContractProposal;
import io.notenboom.registry.event.EndpointRegistration;
import io.notenboom.registry.event.EventHeader;
import io.notenboom.registry.event.EventId;
import io.notenboom.registry.event.RegistryEvent;
import io.notenboom.registry.verify.VerifiedEvent;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lets events that are kept share the objects for what they have in common: network, stream, vendor, care organisation,
 * certificate, endpoint type. Most of an event's text is said by many. Not safe for many threads.
 */
final class SharedTexts {

    private final Map<String, String> texts = new HashMap<>();

    /**
     * The same event, of shared parts.
     *
     * @param stream id of its stream
     * @param last the event before it in its stream; null for the first
     */
    AppliedEvent share(VerifiedEvent event, EventId stream, @Nullable AppliedEvent last) {
        EventHeader header = event.header();
        EventId previous = header.previous();
        Instant issuedAt = header.issuedAt();
        if (last != null) {
            previous = last.id().equals(previous) ? last.id() : previous;
            issuedAt = share(issuedAt, last.header().issuedAt());
        }
        EventHeader shared = new EventHeader(
                share(header.algorithm()),
                share(header.network()),
                header.stream() == null ? null : stream,
                header.sequence(),
                previous,
                issuedAt,
                share(header.type()),
                header.version(),
                share(header.signerThumbprint()));
        return new AppliedEvent(event.id(), shared, share(event.payload(), issuedAt), event.signer());
    }

    private RegistryEvent share(RegistryEvent payload, Instant issuedAt) {
        if (payload instanceof EndpointRegistration endpoint) {
            return new EndpointRegistration(
                    share(endpoint.careOrganisation()),
                    share(endpoint.vendor()),
                    endpoint.endpointId(),
                    share(endpoint.endpointType()),
                    endpoint.location(),
                    share(endpoint.start(), issuedAt),
                    endpoint.end());
        }
        if (payload instanceof ContractProposal proposal) {
            return new ContractProposal(
                    proposal.contractId(),
                    share(proposal.careOrganisation()),
                    share(proposal.vendor()),
                    share(proposal.start(), issuedAt),
                    proposal.end(),
                    proposal.certificate());
        }
        return payload;
    }

    private String share(String text) {
        String known = texts.putIfAbsent(text, text);
        return known == null ? text : known;
    }

    private static Instant share(Instant moment, Instant other) {
        return moment.equals(other) ? other : moment;
    }
}
