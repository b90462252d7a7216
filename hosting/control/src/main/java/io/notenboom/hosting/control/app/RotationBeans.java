// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.control.app;

import io.notenboom.hosting.control.deletion.AuditKeys;
import io.notenboom.hosting.control.execute.Executor;
import io.notenboom.hosting.control.rotation.AuditKeyRotation;
import io.notenboom.hosting.control.rotation.RedisPasswordRotation;
import io.notenboom.trust.rotation.Rotatable;
import io.notenboom.trust.rotation.RotationJournal;
import io.notenboom.trust.rotation.RotationPolicy;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** What the control plane rotates. */
final class RotationBeans {

    @Produces
    @Singleton
    Rotatable redisPasswords(
            ControlPlane control,
            Executor executor,
            HostingConfig config,
            RotationJournal journal,
            InstantSource clock) {
        return new RedisPasswordRotation(
                control.customers(),
                control.backend().redisPasswords(),
                executor::wake,
                new RedisPasswordRotation.Timing(days(config.rotation().redisPasswordAfterDays()), clock),
                journal);
    }

    @Produces
    @Singleton
    Rotatable auditKey(
            ControlPlane control, AuditKeys keys, HostingConfig config, RotationJournal journal, InstantSource clock) {
        return new AuditKeyRotation(
                keys,
                control.certificates(),
                new RotationPolicy(
                        Duration.ZERO, Duration.ZERO, days(config.rotation().auditKeyAfterDays())),
                journal,
                clock);
    }

    private static @Nullable Duration days(int days) {
        return days == 0 ? null : Duration.ofDays(days);
    }
}
