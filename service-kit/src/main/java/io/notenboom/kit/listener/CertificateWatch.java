// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.listener;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Does something every few seconds until it is stopped; what it throws is logged, and it goes on. */
final class CertificateWatch {

    private static final Logger LOG = Logger.getLogger(CertificateWatch.class);

    private final Duration every;
    private final Runnable look;
    private final CountDownLatch stopRequested = new CountDownLatch(1);

    private CertificateWatch(Duration every, Runnable look) {
        this.every = every;
        this.look = look;
    }

    static CertificateWatch start(Duration every, Runnable look) {
        CertificateWatch watch = new CertificateWatch(every, look);
        Thread.ofVirtual().name("certificate-watch").start(watch::run);
        return watch;
    }

    private void run() {
        try {
            while (!stopRequested.await(every.toMillis(), TimeUnit.MILLISECONDS)) {
                try {
                    look.run();
                } catch (RuntimeException failure) {
                    LOG.error("the certificate of the public listener could not be changed", failure);
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    void stop() {
        stopRequested.countDown();
    }
}
