// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gateway.model;

import org.jspecify.annotations.Nullable;

/**
 * What the gateway bears; every field may be left out.
 *
 * @param headerBytes longest header line, request line included; default 16384
 * @param bodyBytes longest body; default 1048576
 * @param connections most connections at once; default 1024
 * @param connectionsPerAddress most requests under way for each client address; default 100
 * @param pdpSeconds longest wait for the PDP; default 5
 * @param backendSeconds longest wait for the FHIR server, the auth-service or the AAA-proxy; default 30
 * @param idleSeconds an idle client connection is closed after this; default 60
 */
public record Limits(
        @Nullable Integer headerBytes,
        @Nullable Integer bodyBytes,
        @Nullable Integer connections,
        @Nullable Integer connectionsPerAddress,
        @Nullable Integer pdpSeconds,
        @Nullable Integer backendSeconds,
        @Nullable Integer idleSeconds) {

    /** The defaults. */
    public static final Limits DEFAULT = new Limits(null, null, null, null, null, null, null);

    public Limits {
        headerBytes = orDefault(headerBytes, 16_384, 1_024, 65_536, "headerBytes");
        bodyBytes = orDefault(bodyBytes, 1_048_576, 1_024, 104_857_600, "bodyBytes");
        connections = orDefault(connections, 1_024, 16, 65_536, "connections");
        connectionsPerAddress = orDefault(connectionsPerAddress, 100, 1, 65_536, "connectionsPerAddress");
        pdpSeconds = orDefault(pdpSeconds, 5, 1, 60, "pdpSeconds");
        backendSeconds = orDefault(backendSeconds, 30, 1, 600, "backendSeconds");
        idleSeconds = orDefault(idleSeconds, 60, 1, 3_600, "idleSeconds");
    }

    private static int orDefault(@Nullable Integer value, int usual, int least, int most, String name) {
        if (value == null) {
            return usual;
        }
        if (value < least || value > most) {
            throw new IllegalArgumentException("the field \"" + name + "\" must be from " + least + " to " + most);
        }
        return value;
    }
}
