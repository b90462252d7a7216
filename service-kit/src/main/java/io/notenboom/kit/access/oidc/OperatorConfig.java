// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.access.oidc;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Access tokens of an OpenID provider, see docs/architecture/contracts.md §3. */
@ConfigMapping(prefix = "notenboom.access.oidc")
public interface OperatorConfig {

    /** Issuer URL of the provider, whose metadata is at {@code /.well-known/openid-configuration} below it; without it no
     * token of a provider is accepted. */
    Optional<String> issuer();

    /** What {@code aud} of a token has to name, at least one of them; has to be set with the issuer. */
    Optional<List<String>> audience();

    /** Claim with the roles of the operator: a name, or names on the way to it with slashes between them. */
    @WithDefault("groups")
    String rolesClaim();

    /** Claim that names the operator in logs. */
    @WithDefault("sub")
    String userClaim();

    /** Claim that names the subjects that the operator may act for; without it all of them. */
    Optional<String> subjectsClaim();

    /** Scopes by role; other roles give none. */
    Map<String, List<String>> scopes();

    /** Algorithms that tokens may be signed with. */
    @WithDefault("ES256,ES384,ES512,PS256,PS384,PS512,EdDSA,RS256")
    List<String> algorithms();

    /** PEM file with the certificate authorities of the provider, instead of those of the Java runtime. */
    Optional<Path> trust();
}
