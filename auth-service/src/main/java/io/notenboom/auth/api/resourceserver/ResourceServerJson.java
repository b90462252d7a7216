// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.api.resourceserver;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.auth.resourceserver.ClientAuthentication;
import io.notenboom.auth.resourceserver.ResourceServer;
import io.notenboom.auth.resourceserver.StoredSecret;

/** Shows resource servers; a secret is not among what is kept. */
final class ResourceServerJson {

    private ResourceServerJson() {}

    static ObjectNode of(ResourceServer server, String issuer) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("client_id", server.id())
                .put("name", server.terms().name());
        server.terms().audiences().forEach(json.putArray("audiences")::add);
        json.put("profile", server.terms().profile().wireName())
                .put("may_revoke", server.terms().mayRevoke())
                .put("auth_method", server.authentication().method().wireName());
        authentication(json, server.authentication());
        return json.put("created", server.created().toString())
                .put("issuer", issuer)
                .put("introspection_endpoint", issuer + "/introspect");
    }

    private static void authentication(ObjectNode json, ClientAuthentication authentication) {
        switch (authentication) {
            case ClientAuthentication.Secrets known -> {
                ArrayNode secrets = json.putArray("secrets");
                for (StoredSecret secret : known.secrets()) {
                    ObjectNode shown = secrets.addObject();
                    if (secret.endsAt() != null) {
                        shown.put("ends", secret.endsAt().toString());
                    }
                }
            }
            case ClientAuthentication.Keys known -> {
                ArrayNode keys = json.putObject("jwks").putArray("keys");
                known.keys().forEach(key -> {
                    ObjectNode jwk = key.json();
                    key.keyId().ifPresent(id -> jwk.put("kid", id));
                    keys.add(jwk);
                });
            }
            case ClientAuthentication.KeysAt address ->
                json.put("jwks_uri", address.url().toString());
            case ClientAuthentication.Named named ->
                json.put(named.name().kind().wireName(), named.name().value());
            case ClientAuthentication.Certificates certificates ->
                certificates.thumbprints().forEach(json.putArray("certificate_thumbprints")::add);
        }
    }
}
