// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.app.decisionlog;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import java.util.Optional;

/** How the decision log is kept. */
@ConfigMapping(prefix = "notenboom.pdp.decision-log")
public interface DecisionLogConfig {

    /** Size from which on a new segment is begun, in bytes. */
    @WithDefault("67108864")
    @Min(4_096)
    @Max(4_294_967_296L)
    long segmentBytes();

    /** How long decisions are kept, in days; whole segments go when everything in them is older. */
    @WithDefault("1827")
    @Min(1)
    @Max(36_525)
    int keepDays();

    /** Most bytes of the log; the oldest segments go when there is more, even before their time. No limit when not set. */
    Optional<@Min(8_192) Long> maxBytes();

    /** Room to leave on the disk, in bytes; with less no decision is given. */
    @WithDefault("67108864")
    @Min(0)
    long minimumFreeBytes();

    /** Folder with versions of profiles that decide beside the ones in force, without effect; none when not set. */
    Optional<Path> shadowProfiles();
}
