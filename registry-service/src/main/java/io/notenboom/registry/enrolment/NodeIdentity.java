// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.enrolment;

import io.notenboom.custody.CustodianSigner;
import io.notenboom.custody.KeyCustodian;
import io.notenboom.registry.certificate.CertificateTerm;
import io.notenboom.trust.key.KeyId;
import io.notenboom.trust.key.KeyPurpose;
import io.notenboom.trust.x509.CertificateIssuer;
import io.notenboom.trust.x509.SubjectName;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The node identity certificate (seed: "The vendor issues node identity certificate (for its node) using its CA"): for mTLS
 * between nodes, with the node's host as dNSName.
 */
public final class NodeIdentity {

    private final KeyCustodian custodian;
    private final OwnIdentityStore store;
    private final InstantSource clock;
    private final String host;

    /** @param host DNS name under which peers reach this node */
    public NodeIdentity(KeyCustodian custodian, OwnIdentityStore store, InstantSource clock, String host) {
        this.custodian = custodian;
        this.store = store;
        this.clock = clock;
        this.host = host;
    }

    /** The stored identity; empty before the node's CA was certified. */
    public Optional<OwnCertificate> stored() {
        return store.nodeIdentity();
    }

    /**
     * Takes the stored identity; issues one by the node's own CA when there is none, and the next one, for another key, when
     * the last third of its term has begun, or CA or host changed.
     */
    public synchronized OwnCertificate ensure(OwnCertificate nodeCa) {
        return store.nodeIdentity().filter(known -> isGood(known, nodeCa)).orElseGet(() -> issue(nodeCa));
    }

    /** Issues the next identity, for another key, although the stored one is good. */
    public synchronized OwnCertificate next(OwnCertificate nodeCa) {
        return issue(nodeCa);
    }

    private boolean isGood(OwnCertificate known, OwnCertificate nodeCa) {
        return known.chain().subList(1, known.chain().size()).equals(nodeCa.chain())
                && hosts(known.certificate()).equals(List.of(host))
                && !CertificateTerm.of(known.certificate()).renewable(clock.instant());
    }

    private static List<String> hosts(X509Certificate certificate) {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            return names == null
                    ? List.of()
                    : names.stream().map(name -> String.valueOf(name.getLast())).toList();
        } catch (CertificateParsingException e) {
            return List.of();
        }
    }

    private OwnCertificate issue(OwnCertificate nodeCa) {
        KeyId key = custodian.claim(KeyPurpose.NODE_IDENTITY);
        String vendor = SubjectName.of(nodeCa.certificate()).organization();
        X509Certificate certificate = CertificateIssuer.of(
                        nodeCa.certificate(), CustodianSigner.of(custodian, nodeCa.key(), KeyPurpose.NODE_CA))
                .nodeIdentity(
                        new SubjectName(host, vendor, "", "", "NL", ""),
                        custodian.publicKey(key),
                        List.of(host),
                        clock.instant().minus(FoundationAuthority.BACKDATED));
        List<X509Certificate> chain = new ArrayList<>(List.of(certificate));
        chain.addAll(nodeCa.chain());
        OwnCertificate identity = new OwnCertificate(key, chain);
        store.saveNodeIdentity(identity);
        return identity;
    }
}
