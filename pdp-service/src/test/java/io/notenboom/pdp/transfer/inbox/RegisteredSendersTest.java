// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.transfer.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.pdp.flow.Party;
import io.notenboom.pdp.receiver.Receiver;
import io.notenboom.pdp.receiver.ReceiverLookup;
import io.notenboom.pdp.receiver.ReceiverLookup.Found;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A notification leads only to the FHIR server of who sent it. */
class RegisteredSendersTest {

    private static final String DID = "did:web:sender.example:a";
    private static final Party SENDER = Party.ofDids(Set.of(DID));

    private Found registered = known(DID);
    private Optional<String> fhirBase = Optional.of("https://sender.example/fhir");
    private final RegisteredSenders senders = new RegisteredSenders(
            new ReceiverLookup() {
                @Override
                public Found find(String organisation) {
                    return registered;
                }

                @Override
                public Optional<String> notificationAddress(String organisation) {
                    return Optional.empty();
                }
            },
            organisation -> fhirBase);

    private static Found known(String did) {
        return new Found.Known(new Receiver("urn:oid:1.2", Set.of(did), "https://sender.example/oauth2/a", null));
    }

    @Test
    void theOrganisationThatSentItIsFound() {
        assertThat(senders.find("urn:oid:1.2", SENDER))
                .isEqualTo(new SenderAddresses.Found.Known(
                        new SenderAddresses.Address("https://sender.example/oauth2/a", "https://sender.example/fhir")));
    }

    @Test
    void anotherOrganisationIsNot() {
        registered = known("did:web:elsewhere.example:b");
        assertThat(senders.find("urn:oid:1.2", SENDER)).isInstanceOf(SenderAddresses.Found.Unusable.class);
        registered = known(DID);
        assertThat(senders.find("urn:oid:1.2", new Party(Set.of(), Set.of(), "90000101")))
                .as("a sender without a DID")
                .isInstanceOf(SenderAddresses.Found.Unusable.class);
    }

    @Test
    void whatIsMissingIsTold() {
        fhirBase = Optional.empty();
        assertThat(senders.find("urn:oid:1.2", SENDER))
                .isEqualTo(new SenderAddresses.Found.Unusable("must register an endpoint of type fhir"));
        registered = new Found.Unknown();
        assertThat(senders.find("urn:oid:1.2", SENDER))
                .isEqualTo(new SenderAddresses.Found.Unusable("is not in the registry"));
        registered = new Found.Unreachable();
        assertThat(senders.find("urn:oid:1.2", SENDER)).isEqualTo(new SenderAddresses.Found.Unreachable());
    }
}
