// SPDX-License-Identifier: Apache-2.0
package io.notenboom.vault.customer;

import java.util.regex.Pattern;

/** How the services of a customer's node prove to the Vault who they are. */
public sealed interface NodeIdentity {

    /** By an AppRole, with secret ids that are delivered wrapped, see {@link CustomerMounts#wrap}. */
    record AppRole() implements NodeIdentity {}

    /**
     * By the service account of their pods.
     *
     * @param namespace of the customer in Kubernetes
     * @param serviceAccount that the pods run as
     * @param audience that their projected tokens are made for
     */
    record Kubernetes(String namespace, String serviceAccount, String audience) implements NodeIdentity {

        private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?");

        /** @throws IllegalArgumentException if a name has another form; {@code *} is none */
        public Kubernetes {
            if (!NAME.matcher(namespace).matches()
                    || !NAME.matcher(serviceAccount).matches()
                    || audience.isBlank()) {
                throw new IllegalArgumentException("a service account has a namespace, a name and an audience");
            }
        }
    }
}
