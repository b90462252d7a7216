// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gateway.host;

import io.notenboom.gateway.model.Limits;
import io.notenboom.gateway.model.address.ListenAddress;
import io.notenboom.gateway.model.address.Port;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A host's reverse proxy.
 *
 * @param address address to listen on; default 0.0.0.0
 * @param port port to listen on; default 443
 * @param customers at most {@value #MOST_CUSTOMERS}, each with a host name of its own
 * @param limits what it bears, all customers together, except {@code connectionsPerAddress}
 * @param workers worker processes; 0 = one process without a master; default 2
 */
public record HostModel(
        @Nullable ListenAddress address,
        @Nullable Port port,
        List<HostedCustomer> customers,
        @Nullable Limits limits,
        @Nullable Integer workers) {

    private static final int MOST_CUSTOMERS = 500;
    private static final int HTTPS = 443;
    private static final int MOST_WORKERS = 64;

    public HostModel {
        address = address == null ? new ListenAddress("0.0.0.0") : address;
        port = port == null ? new Port(HTTPS) : port;
        limits = limits == null ? Limits.DEFAULT : limits;
        workers = workers == null ? Integer.valueOf(2) : workers;
        if (workers < 0 || workers > MOST_WORKERS) {
            throw new IllegalArgumentException("the field \"workers\" must be from 0 to " + MOST_WORKERS);
        }
        customers = customers == null ? List.of() : List.copyOf(customers);
        if (customers.isEmpty() || customers.size() > MOST_CUSTOMERS) {
            throw new IllegalArgumentException("the field \"customers\" must have 1 to " + MOST_CUSTOMERS + " entries");
        }
        Set<Object> known = new HashSet<>();
        for (HostedCustomer customer : customers) {
            if (!known.add(customer.host()) || !known.add(customer.customer())) {
                throw new IllegalArgumentException("customer " + customer.customer() + " or its host name "
                        + customer.host() + " is there twice: each customer has one host name of its own");
            }
        }
    }
}
