// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.app;

import io.notenboom.custody.KeyCustodian;
import io.notenboom.custody.tls.CustodianKeyManager;
import io.notenboom.gossip.transport.PeerTrustManager;
import io.notenboom.registry.enrolment.OwnCertificate;
import io.notenboom.trust.key.KeyPurpose;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.TrustOptions;
import jakarta.inject.Singleton;

/** mTLS of the peer listener: the node's key, used at the custodian, and trust in the Foundation's nodes only. */
@Singleton
public class PeerTls {

    private final KeyCustodian custodian;
    private final PeerTrustManager trust;

    PeerTls(KeyCustodian custodian, PeerTrustManager trust) {
        this.custodian = custodian;
        this.trust = trust;
    }

    /** What this node shows; the private key does not leave the custodian. */
    KeyCertOptions shown(OwnCertificate certificate) {
        return KeyCertOptions.wrap(
                CustodianKeyManager.of(custodian, certificate.key(), KeyPurpose.NODE_IDENTITY, certificate.chain()));
    }

    /** Whom this node lets in: nodes of its network, by the same rules as for the peers that it calls. */
    TrustOptions trusted() {
        return TrustOptions.wrap(trust);
    }
}
