// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.discovery;

import com.google.errorprone.annotations.CheckReturnValue;

/** The servers of discovery services, wherever they are. What they say is unverified. */
public interface DiscoveryServers {

    /**
     * The entries of a service after a timestamp.
     *
     * @throws DiscoveryServerException if there is no usable answer
     */
    @CheckReturnValue
    EntryPage list(ServiceDefinition service, long after) throws DiscoveryServerException;

    /**
     * Registers a presentation or its retraction.
     *
     * @throws DiscoveryServerException if the server did not take it, or cannot be reached
     */
    void register(ServiceDefinition service, String presentation) throws DiscoveryServerException;
}
