// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.enrolment;

import io.notenboom.custody.CustodianSigner;
import io.notenboom.custody.KeyCustodian;
import io.notenboom.registry.certificate.CertificateTerm;
import io.notenboom.trust.key.KeyId;
import io.notenboom.trust.key.KeyPurpose;
import io.notenboom.trust.x509.CertificateIssuer;
import io.notenboom.trust.x509.SubjectName;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** The Foundation's own CA. Its key is in the custodian. */
public final class FoundationAuthority {

    /** How far certificates are dated back, for clocks that differ. */
    static final Duration BACKDATED = Duration.ofMinutes(5);

    private final KeyCustodian custodian;
    private final InstantSource clock;
    private final OwnCertificate root;

    private FoundationAuthority(KeyCustodian custodian, InstantSource clock, OwnCertificate root) {
        this.custodian = custodian;
        this.clock = clock;
        this.root = root;
    }

    /** Takes the stored root, or at the first start claims a key and signs one: "Nuts Foundation" and the network's name. */
    public static FoundationAuthority start(
            KeyCustodian custodian, OwnIdentityStore store, InstantSource clock, String network) {
        OwnCertificate root = store.foundation().orElseGet(() -> {
            KeyId key = custodian.claim(KeyPurpose.FOUNDATION_CA);
            X509Certificate certificate = CertificateIssuer.foundation(
                    network,
                    custodian.publicKey(key),
                    CustodianSigner.of(custodian, key, KeyPurpose.FOUNDATION_CA),
                    clock.instant().minus(BACKDATED));
            OwnCertificate made = new OwnCertificate(key, List.of(certificate));
            store.saveFoundation(made);
            return made;
        });
        return new FoundationAuthority(custodian, clock, root);
    }

    /** The root certificate. */
    public X509Certificate root() {
        return root.certificate();
    }

    /** Name of the root's key. */
    public KeyId key() {
        return root.key();
    }

    /** Whether the last third of a certificate's term has begun. */
    boolean renewable(X509Certificate certificate) {
        return CertificateTerm.of(certificate).renewable(clock.instant());
    }

    /** Issues a CA certificate to a vendor. */
    public X509Certificate issueCa(EnrolmentKind kind, String name, String kvk, PublicKey key) {
        return CertificateIssuer.of(
                        root.certificate(), CustodianSigner.of(custodian, root.key(), KeyPurpose.FOUNDATION_CA))
                .certificateAuthority(
                        SubjectName.ofVendor(name, kind.subjectPurpose(), kvk),
                        key,
                        clock.instant().minus(BACKDATED));
    }
}
