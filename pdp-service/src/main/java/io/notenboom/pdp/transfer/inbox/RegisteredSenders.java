// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.transfer.inbox;

import io.notenboom.pdp.flow.Party;
import io.notenboom.pdp.receiver.Receiver;
import io.notenboom.pdp.receiver.ReceiverLookup;
import java.util.Optional;
import java.util.function.Function;

/** Senders by the registry: the DIDs of the organisation's authorization server have to be those of the notification. */
public final class RegisteredSenders implements SenderAddresses {

    private final ReceiverLookup organisations;
    private final Function<String, Optional<String>> fhirBases;

    /**
     * Over the registry.
     *
     * @param fhirBases the FHIR base that an organisation registered; empty when none, or when that cannot be asked
     */
    public RegisteredSenders(ReceiverLookup organisations, Function<String, Optional<String>> fhirBases) {
        this.organisations = organisations;
        this.fhirBases = fhirBases;
    }

    @Override
    public Found find(String organisation, Party sender) {
        return switch (organisations.find(organisation)) {
            case ReceiverLookup.Found.Unknown _ -> new Found.Unusable("is not in the registry");
            case ReceiverLookup.Found.Incomplete incomplete ->
                new Found.Unusable("must register " + incomplete.lacks());
            case ReceiverLookup.Found.Unreachable _ -> new Found.Unreachable();
            case ReceiverLookup.Found.Known known -> address(organisation, sender, known.receiver());
        };
    }

    private Found address(String organisation, Party sender, Receiver registered) {
        if (sender.dids().stream().noneMatch(registered.dids()::contains)) {
            return new Found.Unusable("is not who sent the notification: its authorization server has other DIDs");
        }
        Optional<String> fhirBase = fhirBases.apply(organisation);
        if (registered.issuer() == null || fhirBase.isEmpty()) {
            return new Found.Unusable("must register an endpoint of type fhir");
        }
        return new Found.Known(new Address(registered.issuer(), fhirBase.get()));
    }
}
