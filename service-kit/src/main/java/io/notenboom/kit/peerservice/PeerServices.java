// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.peerservice;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.notenboom.kit.customer.NodeConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;

/** The other services of the node, as {@code notenboom.peer-service.<name>} configures them. */
@ApplicationScoped
public class PeerServices {

    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final NodeConfig config;
    private final ObjectMapper json;

    @Inject
    PeerServices(NodeConfig config, ObjectMapper json) {
        this.config = config;
        this.json = json;
    }

    /** Whether a service is configured. */
    public boolean has(String name) {
        return config.peerService().containsKey(name);
    }

    /**
     * A client with 2 s for each call. Make it once and keep it.
     *
     * @param name {@code registry}, {@code auth} or {@code pdp}
     * @throws IllegalStateException when the service is not configured
     */
    public PeerServiceClient service(String name) {
        return service(name, TIMEOUT);
    }

    /**
     * A client with another time for each call.
     *
     * @throws IllegalStateException when the service is not configured
     */
    public PeerServiceClient service(String name, Duration timeout) {
        NodeConfig.PeerService service = config.peerService().get(name);
        if (service == null) {
            throw new IllegalStateException(
                    "notenboom.peer-service." + name + ".url and .token-file are not configured");
        }
        return new PeerServiceClient(name, service.url(), service.tokenFile(), timeout, json);
    }
}
