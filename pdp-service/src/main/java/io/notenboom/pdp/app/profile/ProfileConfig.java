// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.app.profile;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/** Profiles beside the shipped ones. */
@ConfigMapping(prefix = "notenboom.pdp.profiles")
public interface ProfileConfig {

    /** Folder with profiles and their signatures, {@code <family>/<name>.json} and {@code <family>/<name>.json.jws}. */
    Optional<Path> directory();

    /** JWK Set of the keys that may sign them. */
    Optional<Path> keysFile();
}
