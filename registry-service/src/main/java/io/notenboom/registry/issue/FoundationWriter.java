// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.issue;

import io.notenboom.registry.enrolment.OwnCertificate;
import io.notenboom.registry.event.FoundationRegistration;
import io.notenboom.trust.key.KeyPurpose;
import io.notenboom.trust.x509.Pem;
import java.util.List;
import java.util.Optional;

/** Issues the events of the Foundation's stream, on the node that is the Foundation. */
public final class FoundationWriter {

    private final OwnStream stream;

    FoundationWriter(OwnStream stream) {
        this.stream = stream;
    }

    /** Starts the stream, if that was not done before. */
    public synchronized IssueOutcome start(OwnCertificate root, String networkName) {
        FoundationRegistration wanted = new FoundationRegistration(networkName, Pem.write(root.certificate()));
        return stream.genesis(FoundationRegistration.class)
                .<IssueOutcome>map(event -> new IssueOutcome.Issued(
                        event.stream().value(),
                        List.of(new IssuedEvent(
                                event.id(),
                                event.header().sequence(),
                                event.payload().type())),
                        false))
                .orElseGet(() -> stream.issue(
                        Optional.empty(), wanted, stream.nextDate(Optional.empty()), root, KeyPurpose.FOUNDATION_CA));
    }
}
