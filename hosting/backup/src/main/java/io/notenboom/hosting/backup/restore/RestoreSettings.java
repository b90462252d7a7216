// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.backup.restore;

import io.notenboom.hosting.backup.redis.RedisLink;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What is restored.
 *
 * @param customer whose node it is
 * @param node the node's folder
 * @param work the backup's own folder
 * @param redis connects to Redis as a user who may write; empty for a node without
 * @param patience how long services and peers are waited for
 * @param pause between two looks at them
 * @param settle how long after its beginning the restore ends at the earliest
 */
public record RestoreSettings(
        String customer,
        Path node,
        Path work,
        Optional<Supplier<RedisLink>> redis,
        Duration patience,
        Duration pause,
        Duration settle) {}
