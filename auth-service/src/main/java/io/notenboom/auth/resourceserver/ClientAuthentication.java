// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.resourceserver;

import io.notenboom.trust.jose.Jwk;
import java.net.URI;
import java.util.List;
import java.util.Objects;

/** By what a resource server is known. */
public sealed interface ClientAuthentication {

    /** Most keys, certificates or secrets. */
    int MAX = 10;

    /** The method. */
    AuthenticationMethod method();

    /**
     * Secrets, of which more than one are good while they are replaced.
     *
     * @param method where the secret is sent
     */
    record Secrets(AuthenticationMethod method, List<StoredSecret> secrets) implements ClientAuthentication {

        /** @throws IllegalArgumentException if the method is another, or there is no secret */
        public Secrets {
            secrets = List.copyOf(secrets);
            if (!method.isSecret() || secrets.isEmpty()) {
                throw new IllegalArgumentException("a secret is sent as client_secret_basic or client_secret_post");
            }
        }
    }

    /** Public keys, that were registered themselves. */
    record Keys(List<Jwk> keys) implements ClientAuthentication {

        /** @throws IllegalArgumentException if there are none, or too many */
        public Keys {
            keys = List.copyOf(keys);
            requireCount(keys.size(), "jwks");
        }

        @Override
        public AuthenticationMethod method() {
            return AuthenticationMethod.PRIVATE_KEY_JWT;
        }
    }

    /** Public keys at an address of the client. */
    record KeysAt(URI url) implements ClientAuthentication {

        /** @throws IllegalArgumentException if it is no https URL */
        public KeysAt {
            if (!"https".equals(url.getScheme()) || url.getHost() == null || url.getRawUserInfo() != null) {
                throw new IllegalArgumentException("jwks_uri must be an https URL");
            }
        }

        @Override
        public AuthenticationMethod method() {
            return AuthenticationMethod.PRIVATE_KEY_JWT;
        }
    }

    /** A name in a certificate of a trusted authority. */
    record Named(CertificateName name) implements ClientAuthentication {

        /** Checks that there is a name. */
        public Named {
            Objects.requireNonNull(name, "name");
        }

        @Override
        public AuthenticationMethod method() {
            return AuthenticationMethod.TLS_CLIENT_AUTH;
        }
    }

    /** Certificates, by {@code x5t#S256}. */
    record Certificates(List<String> thumbprints) implements ClientAuthentication {

        /** @throws IllegalArgumentException if there are none, or too many */
        public Certificates {
            thumbprints = List.copyOf(thumbprints);
            requireCount(thumbprints.size(), "certificates");
        }

        @Override
        public AuthenticationMethod method() {
            return AuthenticationMethod.SELF_SIGNED_TLS_CLIENT_AUTH;
        }
    }

    private static void requireCount(int count, String what) {
        if (count < 1 || count > MAX) {
            throw new IllegalArgumentException(what + " must hold 1 to " + MAX);
        }
    }
}
