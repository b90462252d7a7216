// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.auth.subject.SubjectId;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an EHR asks its wallet for.
 *
 * @param subject for which own subject
 * @param authorizationServer issuer URL of the other side
 * @param scope what for
 * @param credentials self-attested credentials to add, without issuer and subject id
 * @param selection value by field id, narrows the choice of credentials
 * @param options kind of token, and whether a token that was got earlier will do
 */
public record WalletTokenRequest(
        SubjectId subject,
        URI authorizationServer,
        String scope,
        List<ObjectNode> credentials,
        Map<String, String> selection,
        Options options) {

    /** Copies the collections. */
    public WalletTokenRequest {
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(authorizationServer, "authorizationServer");
        Objects.requireNonNull(scope, "scope");
        credentials = credentials.stream().map(ObjectNode::deepCopy).toList();
        selection = Map.copyOf(selection);
        Objects.requireNonNull(options, "options");
    }

    /**
     * @param bound whether the token is to be bound to a key (DPoP)
     * @param cached whether a token that was got earlier will do
     * @param serviceProvider the own subject that asks on behalf of the organisation (RFC 7523); null if the organisation
     *     asks itself
     */
    public record Options(
            boolean bound, boolean cached, @Nullable SubjectId serviceProvider) {

        /** The organisation asks itself. */
        public Options(boolean bound, boolean cached) {
            this(bound, cached, null);
        }
    }
}
