// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.projection;

import io.notenboom.registry.event.EventHeader;
import io.notenboom.registry.event.EventId;
import io.notenboom.registry.event.RegistryEvent;
import io.notenboom.registry.rule.facts.Candidate;
import io.notenboom.registry.stream.Signer;

/** What the projection keeps of an event to judge it again; its signed form is in the log. */
record AppliedEvent(EventId id, EventHeader header, RegistryEvent payload, Signer signer) {

    Candidate candidate() {
        return new Candidate(payload, header.issuedAt(), header.signerThumbprint());
    }
}
