// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.app;

import io.notenboom.auth.certificate.RevocationLists;
import io.notenboom.auth.store.certificate.HttpRevocationListFetcher;
import io.notenboom.kit.customer.NodeConfig;
import io.notenboom.kit.customer.NodeMode;
import io.notenboom.kit.outbound.GuardedHttpClient;
import io.notenboom.trust.x509.CertificateRevocationCheck;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** Certificates of issuers with a did:x509. */
final class CertificateBeans {

    @Produces
    @Singleton
    CertificateRevocationCheck certificateRevocationCheck(
            GuardedHttpClient http, NodeConfig config, InstantSource clock) {
        return new RevocationLists(new HttpRevocationListFetcher(http), config.mode() == NodeMode.DEV, clock);
    }
}
