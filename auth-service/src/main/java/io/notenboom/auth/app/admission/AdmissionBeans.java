// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.app.admission;

import io.notenboom.auth.admission.Admission;
import io.notenboom.auth.admission.CanonicalPool;
import io.notenboom.auth.app.AuthConfig;
import io.notenboom.kit.metrics.ServiceMeters;
import io.notenboom.trust.credential.CredentialVerifier;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;

/** How many token requests are worked on at one time, and the meters that tell how that goes. */
final class AdmissionBeans {

    @Produces
    @Singleton
    Admission tokenAdmission(AuthConfig config) {
        return new Admission(
                config.token().maxConcurrent(), Duration.ofMillis(config.token().maxWaitMillis()));
    }

    /** As many threads as cores, so that documents made to take long leave the other requests their share. */
    @Produces
    @Singleton
    CanonicalPool canonicalPool() {
        return new CanonicalPool(Runtime.getRuntime().availableProcessors());
    }

    void endPool(@Disposes CanonicalPool pool) {
        pool.close();
    }

    void meters(
            @Observes StartupEvent started,
            ServiceMeters meters,
            Admission admission,
            CanonicalPool canonicalPool,
            CredentialVerifier credentials) {
        meters.gauge("token.working", "Token requests that are worked on", admission::working);
        meters.gauge("token.waiting", "Token requests that wait for a place", admission::waiting);
        meters.gauge(
                "token.wait.seconds",
                "How long a token request would wait that arrived now",
                () -> admission.expectedWait().toNanos() / 1e9);
        meters.gauge("token.turned.away", "Token requests that got 503 since the start", admission::turnedAwayCount);
        meters.gauge("canonical.waiting", "JSON-LD documents that wait to be canonicalised", canonicalPool::waiting);
        meters.gauge(
                "credential.signatures.recognised",
                "Credentials since the start whose signature was verified before",
                () -> credentials.knownSignatures().recognised());
        meters.gauge(
                "credential.signatures.computed",
                "Credentials since the start whose signature was computed, and held",
                () -> credentials.knownSignatures().computed());
    }
}
