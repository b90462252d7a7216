// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.resourceserver;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is asked to be registered.
 *
 * @param id client id; null if one is to be made up
 * @param terms what it is and may
 * @param proof by what it is known; null if it is to get a secret
 * @param method how it authenticates
 */
public record Registration(
        @Nullable String id,
        ResourceServer.Terms terms,
        @Nullable ClientAuthentication proof,
        AuthenticationMethod method) {

    /** @throws IllegalArgumentException if proof and method do not fit; the message is safe to show */
    public Registration {
        Objects.requireNonNull(terms, "terms");
        if (method.isSecret() ? proof != null : proof == null || proof.method() != method) {
            throw new IllegalArgumentException(
                    switch (method) {
                        case CLIENT_SECRET_BASIC, CLIENT_SECRET_POST ->
                            method.wireName() + " has no keys, names or certificates: a secret is made for it";
                        case PRIVATE_KEY_JWT -> "private_key_jwt needs jwks or jwks_uri, and nothing else";
                        case TLS_CLIENT_AUTH ->
                            "tls_client_auth needs exactly one name: tls_client_auth_subject_dn, "
                                    + "…_san_dns, …_san_uri, …_san_ip or …_san_email";
                        case SELF_SIGNED_TLS_CLIENT_AUTH -> "self_signed_tls_client_auth needs certificates, as PEM";
                    });
        }
    }
}
