// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.discovery.server;

import io.notenboom.auth.discovery.DiscoveryServerException;
import io.notenboom.auth.discovery.DiscoveryServerException.Reason;
import io.notenboom.auth.discovery.DiscoveryServers;
import io.notenboom.auth.discovery.EntryPage;
import io.notenboom.auth.discovery.ServiceDefinition;
import io.notenboom.auth.discovery.ServiceDefinitions;

/** Asks this node's own server without a way round by the network, and others over it. */
public final class OwnOrOtherServers implements DiscoveryServers {

    private final ServiceDefinitions definitions;
    private final DiscoveryServer own;
    private final DiscoveryServers others;

    /** Asks these. */
    public OwnOrOtherServers(ServiceDefinitions definitions, DiscoveryServer own, DiscoveryServers others) {
        this.definitions = definitions;
        this.own = own;
        this.others = others;
    }

    @Override
    public EntryPage list(ServiceDefinition service, long after) throws DiscoveryServerException {
        if (!definitions.serves(service.id())) {
            return others.list(service, after);
        }
        return switch (own.list(service.id(), after, null)) {
            case ListOutcome.Listed listed -> listed.page();
            case ListOutcome.UnknownService _ -> throw new DiscoveryServerException(Reason.UNKNOWN_SERVICE);
            case ListOutcome.Loop _ -> throw new DiscoveryServerException(Reason.NOT_ALLOWED);
            case ListOutcome.ServerFailed failed -> throw new DiscoveryServerException(failed.reason());
        };
    }

    @Override
    public void register(ServiceDefinition service, String presentation) throws DiscoveryServerException {
        if (!definitions.serves(service.id())) {
            others.register(service, presentation);
            return;
        }
        switch (own.register(service.id(), presentation, null)) {
            case RegisterOutcome.Registered _ -> {}
            case RegisterOutcome.UnknownService _ -> throw new DiscoveryServerException(Reason.UNKNOWN_SERVICE);
            case RegisterOutcome.Refused _ -> throw new DiscoveryServerException(Reason.REFUSED);
            case RegisterOutcome.Loop _ -> throw new DiscoveryServerException(Reason.NOT_ALLOWED);
            case RegisterOutcome.Full _, RegisterOutcome.Busy _ ->
                throw new DiscoveryServerException(Reason.UNAVAILABLE);
            case RegisterOutcome.ServerFailed failed -> throw new DiscoveryServerException(failed.reason());
        }
    }
}
