// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.app.mcsd;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** Configuration of the care services directory. */
@ConfigMapping(prefix = "notenboom.registry.mcsd")
public interface McsdConfig {

    /** Address of the directory as its clients see it; without one that of the internal listener. */
    Optional<String> baseUrl();
}
