// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.app.introspection;

import io.notenboom.auth.policy.SenderConstraint;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** To what tokens are bound, see docs/architecture/contracts.md §7. */
@ConfigMapping(prefix = "notenboom.auth.sender")
public interface SenderConfig {

    /** To what tokens have to be bound. */
    @WithDefault("none")
    SenderConstraint constraint();

    /** The same for single scopes. */
    Map<String, SenderConstraint> constraintByScope();

    /** Whether DPoP proofs at the token endpoint have to show a nonce of this server. */
    @WithDefault("false")
    boolean dpopNonce();

    /** PEM file with the authorities whose certificates prove a name of a resource server, roots included. */
    Optional<Path> certificateAuthorities();

    /** Base URL at which clients are asked for a certificate, if it is another than the public URL. */
    Optional<String> mutualTlsUrl();
}
