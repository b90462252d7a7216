// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.app.revocation;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/** The denylist that this node publishes, as a Foundation does. */
@ConfigMapping(prefix = "notenboom.registry.denylist")
public interface PublishedDenylistConfig {

    /** The signed list, as {@code notenboom cli denylist sign} writes it; without it none is published. */
    Optional<Path> file();

    /** JWK Set or PEM with the keys of its signer: nothing else is published. */
    Optional<Path> keysFile();
}
