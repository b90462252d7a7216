// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.access.keys;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/** JWTs of callers who have a key, see docs/architecture/contracts.md §3. */
@ConfigMapping(prefix = "notenboom.access.authorized-keys")
public interface AuthorizedKeysConfig {

    /** File with the public keys in the form of OpenSSH; without it no such JWT is accepted. */
    Optional<Path> file();

    /** What {@code aud} of a JWT has to name; without it the name of this machine. */
    Optional<String> audience();
}
