// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.errorprone.annotations.CheckReturnValue;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Talks to the authorization servers of others: over https, only to hosts that may be contacted, each call bounded in
 * time and to 1 MB. Safe for many threads.
 */
@CheckReturnValue
public interface AuthorizationServers {

    /** The metadata of the server with this issuer URL; its {@code issuer} is equal to it, character by character. */
    AuthorizationServer metadata(URI issuer) throws RemoteServerException;

    /**
     * What a server wants to see for a scope, as strict JSON, not interpreted.
     *
     * @param definitions its presentation definition endpoint
     */
    JsonNode presentationDefinition(URI definitions, String scope) throws RemoteServerException;

    /**
     * Asks for a token.
     *
     * @param form parameters of the request
     * @param proof DPoP proof, null for a bearer token
     */
    GrantedToken requestToken(AuthorizationServer server, Map<String, String> form, @Nullable String proof)
            throws RemoteServerException;
}
