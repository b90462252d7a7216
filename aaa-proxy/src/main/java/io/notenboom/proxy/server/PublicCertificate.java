// SPDX-License-Identifier: Apache-2.0
package io.notenboom.proxy.server;

import io.notenboom.trust.tls.ExpiryWarnings;
import io.notenboom.trust.tls.ListenerIdentity;
import io.vertx.core.Vertx;
import io.vertx.core.net.KeyCertOptions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * The certificate of the public listener: looks every ten seconds whether its files were changed, and warns every hour of its
 * end when that is near.
 */
final class PublicCertificate {

    private static final Logger LOG = Logger.getLogger(PublicCertificate.class);
    private static final Logger ALARM = Logger.getLogger(ExpiryWarnings.LOG_CATEGORY);
    private static final long LOOK_MILLISECONDS = TimeUnit.SECONDS.toMillis(10);
    private static final long WARN_MILLISECONDS = TimeUnit.HOURS.toMillis(1);

    private final ListenerIdentity identity;
    private final ExpiryWarnings warnings = new ExpiryWarnings("public");
    private final KeyCertOptions first;

    /** @throws IllegalStateException that says what is wrong with certificate or key */
    PublicCertificate(ProxySettings.Listener listener, InstantSource clock) {
        this.identity = new ListenerIdentity(listener.certificate(), listener.key(), clock);
        this.first = KeyCertOptions.wrap(identity.first());
        warn(clock.instant());
    }

    /** What the listener begins with. */
    KeyCertOptions first() {
        return first;
    }

    /** When it ends. */
    Instant end() {
        return identity.end();
    }

    /** Looks from now on, until Vert.x is closed. */
    void watch(Vertx vertx, InstantSource clock, Consumer<KeyCertOptions> changed) {
        var _ = vertx.setPeriodic(LOOK_MILLISECONDS, timer -> onWorker(vertx, () -> look(changed)));
        var _ = vertx.setPeriodic(WARN_MILLISECONDS, timer -> onWorker(vertx, () -> warn(clock.instant())));
    }

    private static void onWorker(Vertx vertx, Runnable work) {
        var _ = vertx.executeBlocking(() -> {
                    work.run();
                    return null;
                })
                .onFailure(
                        failure -> LOG.error("the certificate of the public listener could not be changed", failure));
    }

    /** Hands over a fit pair that is in the files now and was not before. */
    synchronized void look(Consumer<KeyCertOptions> changed) {
        if (identity.changed(keys -> changed.accept(KeyCertOptions.wrap(keys)))) {
            LOG.info("the public listener has a new certificate");
        }
    }

    private synchronized void warn(Instant now) {
        warnings.at(now, identity.end()).ifPresent(warning -> {
            if (warning.ended()) {
                ALARM.error(warning.text());
            } else {
                ALARM.warn(warning.text());
            }
        });
    }
}
